import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccount } from '../accounts/account-queries.ts';
import { readAgencyCode } from '../agency.ts';
import { newId } from '../new-id.ts';
import { findAgency } from '../queries.ts';
import { isRole, ROLE_NAMES, STAFF_ROLES } from '../roles.ts';
import { postsOf } from './post-queries.ts';
import { readProof, readTerm, refuseSecondAdministrator } from './post-rule.ts';

export type Proposal = {
  accountId: string;
  role: string;
  agency: string;
  /** The agency's own unless said; an office of the city may be given a district alone. */
  region?: string;
  from?: string;
  until?: string;
  proof: string;
};

/** Proposes that an official holds a post. It gives no right until a second person has confirmed it. */
export async function proposePost(trx: Queryable, act: Act, input: Proposal): Promise<{ postId: string } | Refusal> {
  const { role } = input;
  if (!isRole(role) || !STAFF_ROLES.includes(role)) {
    const names = STAFF_ROLES.map((known) => `${known}(${ROLE_NAMES[known]})`).join('、');
    return refuse('invalid-request', `岗位应为下列之一:${names}。`, { field: 'role' });
  }
  const term = readTerm(input, act.now);
  if (isRefusal(term)) return term;
  const proof = readProof(input.proof);
  if (isRefusal(proof)) return proof;
  // two proposals for one account at the same time wait for each other
  await trx.query('select from account where account_id = $1 for no key update', [input.accountId]);
  const account = await findAccount(trx, input.accountId);
  if (account === undefined || account.endedAt !== undefined || account.kind !== 'staff') {
    return refuse('not-found', '没有这个工作人员账号,或者账号已经停用。', { field: 'accountId' });
  }
  const uscc = readAgencyCode(input.agency);
  const agency = uscc === undefined ? undefined : await findAgency(trx, uscc);
  if (agency === undefined) return refuse('unknown-agency', '该部门尚未登记,请先登记部门。', { field: 'agency' });
  const region = input.region ?? agency.region;
  if (!/^\d{6}$/.test(region)) {
    return refuse('invalid-request', '行政区划代码应为 6 位数字。', { field: 'region' });
  }
  const held = (await postsOf(trx, account.accountId)).filter(({ endedBy }) => endedBy === undefined);
  const second = refuseSecondAdministrator(
    role,
    held.map((post) => post.role),
  );
  if (second !== undefined) return second;
  const postId = newId('p');
  await trx.query(
    `insert into post (post_id, account_id, role, agency, region, from_day, until_day, proof, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [postId, account.accountId, role, agency.uscc, region, term.from, term.until ?? null, proof, act.actor, act.now],
  );
  await journal(trx, act, {
    event: 'post.proposed',
    target: postId,
    detail: { account: account.accountId, role, agency: agency.uscc, region, ...term },
  });
  return { postId };
}
