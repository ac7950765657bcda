import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, addEvidence, type EvidenceAdded, ownAct, type UploadedEvidence } from '../../casework/index.ts';
import { REPAIR, UNDECIDED } from '../rules.ts';
import { takePart } from './part.ts';

/** Proofs of one part at most: an applicant does not fill a case until nothing can be added to it. */
export const PROOFS_A_PART = 20;

/** Keeps a file that shows that the duty was performed: the only material that is taken beside the commitment. */
export async function addProof(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  uploaded: UploadedEvidence,
): Promise<EvidenceAdded | Refusal> {
  const { act, secrets } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (!UNDECIDED.includes(held.state)) {
    const name = REPAIR.states[held.state as keyof typeof REPAIR.states].name;
    return refuse('case-state', `本件处于“${name}”，不再收取证明材料。`, { state: held.state });
  }
  const { rows } = await trx.query<{ proofs: number }>(
    'select count(*)::int as proofs from repair_proof where subject_id = $1 and case_id = $2',
    [held.subjectId, caseId],
  );
  if ((rows[0]?.proofs ?? 0) >= PROOFS_A_PART) {
    return refuse('conflict', `一件申请最多提交 ${PROOFS_A_PART} 件证明，请合并后提交。`);
  }
  const added = await addEvidence(trx, secrets, ownAct(act), held, uploaded);
  if (isRefusal(added)) return added;
  await trx.query('insert into repair_proof (subject_id, case_id, evidence_no) values ($1, $2, $3)', [
    held.subjectId,
    caseId,
    added.evidenceNo,
  ]);
  return added;
}
