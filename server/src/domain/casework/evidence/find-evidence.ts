import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { HeldCase } from '../cases/case.ts';

/** Refuses a deed that names evidence the case does not hold; null: it is there. */
export async function refuseUnheldEvidence(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  evidenceNo: number,
): Promise<Refusal | null> {
  const { rowCount } = await db.query(
    'select from case_evidence where subject_id = $1 and case_id = $2 and evidence_no = $3',
    [subjectId, caseId, evidenceNo],
  );
  return rowCount === 1 ? null : refuse('not-found', '案件中没有这件证据，请先上传。', { field: 'evidenceNo' });
}
