import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  type ClockReading,
  enterClock,
  type HeldCase,
  ledgerOf,
  readClock,
  refuseStep,
  refuseUnheldEvidence,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { takeRectification } from './rectification.ts';
import { type Outcome, RECTIFICATION, RECTIFY_CLOCK, refuseTooEarly } from './rules.ts';

/** The term is over and nothing was reported. */
export async function expireTerm(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(RECTIFICATION, held.state, 'expired') === undefined)
    return refuseStep(RECTIFICATION, held.state, 'expired');
  const { dueOn } = await readingOf(trx, acting, held);
  const day = today(acting.act.now);
  if (dueOn === null || day <= dueOn) {
    return refuse(
      'case-state',
      dueOn === null ? '整改期限已中止计算，尚未届满。' : `整改期限至 ${dueOn} 届满，请在次日以后办理。`,
      { state: held.state, dueOn },
    );
  }
  return takeStep(trx, acting.act, RECTIFICATION, held, { deed: 'expired', dueOn });
}

/** `evidenceNo`: what shows it, of this case. */
export type Conclusion = { outcome: Outcome; reason: string; evidenceNo: number };

/** What the agency found when it looked: mended, in part, or not, with what shows it. */
export async function conclude(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { outcome, reason, evidenceNo }: Conclusion,
): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(RECTIFICATION, held.state, 'concluded') === undefined)
    return refuseStep(RECTIFICATION, held.state, 'concluded');
  const day = today(act.now);
  const amiss =
    refuseTooEarly(outcome, await readingOf(trx, acting, held), day) ??
    (await refuseUnheldEvidence(trx, held, evidenceNo));
  if (amiss !== null) return amiss;
  const stopped = await enterClock(trx, act, held, RECTIFY_CLOCK, { kind: 'stopped', onDay: day, cause: '核查结案' });
  if (isRefusal(stopped)) return stopped;
  return takeStep(trx, act, RECTIFICATION, held, { deed: 'concluded', reason, content: { outcome, evidenceNo } });
}

async function readingOf(trx: Transaction, { act, catalogue }: Acting, held: HeldCase): Promise<ClockReading> {
  return readClock(await ledgerOf(trx, held, RECTIFY_CLOCK), catalogue.workingDays, today(act.now));
}

/** Takes the order back: it was wrong, or there is nothing left to mend. */
export async function stopRectification(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, documentNo }: { reason: string; documentNo?: string | undefined },
): Promise<StepTaken | Refusal> {
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  return takeStep(trx, acting.act, RECTIFICATION, held, { deed: 'stopped', reason, documentNo });
}
