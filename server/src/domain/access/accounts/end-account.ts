import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { endInvitations } from './invite.ts';

/** Ends an account for good, with its posts, its links and its sessions. Its login is never given to anybody else. */
export async function endAccount(
  trx: Queryable,
  act: Act,
  accountId: string,
): Promise<{ accountId: string } | Refusal> {
  const { rowCount } = await trx.query(
    'update account set ended_at = $2, ended_by = $3 where account_id = $1 and ended_at is null',
    [accountId, act.now, act.actor],
  );
  if (rowCount === 0) return refuse('not-found', '没有这个账号,或者账号已经停用。');
  for (const table of ['post', 'session']) {
    await trx.query(`update ${table} set ended_at = $2, ended_by = $3 where account_id = $1 and ended_at is null`, [
      accountId,
      act.now,
      act.actor,
    ]);
  }
  await endInvitations(trx, act, accountId);
  await journal(trx, act, { event: 'account.ended', target: accountId });
  return { accountId };
}
