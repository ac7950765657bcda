import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  lastDeed,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { answerReading } from './clocks.ts';
import { takeObjection } from './objection.ts';
import { ANSWER_CLOCK, OBJECTION } from './rules.ts';

export type Extension = { days: number; reason: string; documentNo: string };

/** More time for the answer, once, while there still is some; what was suspended stays so. */
export async function extendAnswer(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { days, reason, documentNo }: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'extended') === undefined) return refuseStep(OBJECTION, held.state, 'extended');
  if (lastDeed(held, 'extended') !== undefined) return refuse('already-done', '答复期限只能延长一次。');
  const most = catalogue.policy.objectionExtensionWorkingDays;
  if (days > most) return refuse('invalid-request', `答复期限最多延长 ${most} 个工作日，请改写。`, { field: 'days' });
  const day = today(act.now);
  if (readClock(await ledgerOf(trx, held, ANSWER_CLOCK), catalogue.workingDays, day).overdue) {
    return refuse('case-state', '答复期限已经届满，不能再延长，请尽快答复。', { state: held.state });
  }
  const entered = await enterClock(trx, act, held, ANSWER_CLOCK, {
    kind: 'extended',
    onDay: day,
    cause: '情况复杂，延长答复期限',
    evidence: documentNo,
    amount: days,
    unit: 'working-days',
  });
  if (isRefusal(entered)) return entered;
  const taken = await takeStep(trx, act, OBJECTION, held, { deed: 'extended', reason, documentNo, content: { days } });
  return isRefusal(taken) ? taken : { ...taken, ...(await answerReading(trx, acting, held)) };
}
