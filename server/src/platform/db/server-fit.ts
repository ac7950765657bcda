import pg from 'pg';
import { type DatabaseRefusal, refusal } from './refusal.ts';

/** `server_version_num` of the first supported release, and of the first one nobody has tried. */
const OLDEST = 150_000;
const BEYOND = 190_000;
/** Any Chinese name will do; with a wrong LC_CTYPE the list of its trigrams is empty. */
const CHINESE = '青禾市';

/** Whether the database can carry us, judged by what it does and not by what it is called. Undefined when it can. */
export async function misfit(client: pg.Client, database: string): Promise<DatabaseRefusal | undefined> {
  const { rows } = await client.query<{ version: number; name: string; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name, current_setting('server_encoding') AS encoding",
  );
  const server = rows[0];
  if (server === undefined || server.version < OLDEST || server.version >= BEYOND) {
    return refusal(
      'unsupported-version',
      `数据库 ${database} 是 PostgreSQL ${server?.name},本程序支持 PostgreSQL 15 至 18。请换用受支持的版本。`,
    );
  }
  if (server.encoding !== 'UTF8') {
    return refusal(
      'not-utf8',
      `数据库 ${database} 的编码是 ${server.encoding},须为 UTF8。请重新建库:CREATE DATABASE … ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0。`,
    );
  }
  return (await hasTrigrams(client)) ? undefined : withoutTrigrams(database);
}

/** Installs pg_trgm when it is missing and we may; undefined when it is there. */
export async function lacksTrgm(client: pg.Client, database: string): Promise<DatabaseRefusal | undefined> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'");
  if (rowCount === 1) return undefined;
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return refusal(
      'extension-missing',
      `数据库 ${database} 没有扩展 pg_trgm,当前角色也不能安装它(${error.message})。请由数据库管理员在该库执行:CREATE EXTENSION pg_trgm;`,
    );
  }
}

async function hasTrigrams(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ trigrams: string[] }>('SELECT show_trgm($1) AS trigrams', [CHINESE]);
  return (rows[0]?.trigrams.length ?? 0) > 0;
}

function withoutTrigrams(database: string): DatabaseRefusal {
  return refusal(
    'no-chinese-trigrams',
    `数据库 ${database} 的区域设置(LC_CTYPE)不认识汉字,名称检索会逐行扫描。请重新建库:CREATE DATABASE … ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8' TEMPLATE template0。`,
  );
}
