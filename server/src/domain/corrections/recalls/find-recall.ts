import assert from 'node:assert/strict';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Effect, type FeedEffect, isEffect } from './effects.ts';
import type { ReceivedWay } from './recipients-of.ts';

/** A recall as it lies, with what became of it. */
export type HeldRecall = {
  subjectId: string;
  recallId: string;
  recordId: string;
  effect: FeedEffect;
  effectAt: Date;
  recipient: string;
  ways: ReceivedWay[];
  /** Null where nobody owes an answer by a day. */
  dueOn: CalendarDate | null;
  recordedAt: Date;
  done: Done | null;
};

/** What a recipient did with what it holds: deleted it, marked it as ended, or never stored it. */
export const DONE = ['deleted', 'marked', 'never-stored'] as const;
export type Done = (typeof DONE)[number];

export async function findRecall(db: Queryable, recallId: string): Promise<HeldRecall | undefined> {
  const { rows } = await db.query<HeldRecall>(
    `select r.subject_id as "subjectId", r.recall_id as "recallId", r.record_id as "recordId", r.effect,
            r.effect_at as "effectAt", r.recipient, r.ways, r.due_on as "dueOn", r.recorded_at as "recordedAt", k.done
       from recall r
       left join recall_acknowledgement k on k.subject_id = r.subject_id and k.recall_id = r.recall_id
      where r.recall_id = $1`,
    [recallId],
  );
  return rows[0];
}

/** A recall that is sent to its recipient and answered by a day: every one but those of the feed alone. */
export type OwedRecall = HeldRecall & { effect: Effect; dueOn: CalendarDate };

export async function findOwedRecall(db: Queryable, recallId: string): Promise<OwedRecall | undefined> {
  const recall = await findRecall(db, recallId);
  if (recall === undefined) return undefined;
  const { effect, dueOn } = recall;
  assert(isEffect(effect) && dueOn !== null, 'what stands in the feed alone is sent to nobody');
  return { ...recall, effect, dueOn };
}
