import { compareDates } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccount } from '../accounts/account-queries.ts';
import { readAgencyCode } from '../agency.ts';
import { newId } from '../new-id.ts';
import type { Outside } from '../outside.ts';
import { requireShownFactor } from '../second-factor/require-shown-factor.ts';
import { postsOf } from './post-queries.ts';
import { latestBinding, readProof, readTerm } from './post-rule.ts';

export type OrganisationAsked = {
  accountId: string;
  sessionId: string;
  /** 统一社会信用代码 of the organisation. */
  code: string;
  until?: string;
  /** What will be shown at the counter. */
  proof: string;
};

/** Applications one account may have open at the same time. */
const OPEN_AT_MOST = 10;

/** An organisation's user asks to act for one more organisation; a counter clerk will want to see the proof. */
export async function askOrganisation(
  trx: Queryable,
  act: Act,
  input: OrganisationAsked,
  { findSubjectId }: Outside,
): Promise<{ postId: string } | Refusal> {
  const unshown = await requireShownFactor(trx, input);
  if (unshown !== undefined) return unshown;
  const account = await findAccount(trx, input.accountId);
  if (account?.kind !== 'organisation') {
    return refuse('conflict', '只有主体用户可以申请代表企业或组织办事。工作人员的岗位由系统管理员提出。');
  }
  const code = readAgencyCode(input.code);
  if (code === undefined) {
    return refuse('unknown-code', '统一社会信用代码不正确:应为 18 位且校验码相符,请核对。', { field: 'code' });
  }
  const latest = latestBinding(act.now);
  const term = readTerm({ until: input.until ?? latest }, act.now);
  if (isRefusal(term)) return term;
  if (term.until === undefined || compareDates(term.until, latest) > 0) {
    return refuse('invalid-request', `最晚可到 ${latest},到期后可以重新申请。`, { field: 'until' });
  }
  const proof = readProof(input.proof);
  if (isRefusal(proof)) return proof;
  const subjectId = (await findSubjectId(trx, code)) ?? code;
  const open = (await postsOf(trx, account.accountId)).filter(
    ({ endedBy, confirmedBy }) => endedBy === undefined && confirmedBy === undefined,
  );
  if (open.some((post) => post.subjectId === subjectId)) {
    return refuse('already-done', '已经申请过,请带材料到服务大厅窗口确认。');
  }
  if (open.length >= OPEN_AT_MOST) return refuse('conflict', '待确认的申请过多,请先到服务大厅窗口办理。');
  const postId = newId('p');
  await trx.query(
    `insert into post (post_id, account_id, role, subject_id, from_day, until_day, proof, proposed_by, proposed_at)
     values ($1, $2, 'organisation', $3, $4, $5, $6, $7, $8)`,
    [postId, account.accountId, subjectId, term.from, term.until, proof, act.actor, act.now],
  );
  await journal(trx, act, { event: 'organisation.asked', target: postId, subjectId, detail: { until: term.until } });
  return { postId };
}
