import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, extendClock, type StepTaken } from '../../casework/index.ts';
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
  { days, reason: said }: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const reason = maskEveryIdentifierIn(said);
  const extended = await extendClock(trx, acting, REPAIR, held, {
    clock: ANSWER_CLOCK,
    name: '办理期限',
    days,
    most: acting.catalogue.policy.repairExtensionMostWorkingDays,
    unit: 'working-days',
    cause: [...reason].slice(0, CAUSE_CHARACTERS).join(''),
    reason,
  });
  if (isRefusal(extended)) return extended;
  await sendMessage(trx, acting.act, {
    to: { subjectId: held.subjectId },
    template: 'case-notice',
    blanks: { number: caseId, text: `信用修复的办理期限延长至 ${extended.dueOn ?? ''}。理由：${reason}` },
    about: { caseId, subjectId: held.subjectId },
    key: `repair-extended:${caseId}`,
  });
  return extended;
}

/** As long as a cause in the ledger may be; the whole reason stands in the deed. */
const CAUSE_CHARACTERS = 200;
