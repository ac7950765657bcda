import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { findAccount } from '../accounts/account-queries.ts';
import { regionOf } from '../agency.ts';
import { reaches } from '../reach.ts';
import { findPost, type Post } from './post-queries.ts';

/** What a user asks to act for, and under which name: what the clerk compares with the papers on the counter. */
export async function findAsked(
  db: Queryable,
  reach: Reach,
  postId: string,
): Promise<{ name: string; post: Post } | Refusal> {
  const post = await findPost(db, postId);
  const here = post?.subjectId !== undefined && reaches(reach, { region: regionOf(post.subjectId) });
  if (post === undefined || post.role !== 'organisation' || !here)
    return refuse('not-found', '没有这项申请,请核对编号。');
  const account = await findAccount(db, post.accountId);
  return { name: account?.name ?? '', post };
}
