import { today } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import {
  type Acting,
  competentFor,
  findCase,
  lastDeed,
  refuseStep,
  refuseUnheldEvidence,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../../casework/index.ts';
import { LISTING } from '../../lists/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { closeRecord, resumeRecord } from '../../records/index.ts';
import { REORGANISATION } from '../rules.ts';
import { type HeldReorganisation, takeReorganisation } from './record-ruling.ts';
import { shieldRecords } from './shield-subject.ts';

export const PLAN_ENDS = ['executed', 'failed'] as const;
export type PlanEnd = (typeof PLAN_ENDS)[number];

/** `evidenceNo`: what the court or the administrator wrote of it, of this case. */
export type EndProposal = { end: PlanEnd; reason: string; documentNo: string; evidenceNo: number };

/** Puts to a second person how the plan ended. */
export async function proposeEnd(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { end, reason, documentNo, evidenceNo }: EndProposal,
): Promise<StepTaken | Refusal> {
  const held = await takeReorganisation(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const unheld = await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  return takeStep(trx, acting.act, REORGANISATION, held, {
    deed: 'end-proposed',
    reason,
    documentNo,
    content: { end, evidenceNo },
  });
}

export async function dropEnd(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeReorganisation(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, REORGANISATION, held, { deed: 'end-dropped', reason });
}

/**
 * The second person confirms how the plan ended. Carried out: what it shielded is repaired for good. Failed: it comes back,
 * as long as its own windows still cover the day. An entry of a list decided here is closed by its agency, which is told.
 */
export async function confirmEnd(
  trx: Transaction,
  acting: Acting,
  caseId: string,
): Promise<(StepTaken & { records: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeReorganisation(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const proposed = lastDeed(held, 'end-proposed');
  const end: PlanEnd = proposed?.content.end === 'failed' ? 'failed' : 'executed';
  if (proposed === undefined || stepFrom(REORGANISATION, held.state, end) === undefined)
    return refuseStep(REORGANISATION, held.state, end);
  const { reason, documentNo: document } = proposed;
  if (reason === null || document === null) throw new Error('an end is proposed with its reason and document');
  const taken = await takeStep(trx, act, REORGANISATION, held, { deed: end, reason, documentNo: document });
  if (isRefusal(taken)) return taken;
  // what came a moment ago and no run has hidden yet shares the fate of the rest
  const late = await shieldRecords(trx, act, catalogue, held);
  if (isRefusal(late)) return late;
  const grounds = { subjectId: held.subjectId, reason: [...reason].slice(0, REASON_CHARACTERS).join(''), document };
  const shielded = await shieldedRecords(trx, held.subjectId);
  for (const { recordId, caseId: decidedBy } of shielded) {
    const ended =
      end === 'executed'
        ? await closeRecord(trx, act, catalogue, { ...grounds, recordId, kind: 'repair' })
        : await resumeRecord(trx, act, { ...grounds, recordId, cause: 'shield' });
    if (isRefusal(ended)) return ended;
    if (end === 'executed' && decidedBy !== null) await tellListing(trx, acting, held, decidedBy);
  }
  await sendMessage(trx, act, {
    to: { subjectId: held.subjectId },
    template: 'case-notice',
    blanks: {
      number: caseId,
      text:
        end === 'executed'
          ? `重整计划已执行完毕，屏蔽的 ${shielded.length} 条信息不再公示和使用。`
          : `重整计划未能执行，屏蔽的 ${shielded.length} 条信息恢复公示和使用。`,
    },
    about: { caseId, subjectId: held.subjectId },
    key: `reorganisation-${end}:${caseId}`,
  });
  return { ...taken, records: shielded.length };
}

/** As long as the reason of an ending may be (`records`). */
const REASON_CHARACTERS = 500;

async function shieldedRecords(
  db: Queryable,
  subjectId: string,
): Promise<{ recordId: string; caseId: string | null }[]> {
  const { rows } = await db.query<{ recordId: string; caseId: string | null }>(
    `select s.record_id as "recordId", r.case_id as "caseId" from record_suspension s
       join record r on r.subject_id = s.subject_id and r.record_id = s.record_id and r.superseded_at is null
      where s.subject_id = $1 and s.superseded_at is null and s.cause = 'shield' order by s.record_id`,
    [subjectId],
  );
  return rows;
}

/** An entry decided here has ended; its own procedure, which releases whoever it names, is its agency's to close. */
async function tellListing(trx: Transaction, { act }: Acting, held: HeldReorganisation, caseId: string): Promise<void> {
  const listing = await findCase(trx, caseId);
  if (listing?.procedure !== LISTING.procedure || listing.state !== 'in-force') return;
  for (const agency of await competentFor(trx, listing.agency, today(act.now))) {
    await sendMessage(trx, act, {
      to: { agency },
      template: 'case-notice',
      blanks: { number: caseId, text: '该单位的重整计划已执行完毕，列入记录已经终止，请办理移出。' },
      about: { caseId, subjectId: held.subjectId },
      key: `reorganisation-executed:${held.caseId}:${caseId}`,
    });
  }
}
