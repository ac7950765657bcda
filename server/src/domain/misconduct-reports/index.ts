export { misconductReportJobs } from './jobs.ts';
export { type NewReport, receiveReport } from './receive-report.ts';
export { misconductReportRoutesUnder } from './routes.ts';
export { MISCONDUCT_REPORT } from './rules.ts';
export { askState, type ReportState } from './show-state.ts';
export { waitingReportTasks } from './waiting-tasks.ts';
