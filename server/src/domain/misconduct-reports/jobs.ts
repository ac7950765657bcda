import type { Task } from '../../platform/jobs/task.ts';
import { forgetReports } from './forget-reports.ts';

/** Nightly, 03:55 in Shanghai. */
export const misconductReportJobs: readonly Task[] = [
  {
    name: 'misconduct-reports-forget',
    every: '55 19 * * *',
    run: async (system) => void (await forgetReports(system)),
  },
];
