import type { Refusal } from '../errors.ts';

/** What a key may be used for. */
export const SCOPES = ['intake', 'check', 'read', 'withdraw', 'feedback'] as const;
export type Scope = (typeof SCOPES)[number];

/** What somebody signed in still has to do before anything but that is answered. */
export type Lack = 'password' | 'second-factor' | 'post';

/** Somebody signed in, acting in one post: a role, and where it holds. */
export type User = {
  kind: 'user';
  accountId: string;
  sessionId: string;
  /** A word of the policy. */
  role: string;
  /** 统一社会信用代码 of the agency the post belongs to. */
  agency?: string;
  /** Six digits, GB/T 2260. */
  region?: string;
  /** Of an organisation's user the organisation; of a natural person the person. */
  subjectId?: string;
  lacks?: Lack;
};

export type Caller =
  | { kind: 'anonymous' }
  /** `agency` is the 统一社会信用代码 of the agency that holds the key. */
  | { kind: 'key'; keyId: string; agency: string; scopes: readonly Scope[] }
  | User;

/** Says whose key it is; `token` is what follows `Bearer`. */
export type Identify = (token: string) => Promise<Caller | Refusal>;
/** Says whose session it is; undefined where there is none any more. `token` is the value of the session's cookie. */
export type IdentifySession = (token: string) => Promise<User | undefined>;

/**
 * How far a caller's right reaches. `published`: what anybody may see; `own`: the caller's own account; then one subject,
 * one agency, the agencies of a region, everything.
 */
export type Reach =
  | { over: 'published' | 'own' | 'all' }
  | { over: 'subject'; subjectId: string }
  | { over: 'agency'; agency: string }
  | { over: 'region'; region: string };

/** Who may what: `right` is a word that a route asks for. One list for the whole program (`domain/access/policy.ts`). */
export type Policy = {
  /** How far the right reaches for this caller, or why there is none. */
  decide: (right: string, caller: Caller) => Reach | Refusal;
  /** For people: who holds the right, such as `anyone+key:read`. */
  text: (right: string) => string;
  /** Whether nobody needs to sign in, or to show a key, for at least a part of it. */
  open: (right: string) => boolean;
};

/** Says whether a purpose may be named by a caller; undefined where it may. */
export type JudgePurpose = (code: string, caller: Caller) => Promise<Refusal | undefined>;

/** The stable name of a caller in the journal; nothing of it says who a person is. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'key') return `key:${caller.keyId}`;
  return caller.kind === 'user' ? `user:${caller.accountId}` : 'anonymous';
}
