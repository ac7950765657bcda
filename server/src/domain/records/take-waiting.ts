import type { Transaction } from '../../platform/db/write.ts';

/** Records of a batch without a window, held by this transaction until it ends. */
export type TakenWaiting = {
  subjectIds: string[];
  recordIds: string[];
  /** The moment of a deed on them: `now`, or later where one of them was recorded later. */
  moment: Date;
};

type Taken = { subject_id: string; record_id: string; recorded_at: Date };

/**
 * Takes the next records of a batch that have no window, in the order of their keys. Another deed on them may have been
 * waited for: what it did is seen by statements after this one only, so whether they still wait is asked again.
 */
export async function takeWaiting(
  trx: Transaction,
  { batchId, after, atMost, now }: { batchId: string; after: readonly string[]; atMost: number; now: Date },
): Promise<TakenWaiting> {
  const { rows } = await trx.query<Taken>(
    `select r.subject_id, r.record_id, r.recorded_at from record r
      where r.batch_id = $1 and r.superseded_at is null and (r.subject_id, r.record_id) > ($2, $3)
        and not exists (select from record_window w
          where w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null)
      order by r.subject_id, r.record_id limit $4 for update of r`,
    [batchId, after[0], after[1], atMost],
  );
  return {
    subjectIds: rows.map(({ subject_id }) => subject_id),
    recordIds: rows.map(({ record_id }) => record_id),
    moment: rows.reduce((latest, { recorded_at }) => (recorded_at > latest ? recorded_at : latest), now),
  };
}
