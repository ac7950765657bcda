import assert from 'node:assert/strict';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { System } from '../../system.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Batch, OUTCOMES } from './batch.ts';
import { settleQueued } from './settle.ts';
import { whileNobodyTakesBack } from './take-turns.ts';

/** Queued rows settled in one transaction. */
const SETTLED_AT_ONCE = 200;
const GOOD = `{${OUTCOMES.accepted},${OUTCOMES.updated},${OUTCOMES.duplicate}}`;

/**
 * Queued rows that were mended and accepted wait for nobody any more. Done before the batch is closed, and again without
 * harm after a stop. A row is queued once however often it is sent; whichever sending was mended settles it.
 */
export async function settleMended(
  system: System,
  catalogue: Catalogue,
  { batchId, patches, agency, actor }: Batch,
): Promise<void> {
  assert(patches !== null, 'only a batch that mends another settles its rows');
  for (let settled = SETTLED_AT_ONCE; settled === SETTLED_AT_ONCE; ) {
    settled = await write(system.pool, system.clock, async (trx, now) => {
      await whileNobodyTakesBack(trx);
      const { rows } = await trx.query<{ queue_id: string }>(
        `with recursive mended as (
           select batch_id, patches from intake_batch where batch_id = $1
           union
           select b.batch_id, b.patches from intake_batch b join mended m on b.batch_id = m.patches
         ), good as (
           select r.sheet, r.row from intake_row r join intake_chunk c using (batch_id, chunk_no)
            where r.batch_id = $2 and substr(c.outcomes, r.seq - c.first_seq + 1, 1) = any($3::text[])
         )
         select distinct q.queue_id from mended join intake_queue_sending q using (batch_id)
           join good g on g.row = q.row and g.sheet is not distinct from q.sheet
          where not exists (select from intake_settlement s where s.queue_id = q.queue_id)
          order by q.queue_id limit ${SETTLED_AT_ONCE}`,
        [patches, batchId, GOOD],
      );
      const act = { actor, agency, purpose: 'intake-settle', now };
      for (const { queue_id: queueId } of rows) {
        const reason = `已随批次 ${batchId} 补正`;
        const done = await settleQueued(catalogue, trx, act, { queueId, decision: 'dismissed', reason });
        assert(!isRefusal(done) || done.refused === 'already-done', 'a row that waits can be settled');
      }
      return rows.length;
    });
  }
}
