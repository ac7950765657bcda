import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  issuePaper,
  type PaperIssued,
  refuseStep,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { refuseLate, startAnswer } from './clocks.ts';
import { refuseKnownEvidence } from './new-evidence.ts';
import { takeObjection } from './objection.ts';
import { usualBlanks } from './paper-blanks.ts';
import { ABOUT_NAMES, ACCEPT_CLOCK, OBJECTION } from './rules.ts';
import { suspendFact } from './suspension.ts';

export const ACCEPTANCE = 'objection-acceptance';

export type Acceptance = {
  documentNo: string;
  contact: string;
  phone: string;
  /** A repeat: the evidence of this case that is new, for which the official lays the suspension. */
  newEvidenceNo?: number | undefined;
};

/**
 * Accepts an objection within the agency's time: its time to answer begins. Of a repeat the official judges whether
 * evidence is new, and then suspends what the filing did not.
 */
export async function acceptObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, contact, phone, newEvidenceNo }: Acceptance,
): Promise<(PaperIssued & { state: string; dueOn: string | null; suspended: boolean }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'accepted') === undefined) return refuseStep(OBJECTION, held.state, 'accepted');
  const late = await refuseLate(trx, acting, held);
  if (late !== null) return late;
  const { objection } = held;
  let { suspends } = objection;
  if (newEvidenceNo !== undefined) {
    const known = await refuseKnownEvidence(trx, held, newEvidenceNo);
    if (known !== null) return known;
    const laid = await suspendFact(trx, act, objection);
    if (laid !== null) return laid;
    await trx.query('update objection set suspends = true where subject_id = $1 and case_id = $2', [
      held.subjectId,
      caseId,
    ]);
    suspends = true;
  }
  const onDay = today(act.now);
  const stopped = await enterClock(trx, act, held, ACCEPT_CLOCK, { kind: 'stopped', onDay, cause: '受理' });
  if (isRefusal(stopped)) return stopped;
  const started = await startAnswer(trx, acting, held, { onDay, cause: '受理' });
  if (isRefusal(started)) return started;
  const { dueOn } = started;
  if (dueOn === null) throw new Error('a clock that was started a moment ago runs');
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: ACCEPTANCE,
    documentNo,
    ...(objection.personNo === null ? {} : { personNo: objection.personNo }),
    blanks: {
      ...(await usualBlanks(trx, catalogue, held)),
      about: ABOUT_NAMES[objection.about],
      ...(suspends ? { suspended: '是' } : {}),
      answerBy: dueOn,
      contact,
      telephone: phone,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: 'accepted',
    documentNo,
    content: { paperNo: paper.paperNo, ...(newEvidenceNo === undefined ? {} : { newEvidenceNo }) },
  });
  return isRefusal(taken) ? taken : { ...paper, state: taken.state, dueOn, suspended: suspends };
}
