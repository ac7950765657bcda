import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  addEvidence,
  type EvidenceAdded,
  ownAct,
  refuseStep,
  stepFrom,
  type UploadedEvidence,
} from '../casework/index.ts';
import { takeOwnObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import { EVIDENCE_OF_OBJECTOR, OBJECTION } from './rules.ts';

/** A piece of evidence of the objector, into the own objection while it is open; room is left for what officials add. */
export async function proveObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  uploaded: UploadedEvidence,
): Promise<EvidenceAdded | Refusal> {
  const { act, secrets } = acting;
  const held = await takeOwnObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  // as long as it can be taken back it can be proved
  if (stepFrom(OBJECTION, held.state, 'retracted') === undefined) return refuseStep(OBJECTION, held.state, 'retracted');
  const { rowCount } = await trx.query('select from case_evidence where subject_id = $1 and case_id = $2', [
    held.subjectId,
    caseId,
  ]);
  if ((rowCount ?? 0) >= EVIDENCE_OF_OBJECTOR) {
    return refuse('conflict', `一件异议最多上传 ${EVIDENCE_OF_OBJECTOR} 件证据，更多的请送交受理单位。`);
  }
  const kept = await withoutOwnName(trx, acting, held.objection);
  const { name, about } = uploaded;
  return addEvidence(trx, secrets, ownAct(act), held, { ...uploaded, name: kept(name), about: kept(about) });
}
