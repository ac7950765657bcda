export { missedChecksAnswered, numberGapsAnswered } from './answered.ts';
export {
  type AgencyTally,
  lookAtMissedChecks,
  MISSED_CHECKS_PAGE_AT_MOST,
  type MissedCheck,
  type MissedChecks,
  type MissedChecksAsked,
} from './missed-checks.ts';
export { type AgencyGaps, lookAtNumberGaps, type NumberGaps, type NumberGapsAsked } from './number-gaps.ts';
export { queryTasks } from './query-tasks.ts';
export { documentNoText, readDocumentNo } from './read-document-no.ts';
export { governanceRoutesUnder } from './routes.ts';
export { CHECK_OUTCOMES, type CheckOutcome } from './unchecked-grants.ts';
