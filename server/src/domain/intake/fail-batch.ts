import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';
import { isUnderWay, lockBatch } from './batch.ts';
import { clearStaged } from './clear-staged.ts';
import { RECORDS_CHANGED } from './job-names.ts';
import { whileNobodyTakesIn } from './take-turns.ts';

/** Ends a batch that we cannot bring to its end, for no fault of its sender; what is applied already stays. */
export async function failBatch(system: System, batchId: string): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) => {
    await whileNobodyTakesIn(trx);
    const batch = await lockBatch(trx, batchId);
    if (!isUnderWay(batch)) return;
    await clearStaged(trx, batch, now);
    await trx.query(`update intake_batch set status = 'failed', finished_at = $2 where batch_id = $1`, [batchId, now]);
    const { actor, agency, counts } = batch;
    if (counts.updated > 0) await system.jobs.add(trx, RECORDS_CHANGED, { batchId });
    const act = { actor, agency, purpose: 'intake', now };
    await journal(trx, act, { event: 'batch.failed', target: batchId, detail: { applied: counts.total } });
  });
}
