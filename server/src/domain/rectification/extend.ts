import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { takeRectification } from './rectification.ts';
import { RECTIFICATION, RECTIFY_CLOCK } from './rules.ts';

/** `days`: added to the term. */
export type Extension = { days: number; reason: string; documentNo: string };

/** More time, once, while there still is some. */
export async function extendTerm(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { days, reason, documentNo }: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(RECTIFICATION, held.state, 'extended') === undefined)
    return refuseStep(RECTIFICATION, held.state, 'extended');
  const most = catalogue.policy.rectificationExtensionMostDays;
  if (days > most) return refuse('invalid-request', `整改期限最多延长 ${most} 天，请改写。`, { field: 'days' });
  const day = today(act.now);
  const { overdue } = readClock(await ledgerOf(trx, held, RECTIFY_CLOCK), catalogue.workingDays, day);
  if (overdue) return refuse('case-state', '整改期限已经届满，不能再延期。', { state: held.state });
  const entered = await enterClock(trx, act, held, RECTIFY_CLOCK, {
    kind: 'extended',
    onDay: day,
    cause: '准予延期整改',
    evidence: documentNo,
    amount: days,
    unit: 'days',
  });
  if (isRefusal(entered)) return entered;
  const taken = await takeStep(trx, act, RECTIFICATION, held, {
    deed: 'extended',
    reason,
    documentNo,
    content: { days },
  });
  if (isRefusal(taken)) return taken;
  const { dueOn } = readClock(await ledgerOf(trx, held, RECTIFY_CLOCK), catalogue.workingDays, day);
  return { ...taken, dueOn };
}
