import type { Queryable } from '../../platform/db/write.ts';
import type { Candidate } from '../subjects/index.ts';
import { registeredCandidates } from './register-candidates.ts';

/** Queued rows answered at once. */
export const MAX_QUEUE_PAGE = 200;

export type QueueItem = {
  queueId: string;
  category: string;
  agency: string;
  reason: string;
  values: Record<string, string | string[] | null>;
  candidates: Candidate[];
  file: string | null;
  sheet: string | null;
  row: number | null;
  queuedAt: Date;
};

/**
 * Rows that wait for a person, oldest first; of some agencies, or of all where `agencies` is null. Behind a row that was taken
 * back with its batch they are told from the first on.
 */
export async function waitingRows(
  db: Queryable,
  { agencies, limit = 50, after = null }: { agencies: readonly string[] | null; limit?: number; after?: string | null },
): Promise<{ items: QueueItem[]; next: string | null }> {
  const bounded = Math.min(limit, MAX_QUEUE_PAGE);
  const { rows } = await db.query<QueueItem & { content: { values: QueueItem['values'] } }>(
    `select q.queue_id as "queueId", category, agency, reason, content, candidates, file, sheet, row, queued_at as "queuedAt"
       from intake_queue q
      where ($1::text[] is null or agency = any($1))
        and not exists (select from intake_settlement s where s.queue_id = q.queue_id)
        and ($2::text is null or not exists (select from intake_queue where queue_id = $2)
          or (queued_at, queue_id) > (select queued_at, queue_id from intake_queue where queue_id = $2))
      order by queued_at, queue_id limit $3`,
    [agencies, after, bounded + 1],
  );
  const page = rows.slice(0, bounded);
  const candidates = await candidatesToday(db, page);
  const items = page.map(({ content, ...item }, at) => ({
    ...item,
    values: content.values,
    candidates: candidates[at] ?? [],
  }));
  return { items, next: rows.length > bounded ? (items.at(-1)?.queueId ?? null) : null };
}

/** Whom the rows may mean as the register stands today: it may have spoken since they were queued. */
async function candidatesToday(
  db: Queryable,
  rows: readonly { candidates: Candidate[]; content: { values: QueueItem['values'] } }[],
): Promise<Candidate[][]> {
  const registered = await registeredCandidates(
    db,
    rows.map(({ content: { values } }) => ({ subjectId: text(values.code), name: text(values.name) })),
  );
  const offered = rows.map(({ candidates }, at) => [...candidates, ...(registered[at] ?? [])]);
  const { rows: standing } = await db.query<{ subject_id: string; name: string }>(
    `select subject_id, name from subject where subject_id = any($1) and standing <> 'retired'`,
    [[...new Set(offered.flat().map(({ subjectId }) => subjectId))]],
  );
  const names = new Map(standing.map(({ subject_id, name }) => [subject_id, name]));
  return offered.map((candidates) =>
    [...new Set(candidates.map(({ subjectId }) => subjectId))].flatMap((subjectId) => {
      const name = names.get(subjectId);
      return name === undefined ? [] : [{ subjectId, name }];
    }),
  );
}

const text = (value: string | string[] | null | undefined): string | null => (typeof value === 'string' ? value : null);
