import { createHash, randomBytes } from 'node:crypto';
import { today } from '../../kernel/dates.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { IdentifySession, Lack, User } from '../../platform/http/caller.ts';
import { type Role, SECOND_FACTOR_ROLES } from './roles.ts';

/** Unused for this long, a session is over (ASVS 5.0, 7.3.1). */
export const IDLE_MS = 30 * 60_000;
/** However busy, a session is over after this (ASVS 5.0, 7.3.2): one working day with its evening. */
export const SESSION_MS = 12 * 60 * 60_000;
/** A session once read is believed this long without asking the database; an end reaches every server within it. */
export const SESSION_REMEMBERED_MS = 2_000;
/** How exactly it is held when a session was last seen. */
const SEEN_EXACTLY_MS = 60_000;
const SESSIONS_REMEMBERED_AT_MOST = 5_000;
const TOKEN_BYTES = 32;
const ID_BYTES = 8;

export type NewSession = { sessionId: string; token: string; tokenHash: Buffer };

/** A name nobody guesses, made anew at every sign-in: a session that stood before it is never taken over. */
export function makeSession(): NewSession {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { sessionId: `s${randomBytes(ID_BYTES).toString('hex')}`, token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

type Held = { user: User; beganAt: number; seenAt: number; readAt: number };

/** Says who is signed in. An ended, idle or unknown session is nobody's. */
export function identifySessionBy(db: Queryable, clock: Clock): IdentifySession {
  const remembered = new Map<string, Held>();
  return async (token) => {
    const now = clock();
    const hash = hashToken(token);
    const name = hash.toString('base64');
    const known = remembered.get(name);
    const fresh = known !== undefined && Math.abs(now.getTime() - known.readAt) < SESSION_REMEMBERED_MS;
    const held = fresh ? known : await findSession(db, hash, now);
    remembered.delete(name);
    if (held === undefined || isOver(held, now.getTime())) return undefined;
    if (now.getTime() - held.seenAt >= SEEN_EXACTLY_MS) await seen(db, held, now);
    remember(remembered, name, held);
    return held.user;
  };
}

function isOver({ beganAt, seenAt }: Held, now: number): boolean {
  return now - seenAt >= IDLE_MS || now - beganAt >= SESSION_MS;
}

async function seen(db: Queryable, held: Held, now: Date): Promise<void> {
  await db.query('update session set seen_at = $2 where session_id = $1 and seen_at < $2 and ended_at is null', [
    held.user.sessionId,
    now,
  ]);
  held.seenAt = now.getTime();
}

function remember(remembered: Map<string, Held>, name: string, held: Held): void {
  const oldest = remembered.size >= SESSIONS_REMEMBERED_AT_MOST ? remembered.keys().next() : undefined;
  if (oldest !== undefined && !oldest.done) remembered.delete(oldest.value);
  remembered.set(name, held);
}

type SessionRow = {
  session_id: string;
  account_id: string;
  began_at: Date;
  seen_at: Date;
  second_factor_at: Date | null;
  password_due: boolean;
  enrolled: boolean;
  role: Role | null;
  agency: string | null;
  region: string | null;
  subject_id: string | null;
};

/** The post counts only on its days, and only while it is confirmed and not ended. */
async function findSession(db: Queryable, hash: Buffer, now: Date): Promise<Held | undefined> {
  const { rows } = await db.query<SessionRow>(
    `select s.session_id, s.account_id, s.began_at, s.seen_at, s.second_factor_at, s.password_due,
            exists (select from authenticator t where t.account_id = s.account_id and t.confirmed_at is not null
                       and t.ended_at is null) as enrolled,
            p.role, p.agency, p.region, p.subject_id
       from session s
       join account a on a.account_id = s.account_id and a.ended_at is null
       left join post p on p.post_id = s.post_id and p.account_id = s.account_id and p.ended_at is null
                       and p.confirmed_at is not null and p.from_day <= $2 and (p.until_day is null or p.until_day >= $2)
      where s.token_hash = $1 and s.ended_at is null`,
    [hash, today(now)],
  );
  const [row] = rows;
  return row === undefined
    ? undefined
    : { user: userOf(row), beganAt: row.began_at.getTime(), seenAt: row.seen_at.getTime(), readAt: now.getTime() };
}

function userOf(row: SessionRow): User {
  const lacks = lackOf(row);
  return {
    kind: 'user',
    accountId: row.account_id,
    sessionId: row.session_id,
    role: row.role ?? '',
    ...(row.agency === null ? {} : { agency: row.agency }),
    ...(row.region === null ? {} : { region: row.region }),
    ...(row.subject_id === null ? {} : { subjectId: row.subject_id }),
    ...(lacks === undefined ? {} : { lacks }),
  };
}

/** Whoever has an authenticator shows it first, in whatever post; a password alone opens nothing then. */
function lackOf({ password_due, enrolled, role, second_factor_at }: SessionRow): Lack | undefined {
  if (enrolled && second_factor_at === null) return 'second-factor';
  if (password_due) return 'password';
  if (role === null) return 'post';
  return SECOND_FACTOR_ROLES.has(role) && second_factor_at === null ? 'second-factor' : undefined;
}
