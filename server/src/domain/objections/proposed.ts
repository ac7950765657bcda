import type { CorrectedFields } from '../casework/index.ts';
import type { Remedies } from './paper-blanks.ts';
import type { Outcome } from './rules.ts';

/** An answer as it is proposed: what was found, what becomes of the record, and what the written result says. */
export type AnswerToPropose = Remedies & {
  outcome: Outcome;
  /** What the agency found when it verified. */
  findings: string;
  reason: string;
  documentNo: string;
  contact: string;
  phone: string;
  /** `corrected`: what is said instead, by field id. */
  fields?: CorrectedFields | undefined;
  /** `reattributed`: 统一社会信用代码 of the organisation the record really is about. */
  rightSubject?: string | undefined;
  /** `withdrawn`, of an entry decided here: number of the paper that takes it off its list. */
  removalDocumentNo?: string | undefined;
};

/** The proposal as its deed holds it. */
export type Proposed = Omit<AnswerToPropose, 'rightSubject'> & { rightSubject?: string };
