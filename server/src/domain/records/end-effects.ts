import type { Transaction } from '../../platform/db/write.ts';

type Ended = { subjectId: string; recordId: string; moment: Date };

/** Closes the record's windows: from now on it is on no page and in no answer, whatever date is asked for. */
export async function endWindows(trx: Transaction, { subjectId, recordId, moment }: Ended): Promise<void> {
  await trx.query(
    `update record_window set superseded_at = $3
      where subject_id = $1 and record_id = $2 and superseded_at is null`,
    [subjectId, recordId, moment],
  );
}

/** Takes the ground from the measures that rest on the record, except those of the triggers named. */
export async function endGrounds(trx: Transaction, ended: Ended, except: readonly string[] = []): Promise<void> {
  await trx.query(
    `update measure_ground set superseded_at = $3
      where subject_id = $1 and record_id = $2 and superseded_at is null and trigger <> all($4)`,
    [ended.subjectId, ended.recordId, ended.moment, except],
  );
}

/** What is ended for good needs no suspension any more, except of the causes named. */
export async function endSuspensions(trx: Transaction, ended: Ended, except: readonly string[] = []): Promise<void> {
  await trx.query(
    `update record_suspension set superseded_at = $3
      where subject_id = $1 and record_id = $2 and superseded_at is null and cause <> all($4)`,
    [ended.subjectId, ended.recordId, ended.moment, except],
  );
}
