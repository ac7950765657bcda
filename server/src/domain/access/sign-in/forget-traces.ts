import type { Queryable } from '../../../platform/db/write.ts';
import { FLOW_MS } from '../oidc/begin-flow.ts';
import { FORGOTTEN_AFTER_MS } from './back-off.ts';

/** Takes away what no longer says anything: ways back that nobody took, and counts of tries that are over. */
export async function forgetTraces(db: Queryable, now: Date): Promise<void> {
  await db.query('delete from oidc_flow where began_at < $1', [new Date(now.getTime() - FLOW_MS)]);
  await db.query('delete from sign_in_attempt where last_at < $1 and (blocked_until is null or blocked_until < $2)', [
    new Date(now.getTime() - FORGOTTEN_AFTER_MS),
    now,
  ]);
}
