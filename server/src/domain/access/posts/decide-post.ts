import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { actorOfAccount } from '../sign-in/begin-session.ts';
import { lockPost, type Post } from './post-queries.ts';

/**
 * Grants a proposed post. Who proposed it cannot, and who is to hold it cannot: a right takes two people beside its
 * holder, or the holder as the one who proposed.
 */
export async function confirmPost(trx: Queryable, act: Act, postId: string): Promise<{ postId: string } | Refusal> {
  const post = await findWaiting(trx, postId);
  if ('refused' in post) return post;
  if (post.proposedBy === act.actor || actorOfAccount(post.accountId) === act.actor) {
    return refuse('second-person', '提出人和任职人本人不能确认,请由另一位安全管理员办理。');
  }
  await trx.query('update post set confirmed_by = $2, confirmed_at = $3 where post_id = $1', [
    postId,
    act.actor,
    act.now,
  ]);
  const { accountId, role } = post;
  await journal(trx, act, { event: 'post.confirmed', target: postId, detail: { account: accountId, role } });
  return { postId };
}

/** Refuses a proposed post: it never gave a right and never will. */
export async function refusePost(trx: Queryable, act: Act, postId: string): Promise<{ postId: string } | Refusal> {
  const post = await findWaiting(trx, postId);
  if ('refused' in post) return post;
  await trx.query('update post set ended_by = $2, ended_at = $3 where post_id = $1', [postId, act.actor, act.now]);
  const { accountId, role } = post;
  await journal(trx, act, { event: 'post.refused', target: postId, detail: { account: accountId, role } });
  return { postId };
}

/** Of officials alone: an organisation's user is bound at the counter. */
async function findWaiting(trx: Queryable, postId: string): Promise<Post | Refusal> {
  const post = await lockPost(trx, postId);
  if (post === undefined || post.subjectId !== undefined) return refuse('not-found', '没有这项任职。');
  if (post.endedBy !== undefined || post.confirmedBy !== undefined) {
    return refuse('already-done', '这项任职已经确认、退回或者终止。');
  }
  return post;
}
