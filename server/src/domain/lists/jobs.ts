import type { Task } from '../../platform/jobs/task.ts';
import { lapseCases } from '../casework/index.ts';
import { LISTING } from './rules.ts';

/** Nightly, 00:40 in Shanghai. */
export const listJobs: readonly Task[] = [
  { name: 'lists-lapse', every: '40 16 * * *', run: async (system) => void (await lapseCases(system, LISTING)) },
];
