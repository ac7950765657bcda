import type { Queryable } from '../../../platform/db/write.ts';
import { type Account, findAccount } from '../accounts/account-queries.ts';
import { currentPosts, type Post, postsOf } from '../posts/post-queries.ts';
import { recoveryCodesLeft } from '../second-factor/recovery-codes.ts';

export type OwnAccount = {
  account: Account;
  /** Held today; one of them may be acted in. */
  posts: Post[];
  /** Asked for or proposed, waiting for a second person. */
  waiting: Post[];
  recoveryCodesLeft: number;
};

/** One's own account, for oneself. */
export async function ownAccount(db: Queryable, accountId: string, now: Date): Promise<OwnAccount> {
  const account = await findAccount(db, accountId);
  if (account === undefined) throw new Error('whoever is signed in has an account');
  const all = await postsOf(db, accountId);
  return {
    account,
    posts: await currentPosts(db, accountId, now),
    waiting: all.filter(({ confirmedBy, endedBy }) => confirmedBy === undefined && endedBy === undefined),
    recoveryCodesLeft: await recoveryCodesLeft(db, accountId, now),
  };
}

export type OpenSession = { sessionId: string; beganAt: Date; seenAt: Date; origin?: string; role?: string };
/** Sessions of one account shown at most. */
const SESSIONS_SHOWN = 50;

/** The sessions of an account that are still open, newest first. */
export async function openSessions(db: Queryable, accountId: string, after: Date): Promise<OpenSession[]> {
  const { rows } = await db.query<{
    session_id: string;
    began_at: Date;
    seen_at: Date;
    origin: string | null;
    role: string | null;
  }>(
    `select s.session_id, s.began_at, s.seen_at, s.origin, p.role
       from session s left join post p on p.post_id = s.post_id
      where s.account_id = $1 and s.ended_at is null and s.seen_at > $2
      order by s.seen_at desc, s.session_id limit ${SESSIONS_SHOWN}`,
    [accountId, after],
  );
  return rows.map((row) => ({
    sessionId: row.session_id,
    beganAt: row.began_at,
    seenAt: row.seen_at,
    ...(row.origin === null ? {} : { origin: row.origin }),
    ...(row.role === null ? {} : { role: row.role }),
  }));
}
