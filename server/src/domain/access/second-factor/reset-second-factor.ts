import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccount } from '../accounts/account-queries.ts';
import { endInvitations } from '../accounts/invite.ts';
import { newId } from '../new-id.ts';
import { readProof } from '../posts/post-rule.ts';
import { actorOfAccount } from '../sign-in/begin-session.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { endRecoveryCodes } from './recovery-codes.ts';

/** The phone is lost: one administrator asks that the authenticator be taken off (NIST SP 800-63B-4, 4.2). */
export async function proposeReset(
  trx: Queryable,
  act: Act,
  input: { accountId: string; reason: string },
): Promise<{ resetId: string } | Refusal> {
  const reason = readProof(input.reason);
  if (isRefusal(reason)) return refuse('invalid-request', '请写明重置的理由和核实本人的办法。', { field: 'reason' });
  const account = await findAccount(trx, input.accountId);
  if (account === undefined || account.endedAt !== undefined)
    return refuse('not-found', '没有这个账号,或者账号已经停用。');
  if (!account.secondFactor) return refuse('conflict', '该账号没有绑定验证器,无须重置。');
  const resetId = newId('f');
  const { rowCount } = await trx.query(
    `insert into second_factor_reset (reset_id, account_id, reason, proposed_by, proposed_at) values ($1, $2, $3, $4, $5)
     on conflict (account_id) where confirmed_at is null and ended_at is null do nothing`,
    [resetId, input.accountId, reason, act.actor, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '已经提出重置,等待安全管理员确认。');
  await journal(trx, act, { event: 'second-factor.reset-proposed', target: input.accountId, detail: { resetId } });
  return { resetId };
}

/**
 * Another administrator takes it off. All sessions and open links end: the holder signs in with the password and binds a
 * new authenticator.
 */
export async function confirmReset(
  trx: Queryable,
  act: Act,
  accountId: string,
): Promise<{ accountId: string } | Refusal> {
  const { rows } = await trx.query<{ reset_id: string; proposed_by: string }>(
    `select reset_id, proposed_by from second_factor_reset
      where account_id = $1 and confirmed_at is null and ended_at is null for update`,
    [accountId],
  );
  const [reset] = rows;
  if (reset === undefined) return refuse('not-found', '该账号没有等待确认的重置。');
  if (reset.proposed_by === act.actor || actorOfAccount(accountId) === act.actor) {
    return refuse('second-person', '提出人和账号本人不能确认重置,请由另一位安全管理员办理。');
  }
  await trx.query('update second_factor_reset set confirmed_by = $2, confirmed_at = $3 where reset_id = $1', [
    reset.reset_id,
    act.actor,
    act.now,
  ]);
  await trx.query('update authenticator set ended_at = $2, ended_by = $3 where account_id = $1 and ended_at is null', [
    accountId,
    act.now,
    act.actor,
  ]);
  await endRecoveryCodes(trx, act, accountId);
  await endInvitations(trx, act, accountId);
  const { reset_id: resetId } = reset;
  await journal(trx, act, { event: 'second-factor.reset-confirmed', target: accountId, detail: { resetId } });
  await endSessions(trx, act, accountId);
  return { accountId };
}
