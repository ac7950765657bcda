export { fallDue } from './fall-due.ts';
export { objectionJobs } from './jobs.ts';
export { objectionRoutesUnder } from './routes.ts';
export { OBJECTION } from './rules.ts';
