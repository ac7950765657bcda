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

/** What was hidden, or ended by a repair that is revoked, may be shown and used again. */
export function tellReturned(trx: Transaction, record: OfRecord, effect: Returned): Promise<void> {
  return addJob(trx, RECORD_RETURNED, told(record, effect));
}

function told<E extends string>({ subjectId, recordId, moment }: OfRecord, effect: E): Told<E> {
  return { subjectId, recordId, effect, at: moment.toISOString() };
}
