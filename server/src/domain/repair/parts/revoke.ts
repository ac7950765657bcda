import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import {
  type Acting,
  issuePaper,
  lastDeed,
  refuseStep,
  refuseUnheldEvidence,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../../casework/index.ts';
import { windowsFor } from '../../catalogue/index.ts';
import { listingOf, reinstateListing } from '../../lists/index.ts';
import { reopenRecord } from '../../records/index.ts';
import type { RepairRecord } from '../eligibility/records-of.ts';
import { shieldSubject } from '../reorganisation/shield-subject.ts';
import { REPAIR } from '../rules.ts';
import { type HeldPart, recordsOfPart, takePart } from './part.ts';
import { recordWords } from './record-words.ts';
import type { Remedies } from './remedies.ts';
import { tellResult } from './tell-result.ts';

export const REVOCATION = 'repair-revocation';

/** `evidenceNo`: what shows that commitment or material was false, of this case. */
export type RevocationProposal = { reason: string; evidenceNo: number };

/** Puts to a second person that a repair rested on false material. */
export async function proposeRevocation(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, evidenceNo }: RevocationProposal,
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const unheld = await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  return takeStep(trx, acting.act, REPAIR, held, { deed: 'revocation-proposed', reason, content: { evidenceNo } });
}

/** The second person finds that it did not: the repair stands. */
export async function dropRevocation(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, REPAIR, held, { deed: 'revocation-dropped', reason });
}

export type Revocation = Remedies & { documentNo: string };

/**
 * The second person takes the repair back: every record it repaired is shown and used again, as long as the catalogue
 * allows at most, and is not repaired again; an entry of a list that was decided here is in force again, so that its agency can
 * remove it. What was withdrawn since stays withdrawn; what a court shields is hidden at once.
 */
export async function revokeRepair(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, ...remedies }: Revocation,
): Promise<(StepTaken & { paperNo: number; restored: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(REPAIR, held.state, 'revoked') === undefined) return refuseStep(REPAIR, held.state, 'revoked');
  const reason = lastDeed(held, 'revocation-proposed')?.reason ?? '';
  const records = await repairedBy(trx, acting, held);
  const paper = await issueRevocation(trx, acting, held, { documentNo, reason, records, remedies });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, REPAIR, held, {
    deed: 'revoked',
    reason,
    documentNo,
    content: { restored: records.map(({ recordId }) => recordId), paperNo: paper.paperNo },
  });
  if (isRefusal(taken)) return taken;
  for (const { subjectId, recordId } of records) {
    const listing = await listingOf(trx, { subjectId, recordId }, 'repaired');
    const listed = listing && (await reinstateListing(trx, acting, listing, { reason, documentNo }));
    if (isRefusal(listed)) return listed;
    const reopened = await reopenRecord(trx, act, catalogue, {
      subjectId,
      recordId,
      reason: [...reason].slice(0, REASON_CHARACTERS).join(''),
      document: documentNo,
    });
    if (isRefusal(reopened)) return reopened;
  }
  const shielded = await shieldSubject(trx, act, catalogue, held.subjectId);
  if (isRefusal(shielded)) return shielded;
  await tellResult(trx, acting, held, { result: 'revoked', reason, record: records.map(recordWords).join('、') });
  return { ...taken, paperNo: paper.paperNo, restored: records.length };
}

/** As long as the reason of a reopening may be (`records`); the whole of it stands in the deed and on the paper. */
const REASON_CHARACTERS = 500;

/** What this part repaired and is repaired still. */
async function repairedBy(trx: Transaction, acting: Acting, held: HeldPart): Promise<RepairRecord[]> {
  const granted = lastDeed(held, 'granted')?.content.granted;
  const ids = Array.isArray(granted) ? granted : [];
  const records = await recordsOfPart(trx, acting, held);
  return records.filter(({ recordId, facts }) => ids.includes(recordId) && facts.standing === 'repaired');
}

async function issueRevocation(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldPart,
  {
    documentNo,
    reason,
    records,
    remedies,
  }: { documentNo: string; reason: string; records: readonly RepairRecord[]; remedies: Remedies },
) {
  const granted = lastDeed(held, 'granted');
  const rows = records.map((record) => [
    record.categoryName,
    record.documentNo ?? '—',
    windowsFor(catalogue, record, today(act.now)).publicUntil ?? '按规定不公示或者按条件终止',
  ]);
  return issuePaper(trx, act, catalogue, held, {
    paper: REVOCATION,
    documentNo,
    blanks: {
      repairNo: granted?.documentNo ?? '',
      repairedOn: granted?.onDay ?? '',
      records: rows.length === 0 ? [['无', '—', '—']] : rows,
      reasons: reason,
      ...remedies,
    },
  });
}
