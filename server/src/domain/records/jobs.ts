import type { Task } from '../../platform/jobs/task.ts';
import { forgetRecords } from './forget-records.ts';

/** Nightly, 03:40 in Shanghai. */
export const recordJobs: readonly Task[] = [
  { name: 'records-forget', every: '40 19 * * *', run: async (system) => void (await forgetRecords(system)) },
];
