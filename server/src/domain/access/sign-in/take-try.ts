import { createHmac } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { FORGOTTEN_AFTER_MS, waitAfter } from './back-off.ts';

/** What is tried, under a keyed hash: tries at a login nobody has are counted like any other, and it is not kept. */
export function triedAt(secrets: Secrets, what: 'login' | 'second-factor' | 'mail-address', name: string): Buffer {
  return createHmac('sha256', secrets.derive('sign-in-tries')).update(`${what}:${name}`).digest();
}

/**
 * Counts a try before it is looked at, whatever address it comes from: of a hundred at the same time none is free. What
 * turns out right is taken off again by `forgetTries`.
 */
export async function takeTry(trx: Queryable, tried: Buffer, now: Date): Promise<Refusal | undefined> {
  await trx.query('insert into sign_in_attempt (tried, failures, last_at) values ($1, 0, $2) on conflict do nothing', [
    tried,
    now,
  ]);
  const { rows } = await trx.query<{ failures: number; last_at: Date; blocked_until: Date | null }>(
    'select failures, last_at, blocked_until from sign_in_attempt where tried = $1 for update',
    [tried],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the try was counted a moment ago');
  const wait = (row.blocked_until?.getTime() ?? 0) - now.getTime();
  if (wait > 0) return tooMany(Math.ceil(wait / 1000));
  const old = now.getTime() - row.last_at.getTime() >= FORGOTTEN_AFTER_MS;
  const failures = (old ? 0 : row.failures) + 1;
  const next = waitAfter(failures);
  await trx.query('update sign_in_attempt set failures = $2, last_at = $3, blocked_until = $4 where tried = $1', [
    tried,
    failures,
    now,
    next === 0 ? null : new Date(now.getTime() + next),
  ]);
  return undefined;
}

export async function forgetTries(trx: Queryable, tried: Buffer): Promise<void> {
  await trx.query('delete from sign_in_attempt where tried = $1', [tried]);
}

function tooMany(seconds: number): Refusal {
  const when = seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
  return refuse('too-many-requests', `尝试次数过多,请在 ${when}后再试。`, { retryAfterSeconds: seconds });
}
