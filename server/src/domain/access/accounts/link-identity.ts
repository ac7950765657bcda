import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { identityHash } from '../oidc/identity-hash.ts';
import { grantedPosts } from '../posts/post-queries.ts';
import { findAccount } from './account-queries.ts';

export type NewIdentity = { accountId: string; provider: string; issuer: string; subject: string };

/**
 * Says that who comes from an identity provider under this name is this official. Only before the account holds a post:
 * whoever confirms the post then confirms it for whoever signs in so, and nobody slips into an office afterwards.
 */
export async function linkIdentity(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  { accountId, provider, issuer, subject }: NewIdentity,
): Promise<{ accountId: string } | Refusal> {
  const account = await findAccount(trx, accountId);
  if (account === undefined || account.endedAt !== undefined || account.kind !== 'staff') {
    return refuse('not-found', '没有这个工作人员账号,或者账号已经停用。');
  }
  if ((await grantedPosts(trx, accountId, act.now)).length > 0) {
    return refuse(
      'second-person',
      '该账号已有确认的岗位,不能再关联登录身份。请先由安全管理员终止其岗位,关联后再重新任职。',
    );
  }
  const { rowCount } = await trx.query(
    `insert into identity (identity_hash, provider, account_id, linked_at, linked_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [identityHash(secrets, issuer, subject), provider, accountId, act.now, act.actor],
  );
  if (rowCount === 0) return refuse('conflict', '这个身份已经关联了账号。', { field: 'subject' });
  await journal(trx, act, { event: 'account.linked', target: accountId, detail: { provider } });
  return { accountId };
}
