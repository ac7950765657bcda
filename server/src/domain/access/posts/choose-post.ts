import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Begun } from '../sign-in/begin-session.ts';
import { renewSession } from '../sign-in/renew-session.ts';
import { sessionGone } from '../sign-in/session-gone.ts';
import { currentPosts } from './post-queries.ts';

/** Goes on in another post of one's own: one at a time, so that every act is somebody's in one office. */
export async function choosePost(
  trx: Queryable,
  act: Act,
  { accountId, sessionId, postId }: { accountId: string; sessionId: string; postId: string },
): Promise<Begun | Refusal> {
  const post = (await currentPosts(trx, accountId, act.now)).find((held) => held.postId === postId);
  if (post === undefined) return refuse('not-found', '您没有这个岗位,或者岗位目前不在任期内。', { field: 'postId' });
  const renewed = await renewSession(trx, act, sessionId, { postId });
  if (renewed === undefined) return sessionGone();
  await journal(trx, act, {
    event: 'session.post-chosen',
    target: postId,
    detail: { role: post.role, sessionId: renewed.sessionId },
  });
  return renewed;
}
