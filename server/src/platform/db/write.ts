import assert from 'node:assert/strict';
import type pg from 'pg';
import { isRefusal, type Refusal } from '../errors.ts';

/** Class id of the advisory locks that mark open writes; the object id is the second in which the write began. */
const OPEN_WRITE_LOCK_CLASS = 0x67780001;
/** Object ids are 32-bit: seconds are counted from here, good until 2094. */
const EPOCH_SECONDS = Date.UTC(2026, 0, 1) / 1000;

const lockSecond = (instant: Date): number => Math.floor(instant.getTime() / 1000) - EPOCH_SECONDS;

/** Anything that runs SQL: a pool for single statements, a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Transaction = pg.PoolClient;

/**
 * Runs `body` in one transaction that may record facts. `now` is the moment of knowledge of everything it writes.
 *
 * While it runs, a shared advisory lock says since which second it has been open. A reader who asks what was known at a
 * moment is answered only for moments before the oldest open write (`openWritesSince`), so that an answer about the past
 * never changes when a slow transaction commits. The lock is taken before `now` is read, hence never after it.
 */
export async function write<T>(
  pool: pg.Pool,
  clock: () => Date,
  body: (trx: Transaction, now: Date) => Promise<T>,
): Promise<T> {
  const trx = await pool.connect();
  let broken: Error | undefined;
  try {
    await trx.query('begin');
    await trx.query('select pg_advisory_xact_lock_shared($1::int, $2::int)', [
      OPEN_WRITE_LOCK_CLASS,
      lockSecond(clock()),
    ]);
    const result = await body(trx, clock());
    const end = await trx.query('commit');
    // PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error: a swallowed failure would look durable.
    assert.equal(end.command, 'COMMIT', 'a statement of this transaction failed and its error was swallowed');
    return result;
  } catch (error) {
    await trx.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    trx.release(broken);
  }
}

/** As `write`, but a refusal leaves nothing behind, however far the act had come: for acts of several steps. */
export async function writeUnlessRefused<T>(
  pool: pg.Pool,
  clock: () => Date,
  body: (trx: Transaction, now: Date) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await write(pool, clock, async (trx, now) => {
      const result = await body(trx, now);
      if (isRefusal(result)) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** The moment before which nothing more can become known: the start of the oldest open write, or null without any. */
export async function openWritesSince(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ second: string | null }>(
    `select min(objid::bigint) as second from pg_locks
      where locktype = 'advisory' and classid::bigint = $1 and objsubid = 2 and granted
        and database = (select oid from pg_database where datname = current_database())`,
    [OPEN_WRITE_LOCK_CLASS],
  );
  const second = rows[0]?.second;
  return second == null ? null : new Date((Number(second) + EPOCH_SECONDS) * 1000);
}
