import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { issuePaper, type PaperIssued, refuseStep, stepFrom, takeCase, takeStep } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import { appliedMeasuresOf } from './applied-measures.ts';
import { APPLIED_NOTICE, APPLIED_NOTICE_PAPER } from './chart.ts';
import { type NoticePaper, noticeBlanks } from './notice-blanks.ts';

/** Writes the notice of what was applied: which desk, matter, measure, decision, clause, and how to object. */
export async function issueNotice(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  { reach, caseId }: { reach: Reach; caseId: string },
  paper: NoticePaper,
): Promise<(PaperIssued & { caseId: string }) | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, APPLIED_NOTICE, caseId);
  if (isRefusal(held)) return held;
  // before the paper is made: what is refused leaves none behind
  if (stepFrom(APPLIED_NOTICE, held.state, 'issued') === undefined) {
    return refuseStep(APPLIED_NOTICE, held.state, 'issued');
  }
  const applied = await appliedMeasuresOf(trx, held);
  const { documentNo, ...words } = paper;
  const issued = await issuePaper(trx, act, catalogue, held, {
    paper: APPLIED_NOTICE_PAPER,
    documentNo,
    blanks: noticeBlanks(catalogue, applied, words),
  });
  if (isRefusal(issued)) return issued;
  const taken = await takeStep(trx, act, APPLIED_NOTICE, held, {
    deed: 'issued',
    documentNo,
    content: { paperNo: issued.paperNo },
  });
  return isRefusal(taken) ? taken : { ...issued, caseId };
}
