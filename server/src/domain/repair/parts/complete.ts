import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  ledgerOf,
  ownAct,
  readClock,
  type StepTaken,
  takeStep,
} from '../../casework/index.ts';
import type { RepairProof } from '../../catalogue/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { ACCEPT_CLOCK, ANSWER_CLOCK, COMPLETE_CLOCK, REPAIR } from '../rules.ts';
import { type HeldPart, takePart } from './part.ts';
import { stopClocks } from './stop-clocks.ts';

/** `missing`: nothing but the two materials the law names can be asked for. */
export type CompletionAsked = { missing: RepairProof[]; reason: string };

const MATERIAL_NAMES: Readonly<Record<RepairProof, string>> = {
  performance: '履行义务、纠正失信行为的证明',
  commitment: '信用修复承诺书',
};

/** Asks the applicant once for all that is missing; both terms stand still until it is there. */
export async function askCompletion(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { missing, reason: said }: CompletionAsked,
): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const reason = maskEveryIdentifierIn(said);
  const taken = await takeStep(trx, act, REPAIR, held, { deed: 'completion-asked', reason, content: { missing } });
  if (isRefusal(taken)) return taken;
  const day = today(act.now);
  for (const clock of [ACCEPT_CLOCK, ANSWER_CLOCK]) {
    if (await standsStill(trx, acting, held, clock)) continue;
    const entry = { kind: 'suspended' as const, onDay: day, cause: '等待申请人补正' };
    const suspended = await enterClock(trx, act, held, clock, entry);
    if (isRefusal(suspended)) return suspended;
  }
  const started = await enterClock(trx, act, held, COMPLETE_CLOCK, {
    kind: 'started',
    onDay: day,
    cause: '一次告知补正',
    amount: catalogue.policy.repairCompleteWorkingDays,
    unit: 'working-days',
  });
  if (isRefusal(started)) return started;
  const { dueOn } = readClock(await ledgerOf(trx, held, COMPLETE_CLOCK), catalogue.workingDays, day);
  const asked = missing.map((one) => MATERIAL_NAMES[one]).join('、');
  await sendMessage(trx, act, {
    to: { subjectId: held.subjectId },
    template: 'case-notice',
    blanks: { number: caseId, text: `请于 ${dueOn ?? ''} 前补正：${asked}。${reason}` },
    about: { caseId, subjectId: held.subjectId },
    key: `repair-completion:${caseId}`,
  });
  return taken;
}

/** The applicant has completed it, whoever writes it down; the terms go on where they stood. */
export async function completePart(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { note }: { note: string },
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const taken = await takeStep(trx, acting.act, REPAIR, held, { deed: 'completed', reason: note });
  if (isRefusal(taken)) return taken;
  const onDay = today(acting.act.now);
  for (const clock of [ACCEPT_CLOCK, ANSWER_CLOCK]) {
    // an official may have let it go on by hand: that keeps nobody from completing
    if (!(await standsStill(trx, acting, held, clock))) continue;
    const entry = { kind: 'resumed' as const, onDay, cause: '申请人已补正' };
    const resumed = await enterClock(trx, ownAct(acting.act), held, clock, entry);
    if (isRefusal(resumed)) return resumed;
  }
  return (await stopClocks(trx, acting, held, '申请人已补正', [COMPLETE_CLOCK])) ?? taken;
}

async function standsStill(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldPart,
  clock: string,
): Promise<boolean> {
  return readClock(await ledgerOf(trx, held, clock), catalogue.workingDays, today(act.now)).state === 'suspended';
}

/** The last day of the applicant's time, which must be over before the part is declined for want of it. */
export async function completionOver(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldPart,
): Promise<CalendarDate | Refusal> {
  const day = today(act.now);
  const { dueOn } = readClock(await ledgerOf(trx, held, COMPLETE_CLOCK), catalogue.workingDays, day);
  if (dueOn !== null && day > dueOn) return dueOn;
  return refuse('case-state', `补正期限至 ${dueOn ?? ''} 届满，此前不得以未补正为由不予受理。`, {
    state: held.state,
    dueOn,
  });
}
