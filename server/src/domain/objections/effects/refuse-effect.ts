import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, judgeCorrection, judgeMove } from '../../casework/index.ts';
import { listingOf } from '../../lists/index.ts';
import type { HeldObjection } from '../objection.ts';
import type { Proposed } from '../proposed.ts';

/** Why an answer could not be carried out as things stand; null: it could. */
export async function refuseEffect(
  trx: Transaction,
  { act, catalogue }: Acting,
  { objection }: HeldObjection,
  { outcome, fields = {}, rightSubject = '', removalDocumentNo }: Proposed,
): Promise<Refusal | null> {
  const { subjectId, recordId, personId } = objection;
  if (outcome === 'corrected') {
    const judged = await judgeCorrection(trx, act, catalogue, { subjectId, recordId, fields });
    return isRefusal(judged) ? judged : null;
  }
  if (outcome === 'reattributed') {
    const judged = await judgeMove(trx, act, catalogue, { subjectId, recordId, to: rightSubject });
    return isRefusal(judged) ? judged : null;
  }
  if (outcome === 'withdrawn' && personId === '' && removalDocumentNo === undefined) {
    return (await listingOf(trx, objection, 'in-force')) === undefined
      ? null
      : refuse('invalid-request', '该信息由列入案件认定，撤回时须同时制作移出决定书，请写明其文号。', {
          field: 'removalDocumentNo',
        });
  }
  return null;
}
