import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { newId } from '../new-id.ts';
import { ROLE_NAMES, type Role } from '../roles.ts';
import { createAccount } from './create-account.ts';
import { type Invited, invite } from './invite.ts';

/** The two without whom nobody could propose a post, or nobody confirm one. */
export const FOUNDING_ROLES = ['system-admin', 'security-admin'] as const satisfies readonly Role[];
export type FoundingRole = (typeof FOUNDING_ROLES)[number];

/**
 * Whoever operates the machine appoints the first system and the first security administrator, two accounts. Only while
 * nobody holds the role: from then on posts are given by those two, each seeing what the other does.
 */
export async function inviteAdministrator(
  trx: Queryable,
  act: Act,
  { login, name, role }: { login: string; name: string; role: FoundingRole },
): Promise<Invited | Refusal> {
  const { rows } = await trx.query(
    `select from post p join account a using (account_id)
      where p.role = $1 and p.confirmed_at is not null and p.ended_at is null and a.ended_at is null
        and (p.until_day is null or p.until_day >= $2) limit 1`,
    [role, today(act.now)],
  );
  if (rows.length > 0) {
    return refuse(
      'already-done',
      `已经有${ROLE_NAMES[role]}。岗位由系统管理员提出、安全管理员确认;其人不在了的,先用 gongxin account end 停用账号。`,
    );
  }
  const account = await createAccount(trx, act, { login, name });
  if (isRefusal(account)) return account;
  const postId = newId('p');
  await trx.query(
    `insert into post (post_id, account_id, role, from_day, proof, proposed_by, proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, $4, '平台安装时由运维人员指定', 'installation', $5, $6, $5)`,
    [postId, account.accountId, role, today(act.now), act.now, act.actor],
  );
  await journal(trx, act, { event: 'post.founded', target: postId, detail: { account: account.accountId, role } });
  return invite(trx, act, account.accountId, { atMachine: true });
}
