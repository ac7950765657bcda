import type { Transaction } from '../../platform/db/write.ts';
import type { Batch } from './batch.ts';
import { forgetNewcomers } from './newcomers.ts';
import { unqueueRows } from './unqueue-rows.ts';

/**
 * Removes what a batch that ends early holds of rows that are no records: staged rows, findings, waiting rows, subjects
 * that only they spoke of, and the file. What is applied stays, with its findings. Call it while nobody takes in.
 */
export async function clearStaged(trx: Transaction, batch: Batch, now: Date): Promise<void> {
  // from this chunk on nothing of it is in the archive
  const { batchId, appliedChunks: fromChunk } = batch;
  await forgetNewcomers(trx, batchId, now);
  await unqueueRows(trx, { batchId, fromChunk });
  for (const table of ['intake_finding', 'intake_chunk']) {
    await trx.query(`delete from ${table} where batch_id = $1 and chunk_no >= $2`, [batchId, fromChunk]);
  }
  for (const table of ['intake_row', 'intake_part']) {
    await trx.query(`delete from ${table} where batch_id = $1`, [batchId]);
  }
}
