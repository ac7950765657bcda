import type { Queryable } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';
import { currentPosts } from '../posts/post-queries.ts';
import { makeSession } from '../sessions.ts';

/** `token` goes into the browser's cookie and nowhere else. */
export type Begun = { accountId: string; sessionId: string; token: string };
export type Beginning = {
  accountId: string;
  /** How: for the journal. */
  by: 'password' | 'invitation' | 'oidc';
  /** The post to act in; unless said, the only one there is. */
  postId?: string;
  secondFactorShown?: boolean;
  passwordDue?: boolean;
};

/** Somebody who has proved who it is gets a session of a new name, whatever the browser held before (ASVS 5.0, 7.2.4). */
export async function beginSession(trx: Queryable, act: Act, beginning: Beginning): Promise<Begun> {
  const { accountId, by, secondFactorShown = false, passwordDue = false } = beginning;
  const posts = beginning.postId === undefined ? await currentPosts(trx, accountId, act.now) : [];
  const only = posts.length === 1 ? posts[0]?.postId : undefined;
  const { sessionId, token, tokenHash } = makeSession();
  await trx.query(
    `insert into session (session_id, token_hash, account_id, post_id, began_at, seen_at, second_factor_at, password_due, origin)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
    [
      sessionId,
      tokenHash,
      accountId,
      beginning.postId ?? only ?? null,
      act.now,
      secondFactorShown ? act.now : null,
      passwordDue,
      act.from ?? null,
    ],
  );
  await journal(
    trx,
    { ...act, actor: actorOfAccount(accountId) },
    { event: 'session.began', target: accountId, detail: { by, sessionId } },
  );
  return { accountId, sessionId, token };
}

export function actorOfAccount(accountId: string): string {
  return `user:${accountId}`;
}
