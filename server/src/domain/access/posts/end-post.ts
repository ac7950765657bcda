import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { lockPost } from './post-queries.ts';

/** Ends a post, proposed or held; one person is enough to take a right away. Sessions in it lose it within seconds. */
export async function endPost(trx: Queryable, act: Act, postId: string): Promise<{ postId: string } | Refusal> {
  const post = await lockPost(trx, postId);
  if (post === undefined) return refuse('not-found', '没有这项任职。');
  if (post.endedBy !== undefined) return refuse('already-done', '这项任职已经终止。');
  await trx.query('update post set ended_by = $2, ended_at = $3 where post_id = $1', [postId, act.actor, act.now]);
  const { accountId, role } = post;
  await journal(trx, act, { event: 'post.ended', target: postId, detail: { account: accountId, role } });
  return { postId };
}
