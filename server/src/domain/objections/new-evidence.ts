import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { refuseUnheldEvidence } from '../casework/index.ts';
import type { HeldObjection } from './objection.ts';

/**
 * Whether a piece of evidence lets a repeat suspend: it must be of this case, and its bytes must not have been shown in an
 * earlier objection to the record. Whether it proves anything the official judges.
 */
export async function refuseKnownEvidence(
  trx: Transaction,
  held: HeldObjection,
  evidenceNo: number,
): Promise<Refusal | null> {
  const { subjectId, caseId, objection } = held;
  const field = { field: 'newEvidenceNo' };
  if (objection.suspends) return refuse('already-done', '该异议已经暂停使用，无须再次办理。', field);
  if (objection.standing === 'court') {
    return refuse('not-permitted', '该名单由人民法院依法纳入和删除，异议期间不暂停使用。', field);
  }
  const unheld = await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  const { rowCount } = await trx.query(
    `select from case_evidence here
       join objection o on o.subject_id = here.subject_id and o.record_id = $4 and o.case_id <> here.case_id
        and o.filed_at <= $5
       join case_evidence e on e.subject_id = o.subject_id and e.case_id = o.case_id and e.sha256 = here.sha256
      where here.subject_id = $1 and here.case_id = $2 and here.evidence_no = $3 limit 1`,
    [subjectId, caseId, evidenceNo, objection.recordId, objection.filedAt],
  );
  return rowCount === 0
    ? null
    : refuse('conflict', '这件证据在此前的异议中已经提交过，不是新的证据，不能据以暂停使用。', field);
}
