import type { User } from '../../../platform/http/caller.ts';
import type { Call } from '../../../platform/http/route.ts';
import { type Sent, send } from '../../../platform/http/sent.ts';
import { sessionCookie } from '../../../platform/http/session-cookie.ts';
import type { Act } from '../../journal/index.ts';
import type { Begun } from '../sign-in/begin-session.ts';

/** Who calls a route that only somebody signed in may call (`session.own`). */
export function userOf({ caller }: Pick<Call, 'caller'>): User {
  if (caller.kind !== 'user') throw new Error('the policy lets in only who is signed in');
  return caller;
}

export function actAtOf(call: Pick<Call, 'act'>, purpose: string): (now: Date) => Act {
  return (now) => call.act(now, purpose);
}

/** A document, and the cookie that goes on with the session under its new name. */
export function sendWithSession(document: object, { token }: Pick<Begun, 'token'>): Sent {
  return send('application/json; charset=utf-8', JSON.stringify(document), {
    headers: { 'set-cookie': sessionCookie(token) },
  });
}

/** Without a session: the browser forgets its cookie. */
export function sendSignedOut(document: object): Sent {
  return send('application/json; charset=utf-8', JSON.stringify(document), {
    headers: { 'set-cookie': sessionCookie() },
  });
}
