import pg from 'pg';
import { APP_ROLE, currentUser, roleExists } from './membership.ts';
import { type MigrationFile, readMigrations, sameNumber } from './migration-files.ts';
import { withClient } from './pool.ts';

export type MigrationRefusalCode =
  | 'edited-migration'
  | 'database-newer'
  | 'out-of-order'
  | 'failed-migration'
  | 'locked';

/** The database and the migrations of this program do not fit together; nothing of the refused file was applied. */
export class MigrationRefused extends Error {
  readonly code: MigrationRefusalCode;
  override name = 'MigrationRefused';

  /** `message` is a zh-CN sentence for the operator. */
  constructor(code: MigrationRefusalCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

type Applied = { name: string; sha256: string };

/** Any constant; the lock keeps two starting servers from migrating at once, and a backup holds its shared half. */
export const MIGRATION_LOCK = 990_100_001;
/** A second server waits this long for the first one's migrations. */
const LOCK_TIMEOUT = '10min';
const LOCK_NOT_AVAILABLE = '55P03';

const TABLE = `CREATE TABLE IF NOT EXISTS gongxin_migration (
  name text COLLATE "C" PRIMARY KEY,
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)`;

/**
 * Applies the folder's files that the database does not hold yet, in order, each in its own transaction. Forward only;
 * running it again changes nothing. `through` names the last file wanted: a backup is loaded into the schema it came
 * from. Throws MigrationRefused.
 */
export async function migrate(
  ownerUrl: string,
  folder: string,
  { through }: { through?: string } = {},
): Promise<{ applied: string[] }> {
  const all = await readMigrations(folder);
  const files = through === undefined ? all : all.filter(({ name }) => name <= through);
  return withClient(ownerUrl, async (client) => {
    await lock(client);
    await client.query('SET client_min_messages = warning');
    await client.query(TABLE);
    const { rows } = await client.query<Applied>('SELECT name, sha256 FROM gongxin_migration ORDER BY name');
    const pending = pendingOf(files, rows);
    const role = await grantee(client);
    for (const file of pending) await apply(client, file, role);
    return { applied: pending.map(({ name }) => name) };
  });
}

/** Which files are still to be applied; throws where history and files disagree. */
export function pendingOf(files: readonly MigrationFile[], applied: readonly Applied[]): MigrationFile[] {
  const clash = sameNumber(files);
  if (clash !== undefined) {
    throw new MigrationRefused(
      'out-of-order',
      `升级脚本 ${clash[0]} 与 ${clash[1]} 编号相同,请给后写的一个换用新编号。`,
    );
  }
  const known = new Map(files.map((file) => [file.name, file]));
  for (const { name, sha256 } of applied) {
    const file = known.get(name);
    if (file === undefined) {
      throw new MigrationRefused(
        'database-newer',
        `数据库已执行过升级脚本 ${name},而本程序没有它:数据库比程序新。请换用较新的程序,或恢复升级前的备份。`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new MigrationRefused(
        'edited-migration',
        `升级脚本 ${name} 执行之后被改动过。请恢复原文,并把改动写成一个新的脚本。`,
      );
    }
  }
  const latest = applied.at(-1)?.name ?? '';
  const done = new Set(applied.map(({ name }) => name));
  const pending = files.filter(({ name }) => !done.has(name));
  const late = pending.find(({ name }) => name < latest);
  if (late !== undefined) {
    throw new MigrationRefused(
      'out-of-order',
      `升级脚本 ${late.name} 的编号早于已执行的 ${latest}。请把它改为最后的编号。`,
    );
  }
  return pending;
}

/** Held until the connection ends, also when this process is killed. */
async function lock(client: pg.Client): Promise<void> {
  try {
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('SET lock_timeout = 0');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE)) throw error;
    throw new MigrationRefused('locked', '另一个进程正在升级数据库,等待 10 分钟仍未完成。请查看该进程的输出后重试。');
  }
}

/** Where one role serves both purposes there is nobody else to grant to; granting to oneself changes nothing. */
async function grantee(client: pg.Client): Promise<string> {
  return (await roleExists(client)) ? APP_ROLE : client.escapeIdentifier(await currentUser(client));
}

async function apply(client: pg.Client, { name, sha256, sql }: MigrationFile, role: string): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql.replaceAll(new RegExp(`\\b${APP_ROLE}\\b`, 'g'), () => role));
    await client.query('INSERT INTO gongxin_migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const detail = error instanceof Error ? error.message : String(error);
    throw new MigrationRefused(
      'failed-migration',
      `升级脚本 ${name} 执行失败,已全部撤销:${detail}${lineOf(sql, error)}`,
      error,
    );
  }
}

function lineOf(sql: string, error: unknown): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return '';
  return `(第 ${sql.slice(0, Number(error.position)).split('\n').length} 行)`;
}
