import assert from 'node:assert/strict';
import type { Task } from '../../platform/jobs/task.ts';
import { lapseCases } from '../casework/index.ts';
import { endListedHonours } from './end-listed-honours.ts';
import { HONOUR } from './rules.ts';

export const honourJobs: readonly Task[] = [
  /** Added where a listing takes effect (`lists/take-effect.ts`). */
  {
    name: 'honours-lapse',
    run: async (system, payload) => void (await endListedHonours(system, subjectIn(payload))),
  },
  /** Nightly, 00:50 in Shanghai: entries that came by intake, and honours whose term is over. */
  {
    name: 'honours-sweep',
    every: '50 16 * * *',
    run: async (system) => {
      await endListedHonours(system, null);
      await lapseCases(system, HONOUR);
    },
  },
];

function subjectIn(payload: unknown): string {
  assert(typeof payload === 'object' && payload !== null && 'subjectId' in payload, 'the job names its organisation');
  return String(payload.subjectId);
}
