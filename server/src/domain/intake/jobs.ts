import assert from 'node:assert/strict';
import { write } from '../../platform/db/write.ts';
import type { Task } from '../../platform/jobs/task.ts';
import type { System } from '../../system.ts';
import { unfinishedBatches } from './batch.ts';
import { forgetFiles } from './forget-files.ts';
import { handToJobs } from './hand-to-jobs.ts';
import { FORGET_FILES, RUN_BATCH } from './job-names.ts';
import { giveUpBatch, runBatch } from './run-batch.ts';

export const intakeJobs: readonly Task[] = [
  {
    name: RUN_BATCH,
    keyed: true,
    run: (system, payload) => runBatch(system, batchIn(payload)),
    giveUp: (system, payload) => giveUpBatch(system, batchIn(payload)),
  },
  { name: FORGET_FILES, every: '20 19 * * *', run: async (system) => void (await forgetFiles(system)) },
];

function batchIn(payload: unknown): string {
  assert(typeof payload === 'object' && payload !== null && 'batchId' in payload, 'the job names its batch');
  return String(payload.batchId);
}

/** After a start: whatever a stopped process left on the way is moved on. */
export async function resumeBatches(system: System): Promise<void> {
  const left = [...(await unfinishedBatches(system.pool, 'http')), ...(await unfinishedBatches(system.pool, 'rows'))];
  await write(system.pool, system.clock, async (trx) => {
    for (const batchId of left) await handToJobs(system, trx, batchId);
  });
}
