export { type EligibleRecord, lookAtEligibility } from './eligibility/look-at-eligibility.ts';
export { repairJobsUnder } from './jobs.ts';
export { repairRoutesUnder } from './routes.ts';
export { REORGANISATION, REPAIR } from './rules.ts';
