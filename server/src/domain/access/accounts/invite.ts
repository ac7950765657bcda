import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { newId, newToken } from '../new-id.ts';
import { grantedPosts } from '../posts/post-queries.ts';
import { SECOND_FACTOR_ROLES } from '../roles.ts';
import { hashToken } from '../sessions.ts';
import { findAccount } from './account-queries.ts';

/** Long enough for a letter inside the house, short enough to be forgotten (ASVS 5.0, 6.4.1). */
export const INVITATION_MS = 72 * 60 * 60_000;

/** `token` is shown once, in the link. */
export type Invited = { accountId: string; invitationId: string; token: string; expiresAt: Date };

/**
 * A link with which the holder sets the first password, or, where it was forgotten, the next one. All sessions end.
 *
 * Whoever makes the link could use it. So it is no way to a post that needs a second factor and has none bound: there the
 * link would be all it takes, and one administrator could put on another's office. The operator at the machine may: the
 * first security administrator has nobody else.
 */
export async function invite(
  trx: Queryable,
  act: Act,
  accountId: string,
  options: { atMachine?: boolean } = {},
): Promise<Invited | Refusal> {
  await trx.query('select from account where account_id = $1 for no key update', [accountId]);
  const account = await findAccount(trx, accountId);
  if (account === undefined || account.endedAt !== undefined || account.kind !== 'staff') {
    return refuse('not-found', '没有这个工作人员账号,或者账号已经停用。');
  }
  const unguarded = options.atMachine !== true && !account.secondFactor;
  const posts = unguarded ? await grantedPosts(trx, accountId, act.now) : [];
  if (posts.some(({ role }) => SECOND_FACTOR_ROLES.has(role))) {
    return refuse(
      'second-person',
      '该账号担任须第二重验证的岗位而没有绑定验证器,不能由一人重置口令。请先由安全管理员终止其岗位,重置后再重新任职;或者由运维人员在服务器上用 gongxin account invite 办理。',
    );
  }
  const invitationId = newId('i');
  const token = newToken();
  const expiresAt = new Date(act.now.getTime() + INVITATION_MS);
  await endInvitations(trx, act, accountId);
  await trx.query(
    `insert into invitation (invitation_id, account_id, token_hash, made_at, made_by, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [invitationId, accountId, hashToken(token), act.now, act.actor, expiresAt],
  );
  const { rowCount } = await trx.query(
    'update session set ended_at = $2, ended_by = $3 where account_id = $1 and ended_at is null',
    [accountId, act.now, act.actor],
  );
  await journal(trx, act, {
    event: 'account.invited',
    target: accountId,
    detail: { invitationId, reset: account.hasPassword, sessionsEnded: rowCount ?? 0 },
  });
  return { accountId, invitationId, token, expiresAt };
}

export async function endInvitations(trx: Queryable, act: Act, accountId: string): Promise<void> {
  await trx.query(
    'update invitation set ended_at = $2 where account_id = $1 and used_at is null and ended_at is null',
    [accountId, act.now],
  );
}
