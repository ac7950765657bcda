import type { System } from '../system.ts';

/** Said where the secret does not belong to the database: files and identifiers sealed before could not be opened. */
const OTHER_SECRET =
  '密钥文件与数据库不匹配：数据库中的加密内容是用另一把密钥封存的。请放回原来的 secret.key，或用 GONGXIN_KEY_FILE 指明它。';

/** For who only looks: nothing is remembered, and a database that never started fits every secret. */
export async function otherSecret({
  pool,
  secrets,
}: Pick<System, 'pool' | 'secrets'>): Promise<{ message: string } | undefined> {
  const { rows: made } = await pool.query<{ made: boolean }>(`select to_regclass('installation') is not null as made`);
  if (made[0]?.made !== true) return undefined;
  const { rows } = await pool.query<{ key_fingerprint: string }>('select key_fingerprint from installation');
  const fingerprint = secrets.derive('fingerprint').toString('hex');
  return rows[0] === undefined || rows[0].key_fingerprint === fingerprint ? undefined : { message: OTHER_SECRET };
}

/** The first start of a database remembers its secret by a fingerprint; every later one must bring the same. */
export async function refuseOtherSecret({ pool, secrets }: System): Promise<{ message: string } | undefined> {
  const fingerprint = secrets.derive('fingerprint').toString('hex');
  await pool.query('insert into installation (key_fingerprint) values ($1) on conflict do nothing', [fingerprint]);
  const { rows } = await pool.query<{ key_fingerprint: string }>('select key_fingerprint from installation');
  return rows[0]?.key_fingerprint === fingerprint ? undefined : { message: OTHER_SECRET };
}
