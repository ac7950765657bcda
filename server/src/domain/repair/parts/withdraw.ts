import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../../casework/index.ts';
import { REPAIR } from '../rules.ts';
import { recordsOfPart, takePart } from './part.ts';
import { recordWords } from './record-words.ts';
import { stopClocks } from './stop-clocks.ts';
import { tellResult } from './tell-result.ts';

/** `documentNo`: of the applicant's letter, where an official writes the withdrawal down. */
export type WithdrawingPart = { reason: string; documentNo?: string | undefined };

/** The applicant takes a part back before it is decided; it may be filed again. */
export async function withdrawPart(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason: said, documentNo }: WithdrawingPart,
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (acting.reach.over !== 'subject' && documentNo === undefined) {
    return refuse('invalid-request', '代申请人登记撤回的，请写明其书面材料的编号。', { field: 'documentNo' });
  }
  const reason = maskEveryIdentifierIn(said);
  const taken = await takeStep(trx, acting.act, REPAIR, held, { deed: 'withdrawn', reason, documentNo });
  if (isRefusal(taken)) return taken;
  const stopped = await stopClocks(trx, acting, held, '申请人撤回申请');
  if (stopped !== null) return stopped;
  const records = await recordsOfPart(trx, acting, held);
  await tellResult(trx, acting, held, { result: 'withdrawn', reason, record: records.map(recordWords).join('、') });
  return taken;
}
