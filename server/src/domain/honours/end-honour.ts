import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, refuseStep, type StepTaken, stepFrom, takeStep } from '../casework/index.ts';
import { withdrawRecord } from '../records/index.ts';
import { takeHonour } from './candidacy.ts';
import { HONOUR, HONOUR_CATEGORY } from './rules.ts';

/** `heard`: what the organisation said before, or that it said nothing when asked. */
export type Revocation = { reason: string; heard: string; documentNo: string };

/** The agency takes an honour back: false papers, or it is deserved no longer. The record is withdrawn and never returns. */
export async function revokeHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, heard, documentNo }: Revocation,
): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(HONOUR, held.state, 'revoked') === undefined) return refuseStep(HONOUR, held.state, 'revoked');
  // who granted it, though that agency may have been succeeded since
  const { recordId, agency } = await recordOf(trx, held);
  const withdrawn = await withdrawRecord(
    trx,
    { ...act, agency },
    { category: HONOUR_CATEGORY, record: { recordId }, reason, document: documentNo },
  );
  // withdrawn before by the interface for records: the case catches up
  if (isRefusal(withdrawn) && withdrawn.refused !== 'already-done') return withdrawn;
  return takeStep(trx, act, HONOUR, held, {
    deed: 'revoked',
    reason,
    documentNo,
    content: { heard: maskEveryIdentifierIn(heard) },
  });
}

async function recordOf(
  db: Queryable,
  { subjectId, caseId }: { subjectId: string; caseId: string },
): Promise<{ recordId: string; agency: string }> {
  const { rows } = await db.query<{ recordId: string; agency: string }>(
    'select record_id as "recordId", agency from record where subject_id = $1 and case_id = $2 order by version desc limit 1',
    [subjectId, caseId],
  );
  if (rows[0] === undefined) throw new Error('an honour in force has its record');
  return rows[0];
}

/** Ends a case in which no honour is granted, with the reason. */
export async function declineHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, documentNo }: { reason: string; documentNo?: string | undefined },
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, HONOUR, held, { deed: 'declined', reason, documentNo });
}
