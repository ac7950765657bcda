export { misconductReportJobs } from './jobs.ts';
export { misconductReportRoutesUnder } from './routes.ts';
export { MISCONDUCT_REPORT } from './rules.ts';
export { waitingReportTasks } from './waiting-tasks.ts';
