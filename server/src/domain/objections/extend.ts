import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, extendClock, lastDeed, type StepTaken } from '../casework/index.ts';
import { takeObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import { ANSWER_CLOCK, OBJECTION } from './rules.ts';

export type Extension = { days: number; reason: string; documentNo: string };

/** More time for the answer, once, while there still is some; what was suspended stays so. */
export async function extendAnswer(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  said: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (lastDeed(held, 'extended') !== undefined) return refuse('already-done', '答复期限只能延长一次。');
  return extendClock(trx, acting, OBJECTION, held, {
    ...said,
    reason: (await withoutOwnName(trx, acting, held.objection))(said.reason),
    clock: ANSWER_CLOCK,
    name: '答复期限',
    most: acting.catalogue.policy.objectionExtensionWorkingDays,
    unit: 'working-days',
    cause: '情况复杂，延长答复期限',
  });
}
