import { openWritesSince, type Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';

/**
 * Refuses a moment about which something may still become known: the answer about it would change. `now` must have been
 * read before this is called and the records must be read after it, in a statement of their own: then whatever is not
 * yet seen began later than `now`.
 */
export async function refuseUnsettled(db: Queryable, knownAt: Date, now: Date): Promise<Refusal | null> {
  if (knownAt >= now) {
    return refuse('not-yet-known', '所问的知悉时点 knownAt 尚未过去,请改为更早的时点。', { field: 'knownAt' });
  }
  const since = await openWritesSince(db);
  if (since === null || knownAt < since) return null;
  return refuse('not-yet-known', '所问的知悉时点 knownAt 仍有数据正在写入,请稍后再查或改为更早的时点。', {
    field: 'knownAt',
    settledBefore: since.toISOString(),
  });
}
