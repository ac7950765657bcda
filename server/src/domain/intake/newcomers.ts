import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { retireSubjects } from '../subjects/index.ts';

/** Notes which of these subjects nobody but departments' rows has spoken of so far, the rows of this batch among them. */
export async function noteNewcomers(trx: Transaction, batchId: string, subjectIds: ReadonlySet<string>): Promise<void> {
  await trx.query(
    `insert into intake_newcomer (batch_id, subject_id)
     select $1, subject_id from subject
      where subject_id = any($2) and standing <> 'retired' and registered_by is null
     on conflict do nothing`,
    [batchId, [...subjectIds]],
  );
}

/** What a finished batch spoke of has its records. */
export async function keepNewcomers(trx: Queryable, batchId: string): Promise<void> {
  await trx.query('delete from intake_newcomer where batch_id = $1', [batchId]);
}

/**
 * Retires the subjects that nothing speaks of but rows of this batch, which are no records: no record, no other batch
 * under way, no word of the register. Their names would otherwise stand against the rows that are right.
 */
export async function forgetNewcomers(trx: Transaction, batchId: string, now: Date): Promise<void> {
  const { rows } = await trx.query<{ subject_id: string; alone: boolean }>(
    `delete from intake_newcomer n using subject s
      where n.batch_id = $1 and s.subject_id = n.subject_id
     returning n.subject_id,
       s.standing <> 'retired' and s.registered_by is null
         and not exists (select from record r where r.subject_id = n.subject_id)
         and not exists (select from intake_newcomer o where o.subject_id = n.subject_id and o.batch_id <> $1) as alone`,
    [batchId],
  );
  const forgotten = rows.filter(({ alone }) => alone).map(({ subject_id }) => subject_id);
  await retireSubjects(trx, forgotten, now);
}
