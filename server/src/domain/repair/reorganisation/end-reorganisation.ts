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
import { endByPlan, holdListings, listingOf } from '../../lists/index.ts';
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
 * as long as its own windows still cover the day. An entry of a list decided here leaves it by its own procedure, in this
 * transaction, and its agency is told.
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
  await holdListings(trx, acting, held.subjectId);
  // what came a moment ago and no run has hidden yet shares the fate of the rest
  const late = await shieldRecords(trx, act, catalogue, held);
  if (isRefusal(late)) return late;
  const grounds = { subjectId: held.subjectId, reason: [...reason].slice(0, REASON_CHARACTERS).join(''), document };
  const shielded = await shieldedRecords(trx, held.subjectId);
  for (const { recordId } of shielded) {
    const listed = end === 'executed' ? await endListed(trx, acting, held, { ...grounds, recordId }) : null;
    if (listed !== null) return listed;
    const shield = { ...grounds, recordId, cause: 'shield' } as const;
    let ended =
      end === 'executed'
        ? await closeRecord(trx, act, catalogue, { ...grounds, recordId, kind: 'repair' })
        : await resumeRecord(trx, act, shield);
    // ended by another deed in the moment in which it was hidden: nothing but the shield is left of it
    if (isRefusal(ended) && ended.refused === 'already-done') ended = await resumeRecord(trx, act, shield);
    if (isRefusal(ended)) return ended;
  }
  if (end === 'failed') {
    const uncovered = await uncoverTakenBack(trx, acting, grounds);
    if (uncovered !== null) return uncovered;
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

async function shieldedRecords(db: Queryable, subjectId: string): Promise<{ recordId: string }[]> {
  const { rows } = await db.query<{ recordId: string }>(
    `select s.record_id as "recordId" from record_suspension s
       join record r on r.subject_id = s.subject_id and r.record_id = s.record_id and r.superseded_at is null
      where s.subject_id = $1 and s.superseded_at is null and s.cause = 'shield' order by s.record_id`,
    [subjectId],
  );
  return rows;
}

/** What was taken back to the queue meanwhile: a person may give it back, and no plan would be there to end its shield then. */
async function uncoverTakenBack(
  trx: Transaction,
  { act }: Acting,
  grounds: { subjectId: string; reason: string; document: string },
): Promise<Refusal | null> {
  const { rows } = await trx.query<{ recordId: string }>(
    `select record_id as "recordId" from record_suspension
      where subject_id = $1 and superseded_at is null and cause = 'shield' order by record_id`,
    [grounds.subjectId],
  );
  for (const { recordId } of rows) {
    const resumed = await resumeRecord(trx, act, { ...grounds, recordId, cause: 'shield' });
    if (isRefusal(resumed)) return resumed;
  }
  return null;
}

/** Ends the listing that made a record, where one did and it is in force; whoever is competent for it today is told. */
async function endListed(
  trx: Transaction,
  acting: Acting,
  held: HeldReorganisation,
  { recordId, reason, document }: { recordId: string; reason: string; document: string },
): Promise<Refusal | null> {
  const { act } = acting;
  const { subjectId } = held;
  const caseId = await listingOf(trx, { subjectId, recordId }, 'in-force');
  const listing = caseId === undefined ? undefined : await findCase(trx, caseId);
  if (caseId === undefined || listing === undefined) return null;
  const ended = await endByPlan(trx, acting, { caseId, recordId }, { reason, document });
  if (isRefusal(ended)) return ended;
  for (const agency of await competentFor(trx, listing.agency, today(act.now))) {
    await sendMessage(trx, act, {
      to: { agency },
      template: 'case-notice',
      blanks: { number: caseId, text: '该单位的重整计划已执行完毕，列入记录和列入案件已经一并终止，无须另行移出。' },
      about: { caseId, subjectId },
      key: `reorganisation-executed:${held.caseId}:${caseId}`,
    });
  }
  return null;
}
