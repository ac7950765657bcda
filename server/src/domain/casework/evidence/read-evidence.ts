import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { openEvidence, placeOfEvidence } from './seal-evidence.ts';

export type EvidenceFile = { name: string; mediaType: string; bytes: Buffer };

/** One file of a case, opened; journalled before it is answered. */
export async function readEvidence(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  { subjectId, caseId }: HeldCase,
  evidenceNo: number,
): Promise<EvidenceFile | Refusal> {
  const { rows } = await trx.query<{ name: string; mediaType: string; sealed: Buffer }>(
    `select name, media_type as "mediaType", sealed from case_evidence
      where subject_id = $1 and case_id = $2 and evidence_no = $3`,
    [subjectId, caseId, evidenceNo],
  );
  const file = rows[0];
  if (file === undefined) return refuse('not-found', '没有找到该证据，请核对编号。');
  await journal(trx, act, { event: 'case.evidence-read', subjectId, target: caseId, detail: { evidenceNo } });
  const bytes = openEvidence(secrets, placeOfEvidence(caseId, evidenceNo), file.sealed);
  return { name: file.name, mediaType: file.mediaType, bytes };
}
