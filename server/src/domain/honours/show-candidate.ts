import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  issuePaper,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { getSubject } from '../subjects/index.ts';
import { candidacyOf, takeHonour } from './candidacy.ts';
import { refuseNoGrantor } from './grantor.ts';
import { HONOUR, NOTICE_CLOCK } from './rules.ts';
import { refuseBlocked, standingOf } from './standing.ts';

export const NOTICE = 'honour-notice';
export type NoticeToShow = { documentNo: string; phone: string; address: string };
export type NoticeShown = StepTaken & { paperNo: number; shownUntil: string };

/** Shows the candidate to everybody, with the last day for objections, and starts the clock of them. */
export async function showCandidate(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, phone, address }: NoticeToShow,
): Promise<NoticeShown | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(HONOUR, held.state, 'shown') === undefined) return refuseStep(HONOUR, held.state, 'shown');
  const day = today(act.now);
  const mayNot = await refuseNoGrantor(trx, act.agency, day);
  if (mayNot !== null) return mayNot;
  const blocked = refuseBlocked(await standingOf(trx, catalogue, held.subjectId, day));
  if (blocked !== null) return blocked;
  const started = await enterClock(trx, act, held, NOTICE_CLOCK, {
    kind: 'started',
    onDay: day,
    cause: '公示',
    evidence: documentNo,
    amount: catalogue.policy.honourNoticeWorkingDays,
    unit: 'working-days',
  });
  if (isRefusal(started)) return started;
  const shownUntil = readClock(await ledgerOf(trx, held, NOTICE_CLOCK), catalogue.workingDays, day).dueOn;
  if (shownUntil === null) return refuse('case-state', '公示期限已中止计算。');
  const { honour, grounds } = candidacyOf(held);
  const subject = await getSubject(trx, held.subjectId);
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: NOTICE,
    documentNo,
    blanks: {
      honour,
      grounds,
      candidates: [['1', subject?.name ?? '', subject?.code ?? '—']],
      shownFrom: day,
      shownUntil,
      telephone: phone,
      address,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, HONOUR, held, {
    deed: 'shown',
    documentNo,
    content: { paperNo: paper.paperNo, honour, grounds, telephone: phone, address },
  });
  return isRefusal(taken) ? taken : { ...taken, paperNo: paper.paperNo, shownUntil };
}
