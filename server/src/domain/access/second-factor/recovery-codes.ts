import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';

export const RECOVERY_CODES = 10;
const RECOVERY_CODE_DAYS = 365;
const DAY_MS = 24 * 60 * 60_000;
export const RECOVERY_CODE_MS = RECOVERY_CODE_DAYS * DAY_MS;
/** 80 random bits, kept under a keyed hash: what is in the database is nothing to guess on (ASVS 5.0, 6.5.2, 6.5.3). */
const CODE_BYTES = 10;
/** Crockford's 32 letters and digits: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS_A_LETTER = 5;
const GROUP = 4;
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** New codes; those from before are good for nothing any more. They are shown once: only their hashes stay. */
export async function makeRecoveryCodes(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  accountId: string,
): Promise<string[]> {
  await endRecoveryCodes(trx, act, accountId);
  const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
  await trx.query(
    `insert into recovery_code (account_id, code_hash, made_at, expires_at)
     select $1, hash, $3, $4 from unnest($2::bytea[]) as made(hash)`,
    [
      accountId,
      codes.map((code) => hashOf(secrets, accountId, code)),
      act.now,
      new Date(act.now.getTime() + RECOVERY_CODE_MS),
    ],
  );
  await journal(trx, act, { event: 'recovery-codes.made', target: accountId, detail: { codes: codes.length } });
  return codes.map(inGroups);
}

export async function endRecoveryCodes(trx: Queryable, act: Act, accountId: string): Promise<void> {
  await trx.query(
    'update recovery_code set ended_at = $2 where account_id = $1 and used_at is null and ended_at is null',
    [accountId, act.now],
  );
}

/** Whether it was good; from now on it is not. Of two who show it at the same time one is right. */
export async function takeRecoveryCode(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  const read = readCode(code);
  if (read === undefined) return false;
  const { rowCount } = await trx.query(
    `update recovery_code set used_at = $3
      where account_id = $1 and code_hash = $2 and used_at is null and ended_at is null and expires_at > $3`,
    [accountId, hashOf(secrets, accountId, read), act.now],
  );
  return rowCount === 1;
}

export async function recoveryCodesLeft(db: Queryable, accountId: string, now: Date): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    `select count(*)::int as left from recovery_code
      where account_id = $1 and used_at is null and ended_at is null and expires_at > $2`,
    [accountId, now],
  );
  return rows[0]?.left ?? 0;
}

function makeCode(): string {
  const bits = [...randomBytes(CODE_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => LETTERS.charAt(Number.parseInt(five.slice(0, BITS_A_LETTER), 2)));
}

function inGroups(code: string): string {
  return code.replace(/.{4}(?=.)/g, (group) => `${group.slice(0, GROUP)}-`);
}

/** As typed: any case, any grouping, and O, I, L for what they were taken for. */
function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}

function hashOf(secrets: Secrets, accountId: string, code: string): Buffer {
  return createHmac('sha256', secrets.derive('recovery-codes')).update(`${accountId}:${code}`).digest();
}
