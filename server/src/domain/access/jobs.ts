import type { Task } from '../../platform/jobs/task.ts';
import { forgetTraces } from './sign-in/forget-traces.ts';

export const accessJobs: readonly Task[] = [
  { name: 'forget-sign-in-traces', every: '17 * * * *', run: ({ pool }, _payload, now) => forgetTraces(pool, now) },
];
