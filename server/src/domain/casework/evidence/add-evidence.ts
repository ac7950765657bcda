import { createHash } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { withoutNames } from '../persons/without-names.ts';
import { placeOfEvidence, sealEvidence } from './seal-evidence.ts';
import { sniffEvidence, TAKEN_KINDS } from './sniff-evidence.ts';
import { ABOUT_CHARACTERS, NAME_CHARACTERS, type UploadedEvidence } from './take-evidence.ts';

/** Pieces of evidence of one case at most. */
export const EVIDENCE_A_CASE = 100;

export type EvidenceAdded = { caseId: string; evidenceNo: number; sha256: string; mediaType: string };

/** Keeps a file as evidence of a case: what it is by its bytes, its hash, and the bytes sealed. */
export async function addEvidence(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  held: HeldCase,
  { name, about, bytes }: UploadedEvidence,
): Promise<EvidenceAdded | Refusal> {
  const { subjectId, caseId } = held;
  const mediaType = await sniffEvidence(bytes);
  if (mediaType === null) {
    return refuse('unsupported-media-type', `证据文件只收 ${TAKEN_KINDS}；以内容为准，与扩展名无关。`, {
      field: 'file',
    });
  }
  const { rows } = await trx.query<{ last: number }>(
    'select coalesce(max(evidence_no), 0) as last from case_evidence where subject_id = $1 and case_id = $2',
    [subjectId, caseId],
  );
  const evidenceNo = (rows[0]?.last ?? 0) + 1;
  if (evidenceNo > EVIDENCE_A_CASE) return refuse('conflict', `一个案件最多保存 ${EVIDENCE_A_CASE} 件证据。`);
  const kept = await withoutNames(trx, secrets, held);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await trx.query(
    `insert into case_evidence (subject_id, case_id, evidence_no, name, about, media_type, bytes, sha256, sealed, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      subjectId,
      caseId,
      evidenceNo,
      kept(name, NAME_CHARACTERS),
      kept(about, ABOUT_CHARACTERS),
      mediaType,
      bytes.length,
      sha256,
      sealEvidence(secrets, placeOfEvidence(caseId, evidenceNo), bytes),
      act.actor,
      act.now,
    ],
  );
  await journal(trx, act, {
    event: 'case.evidence-added',
    subjectId,
    target: caseId,
    detail: { evidenceNo, mediaType, sha256 },
  });
  return { caseId, evidenceNo, sha256, mediaType };
}
