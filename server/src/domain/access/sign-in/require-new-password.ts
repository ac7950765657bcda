import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';

/** The password may have become known: from now on nothing but a new one is taken, in every session. */
export async function requireNewPassword(
  trx: Queryable,
  act: Act,
  accountId: string,
): Promise<{ accountId: string } | Refusal> {
  const { rowCount } = await trx.query('update password set due = true where account_id = $1', [accountId]);
  if (rowCount === 0) return refuse('not-found', '没有这个账号,或者它没有口令。');
  await trx.query('update session set password_due = true where account_id = $1 and ended_at is null', [accountId]);
  await journal(trx, act, { event: 'password.due', target: accountId });
  return { accountId };
}
