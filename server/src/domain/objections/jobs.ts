import type { Task } from '../../platform/jobs/task.ts';
import { fallDue } from './fall-due.ts';

/** Hourly: a last day is over at midnight, and nobody waits for the night after. */
export const objectionJobs: readonly Task[] = [
  { name: 'objections-fall-due', every: '4 * * * *', run: async (system) => void (await fallDue(system)) },
];
