import pg from 'pg';
import { type DatabaseRefusal, refusal } from './refusal.ts';

/** `server_version_num` of the first supported release, and of the first one nobody has tried. */
const OLDEST = 150_000;
const BEYOND = 190_000;
/** Any Chinese name will do; with a wrong LC_CTYPE the list of its trigrams is empty. */
const CHINESE = '青禾市';
const UNDEFINED_FUNCTION = '42883';

/** `version` is a `server_version_num`; `release` is its readable form. */
export type Server = { version: number; release: string; encoding: string };

export async function readServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<Server>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS release,
       current_setting('server_encoding') AS encoding`,
  );
  return rows[0] ?? { version: 0, release: '', encoding: '' };
}

/** Undefined when release and encoding are ones we run on. */
export function unsupported({ version, release, encoding }: Server, database: string): DatabaseRefusal | undefined {
  if (version < OLDEST || version >= BEYOND) {
    return refusal(
      'unsupported-version',
      `数据库 ${database} 是 PostgreSQL ${release},本程序支持 PostgreSQL 15 至 18。请换用受支持的版本。`,
    );
  }
  if (encoding !== 'UTF8') {
    return refusal(
      'not-utf8',
      `数据库 ${database} 的编码是 ${encoding},须为 UTF8。请重新建库:CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8'。`,
    );
  }
  return undefined;
}

/** Installs pg_trgm when it is missing and the role may; undefined when it is there. */
export async function withoutTrgm(client: pg.Client, database: string): Promise<DatabaseRefusal | undefined> {
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

/** Asks the database for the trigrams of a Chinese name: no list of locale names would be complete. */
export async function blindToChinese(client: pg.Client, database: string): Promise<DatabaseRefusal | undefined> {
  try {
    const { rows } = await client.query<{ trigrams: string[] }>('SELECT show_trgm($1) AS trigrams', [CHINESE]);
    if ((rows[0]?.trigrams.length ?? 0) > 0) return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNDEFINED_FUNCTION) throw error;
    return refusal(
      'extension-missing',
      `数据库 ${database} 的扩展 pg_trgm 不在当前角色的 search_path 中。请由数据库管理员执行:ALTER EXTENSION pg_trgm SET SCHEMA public;`,
    );
  }
  return refusal(
    'no-chinese-trigrams',
    `数据库 ${database} 的区域设置(LC_CTYPE)不认识汉字,名称检索会逐行扫描。请重新建库:CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8'。`,
  );
}
