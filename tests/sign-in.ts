import { randomBytes } from 'node:crypto';
import { makeSession, type Role, SECOND_FACTOR_ROLES } from '../server/src/domain/access/index.ts';
import { SESSION_COOKIE } from '../server/src/platform/http/session-cookie.ts';
import type { System } from '../server/src/system.ts';
import { AGENCIES, ORGANISATIONS } from './cast.ts';

/** Where a post holds; what is left out is the cast's. */
export type Post = {
  role: Role;
  agency?: string;
  region?: string;
  subjectId?: string;
  name?: string;
  /** Of somebody who holds another post already. */
  accountId?: string;
};
export type SignedIn = { accountId: string; sessionId: string; headers: Record<string, string> };

const FOREVER_FROM = '2020-01-01';
const UNTIL = '2099-12-31';
const id = (letter: string) => `${letter}${randomBytes(8).toString('hex')}`;

/** Somebody in a post, signed in, second factor shown: rows as the acts of `access` leave them. */
export async function signIn({ pool, clock }: Pick<System, 'pool' | 'clock'>, post: Post): Promise<SignedIn> {
  const { role } = post;
  const outside = role === 'person' || role === 'organisation';
  const kind = outside ? role : 'staff';
  const account = post.accountId ?? id('u');
  const now = clock();
  await pool.query(
    `insert into account (account_id, kind, name, created_at, created_by) values ($1, $2, $3, $4, 'test')
     on conflict do nothing`,
    [account, kind, kind === 'person' ? null : (post.name ?? role), now],
  );
  const postId = id('p');
  await pool.query(
    `insert into post (post_id, account_id, role, agency, region, subject_id, from_day, until_day, proof,
                       proposed_by, proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '任命文件', '甲', $9, '乙', $9)`,
    [
      postId,
      account,
      role,
      outside ? null : (post.agency ?? AGENCIES.housing.code),
      outside ? null : (post.region ?? '990100'),
      outside ? (post.subjectId ?? ORGANISATIONS.logistics.code) : null,
      FOREVER_FROM,
      UNTIL,
      now,
    ],
  );
  const { sessionId, token, tokenHash } = makeSession();
  await pool.query(
    `insert into session (session_id, token_hash, account_id, post_id, began_at, seen_at, second_factor_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [sessionId, tokenHash, account, postId, now, SECOND_FACTOR_ROLES.has(role) ? now : null],
  );
  const headers = { cookie: `${SESSION_COOKIE}=${token}`, 'sec-fetch-site': 'same-origin' };
  return { accountId: account, sessionId, headers };
}
