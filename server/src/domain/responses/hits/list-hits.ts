import { today } from '../../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type HitPlace, type OpenHit, openHits } from './open-hits.ts';

export const HITS_PAGE = 50;
export const HITS_PAGE_AT_MOST = 200;

/** The checks of the agencies within reach whose measures are not all reported on, the oldest first. */
export async function listHits(
  trx: Queryable,
  act: Act,
  { reach, catalogue }: { reach: Reach; catalogue: Catalogue },
  { limit = HITS_PAGE, after }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ hits: OpenHit[]; next?: string } | Refusal> {
  const place = after === undefined ? undefined : readPlace(after);
  if (place === null) return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
  const day = today(act.now);
  const agencies = await agenciesOfReach(trx, reach, day);
  const found = await openHits(trx, { agencies, catalogue, today: day, limit: limit + 1, after: place });
  const hits = found.slice(0, limit);
  await journal(trx, act, { event: 'response.hits-listed', detail: { hits: hits.length } });
  const last = hits.at(-1);
  return {
    hits,
    ...(found.length > limit && last !== undefined ? { next: writePageCursor([last.checkId, last.position]) } : {}),
  };
}

const CHECK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const POSITIONS_BELOW = 100_000;

function readPlace(text: string): HitPlace | null {
  const [checkId, position] = readPageCursor(text, 2) ?? [];
  if (typeof checkId !== 'string' || !CHECK_ID.test(checkId)) return null;
  const ours =
    typeof position === 'number' && Number.isInteger(position) && position >= 0 && position < POSITIONS_BELOW;
  return ours ? { checkId, position } : null;
}
