import assert from 'node:assert/strict';
import type { Task } from '../../platform/jobs/task.ts';
import type { LawOn } from '../casework/index.ts';
import { BATCH_FINISHED } from '../intake/index.ts';
import { remindOfRepair } from './reminders/remind.ts';
import { shieldLateRecords } from './reorganisation/shield-late-records.ts';

export function repairJobsUnder(lawOn: LawOn): readonly Task[] {
  return [
    /** Mondays, 06:10 in Shanghai. */
    { name: 'repair-remind', every: '10 22 * * 0', run: async (system) => void (await remindOfRepair(system, lawOn)) },
    /** Added where a batch is finished (`intake/finish-batch.ts`). */
    {
      name: BATCH_FINISHED,
      run: async (system, payload) => void (await shieldLateRecords(system, lawOn, batchIn(payload))),
    },
    /** Nightly, 00:20 in Shanghai: what came otherwise. */
    {
      name: 'repair-shield',
      every: '20 16 * * *',
      run: async (system) => void (await shieldLateRecords(system, lawOn, null)),
    },
  ];
}

function batchIn(payload: unknown): string {
  assert(typeof payload === 'object' && payload !== null && 'batchId' in payload, 'the job names its batch');
  return String(payload.batchId);
}
