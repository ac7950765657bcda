import type { Transaction } from '../../platform/db/write.ts';
import { retireSubjects } from '../subjects/index.ts';

/**
 * Retires the subjects that rows of a batch brought in and that nothing else speaks of: no record, no row of another
 * batch under way, no word of the register. Their names would otherwise stand against the rows that are right.
 */
export async function forgetNewcomers(
  trx: Transaction,
  { batchId, startedAt, fromChunk }: { batchId: string; startedAt: Date; fromChunk: number },
  now: Date,
): Promise<void> {
  const { rows } = await trx.query<{ subject_id: string }>(
    `with mine as (
       select distinct judged->>'subjectId' as subject_id from intake_row where batch_id = $1 and chunk_no >= $3
     ), newcomer as (
       select s.subject_id from mine join subject s using (subject_id)
        where s.changed_at >= $2 and s.standing <> 'retired' and s.registered_by is null
          and not exists (select from record r where r.subject_id = s.subject_id)
     )
     select subject_id from newcomer
     except select judged->>'subjectId' from intake_row where batch_id <> $1`,
    [batchId, startedAt, fromChunk],
  );
  await retireSubjects(
    trx,
    rows.map(({ subject_id }) => subject_id),
    now,
  );
}
