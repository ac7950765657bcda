import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, issuePaper, refuseStep, type StepTaken, stepFrom, takeStep } from '../../casework/index.ts';
import { ACCEPT_CLOCK, REPAIR } from '../rules.ts';
import { completionOver } from './complete.ts';
import { recordsOfPart, takePart } from './part.ts';
import { recordRows, recordWords } from './record-words.ts';
import type { Remedies } from './remedies.ts';
import { stopClocks } from './stop-clocks.ts';
import { tellResult } from './tell-result.ts';

export const DECLINED = 'repair-declined';

/** The agency takes its part up; the time for the result goes on. */
export async function acceptPart(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const taken = await takeStep(trx, acting.act, REPAIR, held, { deed: 'accepted' });
  if (isRefusal(taken)) return taken;
  return (await stopClocks(trx, acting, held, '受理', [ACCEPT_CLOCK])) ?? taken;
}

export type Declining = Remedies & { documentNo: string; reason: string };

/** The agency does not take its part up, on paper and with the reason; what is missing later may be filed again. */
export async function declinePart(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, reason: said, ...remedies }: Declining,
): Promise<(StepTaken & { paperNo: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const reason = maskEveryIdentifierIn(said);
  const deed = held.state === 'completing' ? 'incomplete' : 'declined';
  if (stepFrom(REPAIR, held.state, deed) === undefined) return refuseStep(REPAIR, held.state, 'declined');
  const dueOn = deed === 'incomplete' ? await completionOver(trx, acting, held) : undefined;
  if (isRefusal(dueOn)) return dueOn;
  const records = await recordsOfPart(trx, acting, held);
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: DECLINED,
    documentNo,
    blanks: { records: recordRows(records), receivedOn: held.application.receivedOn, reasons: reason, ...remedies },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, REPAIR, held, {
    deed,
    reason,
    documentNo,
    ...(dueOn === undefined ? {} : { dueOn }),
  });
  if (isRefusal(taken)) return taken;
  const stopped = await stopClocks(trx, acting, held, '不予受理');
  if (stopped !== null) return stopped;
  await tellResult(trx, acting, held, { result: deed, reason, record: records.map(recordWords).join('、') });
  return { ...taken, paperNo: paper.paperNo };
}
