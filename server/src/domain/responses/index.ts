export { responseJobsUnder } from './jobs.ts';
export { APPLIED_NOTICE } from './notice/chart.ts';
export { responseRoutesUnder } from './routes.ts';
export { responseTasks } from './tasks.ts';
