import type { Task } from '../../../platform/jobs/task.ts';
import { forgetPersons } from './forget-persons.ts';

/** Nightly, 03:30 in Shanghai. */
export const personJobs: readonly Task[] = [
  { name: 'subjects-forget-persons', every: '30 19 * * *', run: async (system) => void (await forgetPersons(system)) },
];
