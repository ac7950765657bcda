import type { Task } from '../../platform/jobs/task.ts';
import { lapseListings } from './lapse-listings.ts';

/** Nightly, 00:40 in Shanghai. */
export const listJobs: readonly Task[] = [
  { name: 'lists-lapse', every: '40 16 * * *', run: async (system) => void (await lapseListings(system)) },
];
