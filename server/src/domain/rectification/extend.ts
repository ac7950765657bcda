import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, extendClock, type StepTaken } from '../casework/index.ts';
import { takeRectification } from './rectification.ts';
import { RECTIFICATION, RECTIFY_CLOCK } from './rules.ts';

/** `days`: added to the term. */
export type Extension = { days: number; reason: string; documentNo: string };

/** More time, once, while there still is some. */
export async function extendTerm(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  said: Extension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  return extendClock(trx, acting, RECTIFICATION, held, {
    ...said,
    clock: RECTIFY_CLOCK,
    name: '整改期限',
    most: acting.catalogue.policy.rectificationExtensionMostDays,
    unit: 'days',
    cause: '准予延期整改',
  });
}
