import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Effect } from './effects.ts';
import type { Done } from './find-recall.ts';
import type { ReceivedWay } from './recipients-of.ts';

export const RECALLS_PAGE = 50;
export const RECALLS_PAGE_AT_MOST = 200;
export const RECALL_STATES = ['open', 'overdue', 'acknowledged'] as const;
export type RecallState = (typeof RECALL_STATES)[number];

export type ListedRecall = {
  recallId: string;
  recordId: string;
  effect: Effect;
  /** The moment of the deed. */
  at: Date;
  recipient: string;
  recipientName: string;
  ways: ReceivedWay[];
  receivedAt: Date;
  state: RecallState;
  dueOn: CalendarDate;
  /** The last attempt to tell it; null before the first. */
  delivery: { way: string; outcome: string; attempts: number; at: Date } | null;
  acknowledgement: { done: Done; note: string | null; at: Date } | null;
  escalatedAt: Date | null;
};

type Row = Omit<ListedRecall, 'state' | 'delivery' | 'acknowledgement'> & {
  recordedAt: Date;
  way: string | null;
  outcome: string | null;
  attempts: number | null;
  deliveredAt: Date | null;
  done: Done | null;
  note: string | null;
  acknowledgedAt: Date | null;
};

/** $1 agencies or null, $2 state or null, $3 today, $4 and $5 where to go on, $6 how many. */
const RECALLS = `
select r.recall_id as "recallId", r.record_id as "recordId", r.effect, r.effect_at as at, r.recipient,
       g.name as "recipientName", r.ways, r.received_at as "receivedAt", r.due_on as "dueOn", r.recorded_at as "recordedAt",
       d.way, d.outcome, d.attempt_no as attempts, d.recorded_at as "deliveredAt",
       k.done, k.note, k.recorded_at as "acknowledgedAt", e.recorded_at as "escalatedAt"
  from recall r
  join agency g on g.uscc = r.recipient
  left join recall_acknowledgement k on k.subject_id = r.subject_id and k.recall_id = r.recall_id
  left join recall_escalation e on e.subject_id = r.subject_id and e.recall_id = r.recall_id
  left join lateral (select * from recall_delivery t where t.subject_id = r.subject_id and t.recall_id = r.recall_id
    order by t.attempt_no desc limit 1) d on true
 where ($1::text[] is null or r.recipient = any($1)) and r.due_on is not null
   and ($2::text is null or $2 = case when k.done is not null then 'acknowledged' when r.due_on < $3 then 'overdue' else 'open' end)
   and ($4::timestamptz is null or (r.recorded_at, r.recall_id) < ($4, $5))
 order by r.recorded_at desc, r.recall_id desc limit $6`;

/** The recalls of the agencies within reach, the newest first. */
export async function listRecalls(
  trx: Queryable,
  act: Act,
  reach: Reach,
  {
    state,
    limit = RECALLS_PAGE,
    after,
  }: { state?: RecallState | undefined; limit?: number | undefined; after?: string | undefined },
): Promise<{ recalls: ListedRecall[]; next?: string } | Refusal> {
  const place = after === undefined ? undefined : readPlace(after);
  if (place === null) return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
  const day = today(act.now);
  const { rows } = await trx.query<Row>(RECALLS, [
    await agenciesOfReach(trx, reach, day),
    state ?? null,
    day,
    place?.at ?? null,
    place?.recallId ?? null,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  await journal(trx, act, { event: 'recall.listed', detail: { recalls: page.length } });
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    recalls: page.map((row) => listed(row, day)),
    ...(more ? { next: writePlace({ at: last.recordedAt, recallId: last.recallId }) } : {}),
  };
}

function listed(row: Row, day: CalendarDate): ListedRecall {
  const { recordedAt: _, way, outcome, attempts, deliveredAt, done, note, acknowledgedAt, ...recall } = row;
  const tried = way !== null && outcome !== null && attempts !== null && deliveredAt !== null;
  return {
    ...recall,
    state: done !== null ? 'acknowledged' : recall.dueOn < day ? 'overdue' : 'open',
    delivery: tried ? { way, outcome, attempts, at: deliveredAt } : null,
    acknowledgement: done !== null && acknowledgedAt !== null ? { done, note, at: acknowledgedAt } : null,
  };
}

/** Where a page ended, by when a recall became known. */
export type RecallPlace = { at: Date; recallId: string };

export function writePlace({ at, recallId }: RecallPlace): string {
  return writePageCursor([at.toISOString(), recallId]);
}

const RECALL_ID = /^(l[0-9a-f]{20})?$/;

export function readPlace(text: string): RecallPlace | null {
  const [moment, recallId] = readPageCursor(text, 2) ?? [];
  if (typeof moment !== 'string' || typeof recallId !== 'string' || !RECALL_ID.test(recallId)) return null;
  const at = new Date(moment);
  return !Number.isNaN(at.getTime()) && at.toISOString() === moment ? { at, recallId } : null;
}
