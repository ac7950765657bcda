import type { Transaction } from '../../../platform/db/write.ts';
import type { Posted } from '../webhooks/post-notice.ts';

/** Any constant: the first half of the lock under which attempts are counted. */
const RECALL_LOCK = 990_100_034;

/**
 * Writes down what became of one attempt to tell a recipient. A recall is delivered once: of two workers that carried it at the
 * same moment, as after a crash, the second one's attempt is no longer of interest.
 *
 * @returns whether it was written down.
 */
export async function noteAttempt(
  trx: Transaction,
  { subjectId, recallId }: { subjectId: string; recallId: string },
  { way, outcome, status }: { way: 'webhook' | 'inbox' } & Posted,
  at: Date,
): Promise<boolean> {
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [RECALL_LOCK, recallId]);
  const { rowCount } = await trx.query(
    `insert into recall_delivery (subject_id, recall_id, attempt_no, way, outcome, status, recorded_at)
     select $1, $2, coalesce(max(attempt_no), 0) + 1, $3, $4, $5, $6
       from recall_delivery where subject_id = $1 and recall_id = $2
     having not coalesce(bool_or(outcome = 'delivered'), false)`,
    [subjectId, recallId, way, outcome, status ?? null, at],
  );
  return rowCount === 1;
}
