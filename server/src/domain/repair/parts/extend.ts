import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../../casework/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { ANSWER_CLOCK, REPAIR } from '../rules.ts';
import { takePart } from './part.ts';

/** `days`: working days added to the time for the result. */
export type Extension = { days: number; reason: string };

/** More time for a complex matter, once, with its reason, while there still is some; the applicant is told. */
export async function extendPart(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { days, reason }: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(REPAIR, held.state, 'extended') === undefined) return refuseStep(REPAIR, held.state, 'extended');
  const most = catalogue.policy.repairExtensionMostWorkingDays;
  if (days > most) return refuse('invalid-request', `办理期限最多延长 ${most} 个工作日，请改写。`, { field: 'days' });
  const day = today(act.now);
  const read = async () => readClock(await ledgerOf(trx, held, ANSWER_CLOCK), catalogue.workingDays, day);
  if ((await read()).overdue) return refuse('case-state', '办理期限已经届满，不能再延长。', { state: held.state });
  const entered = await enterClock(trx, act, held, ANSWER_CLOCK, {
    kind: 'extended',
    onDay: day,
    cause: [...reason].slice(0, CAUSE_CHARACTERS).join(''),
    amount: days,
    unit: 'working-days',
  });
  if (isRefusal(entered)) return entered;
  const taken = await takeStep(trx, act, REPAIR, held, { deed: 'extended', reason, content: { days } });
  if (isRefusal(taken)) return taken;
  const { dueOn } = await read();
  await sendMessage(trx, act, {
    to: { subjectId: held.subjectId },
    template: 'case-notice',
    blanks: { number: caseId, text: `信用修复的办理期限延长至 ${dueOn ?? ''}。理由：${reason}` },
    about: { caseId, subjectId: held.subjectId },
    key: `repair-extended:${caseId}`,
  });
  return { ...taken, dueOn };
}

/** As long as a cause in the ledger may be; the whole reason stands in the deed. */
const CAUSE_CHARACTERS = 200;
