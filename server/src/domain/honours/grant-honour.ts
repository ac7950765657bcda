import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import {
  type Acting,
  issuePaper,
  lastDeed,
  recordOfCase,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { getSubject } from '../subjects/index.ts';
import { candidacyOf, decisionOf, takeHonour } from './candidacy.ts';
import { standingToday } from './confirm.ts';
import { refuseNoGrantor } from './grantor.ts';
import { HONOUR, HONOUR_CATEGORY } from './rules.ts';
import type { Standing } from './standing.ts';

export const DECISION = 'honour-decision';

export type HonourGranted = StepTaken & { paperNo: number; recordId: string; validUntil: string };

/** Makes the decision: the honour is recorded, shown and used from this day, for its term. */
export async function grantHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo }: { documentNo: string },
): Promise<HonourGranted | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(HONOUR, held.state, 'granted') === undefined) return refuseStep(HONOUR, held.state, 'granted');
  const mayNot = await refuseNoGrantor(trx, act.agency, today(act.now));
  if (mayNot !== null) return mayNot;
  const seen = lastDeed(held, 'confirmed')?.content.standing as Standing | undefined;
  const standing = await standingToday(trx, acting, held, seen?.digest ?? '');
  if (isRefusal(standing)) return standing;
  const candidacy = candidacyOf(held);
  const decided = decisionOf(acting, candidacy, documentNo);
  if (isRefusal(decided)) return decided;
  const subject = await getSubject(trx, held.subjectId);
  const incentives = catalogue
    .triggersOf(HONOUR_CATEGORY)
    .flatMap(({ code }) => catalogue.measuresOf(code).map(({ measure }) => measure.name));
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: DECISION,
    documentNo,
    blanks: {
      honour: candidacy.honour,
      grounds: candidacy.grounds,
      holders: [['1', subject?.name ?? '', subject?.code ?? '—']],
      validUntil: decided.validUntil,
      ...(incentives.length === 0 ? {} : { incentives: [...new Set(incentives)] }),
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, HONOUR, held, {
    deed: 'granted',
    documentNo,
    content: { paperNo: paper.paperNo, validUntil: decided.validUntil },
  });
  if (isRefusal(taken)) return taken;
  const from = { subjectId: held.subjectId, caseId, deedNo: taken.deedNo, deed: 'granted' as const };
  const recorded = await recordOfCase(trx, act, catalogue, from, decided);
  if (isRefusal(recorded)) return recorded;
  return { ...taken, paperNo: paper.paperNo, recordId: recorded.recordId, validUntil: decided.validUntil };
}
