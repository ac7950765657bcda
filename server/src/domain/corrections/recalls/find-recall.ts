import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Effect } from './effects.ts';
import type { ReceivedWay } from './recipients-of.ts';

/** A recall as it lies, with what became of it. */
export type HeldRecall = {
  subjectId: string;
  recallId: string;
  recordId: string;
  effect: Effect;
  effectAt: Date;
  recipient: string;
  ways: ReceivedWay[];
  dueOn: CalendarDate;
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
