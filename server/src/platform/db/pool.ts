import pg from 'pg';

/** Connections one process keeps at most. The embedded server allows `max_connections` of `embedded/settings.ts`. */
export const POOL_SIZE = 10;
/** A request never waits longer than this for a free connection, in milliseconds. */
const WAIT_FOR_CONNECTION_MS = 10_000;
/** An unused connection is given back after this, in milliseconds. */
const IDLE_CONNECTION_MS = 30_000;
/** No statement of the application runs longer than this, in milliseconds; long work travels in chunks. */
export const STATEMENT_TIMEOUT_MS = 60_000;
/** A transaction whose owner forgot it is ended after this, in milliseconds. */
export const IDLE_IN_TRANSACTION_MS = 60_000;
/** The platform's one civil time zone (architecture, section 4). */
const TIME_ZONE = 'Asia/Shanghai';

/** pg-types knows the parser, but its list of names lacks the array types. */
const TEXT_ARRAY = 1009 as unknown as Parameters<typeof pg.types.getTypeParser>[0];
/** Types whose default parser loses something: a date its day, a numeric its digits, a timestamp its zone. */
const KEPT_AS_TEXT = new Set<number>([pg.types.builtins.DATE, pg.types.builtins.TIMESTAMP]);
const KEPT_AS_TEXT_ARRAY = new Set<number>([1182 /* date[] */, 1115 /* timestamp[] */, 1231 /* numeric[] */]);

/** Text stays text for `date` ('YYYY-MM-DD'), `int8` and `numeric`; `timestamptz` becomes a Date. */
export const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (KEPT_AS_TEXT.has(oid)) return (value: string | Buffer) => value.toString();
    if (KEPT_AS_TEXT_ARRAY.has(oid)) return pg.types.getTypeParser(TEXT_ARRAY, format as 'text');
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** Anything a query can be sent to: the pool, or the client of a running transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

export type PoolOptions = { size?: number | undefined; log: (line: string) => void; exitWhenIdle?: boolean };

/** A bounded pool that survives the loss of its server: the next query simply opens a new connection. */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? POOL_SIZE,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    allowExitOnIdle: options.exitWhenIdle ?? false,
    application_name: 'gongxin',
    options: `-c TimeZone=${TIME_ZONE}`,
    types: exactTypes,
  });
  pool.on('error', (error) => options.log(`数据库的一条空闲连接已断开,下次查询会重新连接:${error.message}`));
  // The pool listens to idle clients only; one lost inside a transaction fails its query, and must not end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** How many connections could be had now without anybody waiting. */
export const freeConnections = ({ idleCount, totalCount, waitingCount, options }: pg.Pool): number =>
  idleCount + options.max - totalCount - waitingCount;

/** One short-lived connection without the pool's time limits, for opening, migrating and reading the catalog. */
export async function withClient<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS,
    application_name: 'gongxin',
    options: `-c TimeZone=${TIME_ZONE}`,
    types: exactTypes,
  });
  // A server that goes away also fails the running query; without a listener the event alone would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end().catch(() => {});
  }
}
