import type { CalendarDate } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { addJob, addJobs } from '../../platform/jobs/add-job.ts';

/** Jobs that tell whoever comes later in the order what became of a record; worked by `corrections`. */
export const RECORD_ENDED = 'record-ended';
export const RECORD_RETURNED = 'record-returned';

/**
 * Why nobody may show or use a record, or this version of it, any more; `hidden` may return. `corrected`: by a decision that
 * it was wrong; `changed`: its agency sent another version.
 */
export type Ended = 'withdrawn' | 'repaired' | 'closed' | 'corrected' | 'changed' | 'requeued' | 'hidden';
export type Returned = 'resumed' | 'reinstated';
/** Payload of both jobs. `at`: moment of the deed, ISO 8601. */
export type Told<E extends string> = { subjectId: string; recordId: string; effect: E; at: string };

type OfRecord = { subjectId: string; recordId: string; moment: Date };

/** In the transaction of the deed, so that nothing ends without those being told who received it. */
export function tellEnded(trx: Transaction, record: OfRecord, effect: Ended): Promise<void> {
  return addJob(trx, RECORD_ENDED, told(record, effect));
}

/** The same for many at once, such as what the register takes from the wrong organisations. */
export async function tellManyEnded(trx: Transaction, records: readonly OfRecord[], effect: Ended): Promise<void> {
  if (records.length === 0) return;
  const all = records.map((record) => told(record, effect));
  await addJobs(trx, RECORD_ENDED, all);
}

/**
 * What was hidden, or ended by a repair that is revoked, may be shown and used again. Nothing is told of what does not return
 * with that: its last day is over, it is withheld, or something else hides it still.
 */
export async function tellReturned(
  trx: Transaction,
  record: OfRecord,
  effect: Returned,
  day: CalendarDate,
): Promise<void> {
  const { rowCount } = await trx.query(
    `select from record_window w where w.subject_id = $1 and w.record_id = $2 and w.superseded_at is null
        and (w.usable_from <= $3 and (w.usable_until is null or w.usable_until >= $3)
          or w.public_from <= $3 and (w.public_until is null or w.public_until >= $3))
        and not exists (select from record_suspension s where s.subject_id = $1 and s.record_id = $2
          and s.superseded_at is null and s.hides)`,
    [record.subjectId, record.recordId, day],
  );
  if (rowCount === 1) await addJob(trx, RECORD_RETURNED, told(record, effect));
}

function told<E extends string>({ subjectId, recordId, moment }: OfRecord, effect: E): Told<E> {
  return { subjectId, recordId, effect, at: moment.toISOString() };
}
