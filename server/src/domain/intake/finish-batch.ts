import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';
import { type Batch, lockBatch } from './batch.ts';
import { BATCH_FINISHED, RECORDS_CHANGED } from './job-names.ts';
import { keepNewcomers } from './newcomers.ts';

/** Closes a batch whose chunks are all applied. Its source is current as of the day it came, also when it was empty. */
export async function finishBatch(system: System, { batchId }: Batch, receivedOn: string): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) => {
    const batch = await lockBatch(trx, batchId);
    if (batch.status !== 'running' || batch.appliedChunks !== batch.stagedChunks) return;
    await trx.query(`update intake_batch set status = 'finished', finished_at = $2 where batch_id = $1`, [
      batchId,
      now,
    ]);
    await trx.query('delete from intake_row where batch_id = $1', [batchId]);
    await keepNewcomers(trx, batchId);
    await trx.query(
      `insert into source_currency (category, agency, as_of, batch_id) values ($1, $2, $3, $4)
       on conflict (category, agency) do update set as_of = excluded.as_of, batch_id = excluded.batch_id
         where source_currency.as_of <= excluded.as_of`,
      [batch.category, batch.agency, receivedOn, batchId],
    );
    await system.jobs.add(trx, BATCH_FINISHED, { batchId });
    if (batch.counts.updated > 0) await system.jobs.add(trx, RECORDS_CHANGED, { batchId });
    await journal(
      trx,
      { actor: batch.actor, agency: batch.agency, purpose: 'intake', now },
      {
        event: 'batch.finished',
        target: batchId,
        detail: { counts: batch.counts },
      },
    );
  });
}
