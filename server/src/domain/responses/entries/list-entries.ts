import { today } from '../../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesWithin } from '../../access/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { rememberDisclosures } from '../../records/index.ts';
import { type EntryPlace, type OwedEntry, owedEntries } from './owed-entries.ts';

export const ENTRIES_PAGE = 50;
export const ENTRIES_PAGE_AT_MOST = 200;

/** What the agencies within reach have to respond to, the oldest first. */
export async function listEntries(
  trx: Queryable,
  act: Act,
  { reach, catalogue }: { reach: Reach; catalogue: Catalogue },
  { limit = ENTRIES_PAGE, after }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ entries: OwedEntry[]; next?: string } | Refusal> {
  const place = after === undefined ? undefined : readPlace(after);
  if (place === null) return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
  const day = today(act.now);
  const agencies = await agenciesWithin(trx, reach);
  const found = await owedEntries(trx, { agencies, catalogue, today: day, limit: limit + 1, after: place });
  const entries = found.slice(0, limit);
  await rememberDisclosures(
    trx,
    { agency: act.agency, way: 'feed', now: act.now },
    entries.map(({ subject: { subjectId }, recordId, version }) => ({ subjectId, recordId, version })),
  );
  await journal(trx, act, { event: 'response.entries-listed', detail: { entries: entries.length } });
  const last = entries.at(-1);
  return { entries, ...(found.length > limit && last !== undefined ? { next: writePlace(last) } : {}) };
}

function writePlace({ owedSince, agency, subject, recordId }: OwedEntry): string {
  return writePageCursor([owedSince.toISOString(), agency, subject.subjectId, recordId]);
}

function readPlace(text: string): EntryPlace | null {
  const [at, agency, subjectId, recordId] = readPageCursor(text, 4) ?? [];
  if (typeof at !== 'string' || typeof agency !== 'string') return null;
  if (typeof subjectId !== 'string' || typeof recordId !== 'string') return null;
  const owedSince = new Date(at);
  const ours = !Number.isNaN(owedSince.getTime()) && owedSince.toISOString() === at;
  return ours && [agency, subjectId, recordId].every((part) => !part.includes('\0'))
    ? { owedSince, agency, subjectId, recordId }
    : null;
}
