export { honourJobs } from './jobs.ts';
export { honourRoutesUnder } from './routes.ts';
export { HONOUR } from './rules.ts';
