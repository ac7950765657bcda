import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, judgeMove, writeMoved } from '../../casework/index.ts';
import { journal } from '../../journal/index.ts';
import { takeRecord } from '../../records/index.ts';
import type { HeldObjection } from '../objection.ts';
import { withdrawHere } from './withdraw.ts';

/** Takes the record back from the wrong organisation and writes it with the right one, in one transaction: it is never with both. */
export async function reattribute(
  trx: Transaction,
  acting: Acting,
  { caseId, objection }: HeldObjection,
  { rightSubject, reason, documentNo }: { rightSubject: string; reason: string; documentNo: string },
): Promise<{ subjectId: string; recordId: string } | Refusal> {
  const { act, catalogue } = acting;
  const { subjectId, recordId } = objection;
  // held before it is judged: it moves as it stands, and not at all where it was just taken back
  const taken = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(taken)) return taken;
  const judged = await judgeMove(trx, act, catalogue, { subjectId, recordId, to: rightSubject });
  if (isRefusal(judged)) return judged;
  const withdrawn = await withdrawHere(trx, acting, objection, { reason, documentNo });
  if (withdrawn !== null) return withdrawn;
  const moved = await writeMoved(trx, act, catalogue, judged, documentNo);
  await journal(trx, act, {
    event: 'record.moved',
    subjectId: moved.subjectId,
    target: moved.recordId,
    detail: { caseId, category: judged.category.code, document: documentNo },
  });
  return moved;
}
