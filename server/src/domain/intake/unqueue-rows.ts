import type { Transaction } from '../../platform/db/write.ts';

/**
 * Takes back what rows of a batch put before a person, except two kinds: what a person has settled is done, and what
 * another batch has sent as well waits on, as a row of that batch.
 */
export async function unqueueRows(
  trx: Transaction,
  { batchId, fromChunk }: { batchId: string; fromChunk: number },
): Promise<void> {
  const { rows } = await trx.query<{ queue_id: string }>(
    `delete from intake_queue_sending s using intake_finding f
      where s.batch_id = $1 and f.batch_id = $1 and f.chunk_no >= $2 and f.outcome = 'unresolved'
        and f.row = s.row and f.sheet is not distinct from s.sheet
        and not exists (select from intake_settlement t where t.queue_id = s.queue_id)
      returning s.queue_id`,
    [batchId, fromChunk],
  );
  const taken = [...new Set(rows.map(({ queue_id }) => queue_id))];
  await trx.query(
    `update intake_queue q set batch_id = other.batch_id, file = other.file, sheet = other.sheet, row = other.row
       from (select distinct on (s.queue_id) s.queue_id, s.batch_id, b.file, s.sheet, s.row
               from intake_queue_sending s join intake_batch b using (batch_id)
              where s.queue_id = any($1) order by s.queue_id, b.started_at, s.batch_id, s.row) other
      where q.queue_id = other.queue_id and q.batch_id = $2`,
    [taken, batchId],
  );
  await trx.query(
    `delete from intake_queue q where q.queue_id = any($1)
        and not exists (select from intake_queue_sending s where s.queue_id = q.queue_id)`,
    [taken],
  );
}
