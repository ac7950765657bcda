export type { MatterInForce, Result } from './answer.ts';
export { type AnswerCheck, answerChecks, type CheckAnswer } from './answer-check.ts';
export { checkIdsFrom } from './check-id.ts';
export type { CheckRequest } from './check-rules.ts';
export {
  type AppliedAnswer,
  ASK_REVERSAL,
  type Feedback,
  type FeedbackTaken,
  giveFeedback,
  type MeasureOutcome,
  OPEN_NOTICE,
} from './give-feedback.ts';
export { HeldChecks } from './held-checks.ts';
export { type AnswerRow, type HeadRow, type LoggedCheck, rootOf } from './logged-check.ts';
export { matterInForce } from './matter-in-force.ts';
export { checkRoutesUnder } from './routes.ts';
export { HITS, type Verdict } from './verdict.ts';
