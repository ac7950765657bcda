import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, journal } from '../../journal/index.ts';
import { regionOf } from '../agency.ts';
import { reaches } from '../reach.ts';
import { actorOfAccount } from '../sign-in/begin-session.ts';
import { lockPost } from './post-queries.ts';
import { readProof } from './post-rule.ts';

/** What a clerk of the counter was shown: a licence, a letter of authority, an identity card (its kind, never its number). */
export type Shown = { postId: string; shown: string };

/** A counter clerk has seen the proof: from now on the user acts for the organisation, until the day that was asked for. */
export async function bindOrganisation(
  trx: Queryable,
  act: Act,
  reach: Reach,
  input: Shown,
): Promise<{ postId: string } | Refusal> {
  const shown = readProof(input.shown);
  if (isRefusal(shown)) return shown;
  const post = await lockPost(trx, input.postId);
  const here = post?.subjectId !== undefined && reaches(reach, { region: regionOf(post.subjectId) });
  if (post === undefined || post.role !== 'organisation' || !here)
    return refuse('not-found', '没有这项申请,请核对编号。');
  if (post.endedBy !== undefined || post.confirmedBy !== undefined) {
    return refuse('already-done', '这项申请已经确认或者终止。');
  }
  if (post.proposedBy === act.actor || actorOfAccount(post.accountId) === act.actor) {
    return refuse('second-person', '申请人本人不能确认,请由窗口的另一位工作人员办理。');
  }
  await trx.query('update post set confirmed_by = $2, confirmed_at = $3, shown = $4 where post_id = $1', [
    input.postId,
    act.actor,
    act.now,
    shown,
  ]);
  const { accountId, subjectId } = post;
  await journal(trx, act, {
    event: 'organisation.bound',
    target: input.postId,
    ...(subjectId === undefined ? {} : { subjectId }),
    detail: { account: accountId },
  });
  return { postId: input.postId };
}
