import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../casework/index.ts';
import { takeRectification } from './rectification.ts';
import { RECTIFICATION } from './rules.ts';

export type Report = { text: string; documentNo?: string | undefined };

/** What the organisation says it has mended, whoever writes it down; also late, and more than once. */
export async function takeReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { text, documentNo }: Report,
): Promise<StepTaken | Refusal> {
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  return takeStep(trx, acting.act, RECTIFICATION, held, { deed: 'reported', reason: text, documentNo });
}
