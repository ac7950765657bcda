import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  correctVersion,
  issuePaper,
  lastDeed,
  type PaperIssued,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { stopClocks } from './clocks.ts';
import { reattribute } from './effects/reattribute.ts';
import { withdrawFact } from './effects/withdraw.ts';
import { closeObjection, type HeldObjection, hasWindow, takeObjection } from './objection.ts';
import { usualBlanks } from './paper-blanks.ts';
import type { Proposed } from './proposed.ts';
import { OBJECTION, OUTCOME_NAMES, type Outcome } from './rules.ts';
import { releaseFact } from './suspension.ts';
import { tellDecided, tellMoved } from './tell.ts';
import { onRecord } from './words.ts';

export const RESULT = 'objection-result';

/** `proposal`: number of the deed that was looked at, so that nobody confirms what was proposed since. */
export type Decision = { proposal: number };
export type Decided = PaperIssued & StepTaken & { outcome: Outcome };

/**
 * The second person confirms what was proposed: the answer in writing, what becomes of the record, the end of every
 * suspension laid for the objection and the news of it, all in one transaction.
 */
export async function decideObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { proposal }: Decision,
): Promise<Decided | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'stands') === undefined) return refuseStep(OBJECTION, held.state, 'stands');
  const last = lastDeed(held, 'proposed');
  if (last?.deedNo !== proposal) {
    return refuse('seen-otherwise', '所看到的提请已不是最近一次提请，请重新查阅案件后审定。', {
      proposal: last?.deedNo,
    });
  }
  const proposed = last.content as Proposed;
  const usual = await usualBlanks(trx, catalogue, held);
  const paper = await issueResult(trx, acting, held, proposed, usual);
  if (isRefusal(paper)) return paper;
  const { outcome, reason, documentNo } = proposed;
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: outcome,
    reason,
    documentNo,
    content: { outcome, paperNo: paper.paperNo, proposal },
  });
  if (isRefusal(taken)) return taken;
  const told = { ...held.objection, agency: held.agency };
  const done = await carryOut(trx, acting, held, { proposed, deedNo: taken.deedNo });
  if (isRefusal(done)) return done;
  // only then: nobody is told that something is back which the answer takes away
  const amiss = (await releaseFact(trx, act, held.objection)) ?? (await stopClocks(trx, act, held, '已经答复'));
  if (amiss !== null) return amiss;
  await closeObjection(trx, held, act.now);
  if (done.moved !== undefined) await tellMoved(trx, acting, { from: told, to: done.moved, record: usual.record });
  if (told.origin !== 'own-motion' || held.objection.joinedAt !== null || outcome !== 'stands') {
    await tellDecided(trx, acting, told, { record: usual.record, outcome: OUTCOME_NAMES[outcome], reason });
  }
  return { ...paper, ...taken, outcome };
}

type Effect = { moved?: { subjectId: string; recordId: string } };

async function carryOut(
  trx: Transaction,
  acting: Acting,
  held: HeldObjection,
  { proposed, deedNo }: { proposed: Proposed; deedNo: number },
): Promise<Effect | Refusal> {
  const { outcome, reason, documentNo, fields = {}, rightSubject = '', removalDocumentNo } = proposed;
  const { subjectId, caseId, objection } = held;
  switch (outcome) {
    case 'stands':
      return {};
    case 'corrected': {
      const grounds = { recordId: objection.recordId, fields, reason: onRecord(reason), document: documentNo };
      const { act, catalogue } = acting;
      const corrected = await correctVersion(trx, act, catalogue, { subjectId, caseId, deedNo }, grounds);
      return isRefusal(corrected) ? corrected : {};
    }
    case 'reattributed': {
      const moved = await reattribute(trx, acting, held, { rightSubject, reason, documentNo });
      return isRefusal(moved) ? moved : { moved };
    }
    case 'withdrawn':
      return (await withdrawFact(trx, acting, held, { reason, documentNo, removalDocumentNo })) ?? {};
  }
}

async function issueResult(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldObjection,
  proposed: Proposed,
  usual: Awaited<ReturnType<typeof usualBlanks>>,
): Promise<PaperIssued | Refusal> {
  const { personNo } = held.objection;
  const { outcome, findings, reason, documentNo, contact, phone } = proposed;
  const { reconsiderationBody, reconsiderationPeriod, court, suitPeriod } = proposed;
  const stays = personNo !== null || (await hasWindow(trx, held.objection));
  return issuePaper(trx, act, catalogue, held, {
    paper: RESULT,
    documentNo,
    ...(personNo === null ? {} : { personNo }),
    blanks: {
      ...usual,
      objected: (lastDeed(held, 'joined') ?? held.deeds[0])?.reason ?? '',
      findings,
      result: personNo === null ? resultOf(outcome, { stays, ...held.objection }) : RESULTS_OF_NAMING[outcome],
      reasons: reason,
      ...(outcome === 'stands' && personNo === null && stays ? { statement: '可以' } : {}),
      ...{ reconsiderationBody, reconsiderationPeriod, court, suitPeriod },
      contact,
      telephone: phone,
      decidedOn: today(act.now),
    },
  });
}

/** What the written result says was decided: of what stands, whether it is shown again, on, or no more. */
function resultOf(outcome: Outcome, { stays, suspends }: { stays: boolean; suspends: boolean }): string {
  if (outcome !== 'stands') return RESULTS[outcome];
  if (!stays) return '维持所指信息；该信息已经撤回或者终止，不再公示和使用。';
  return `维持所指信息，${suspends ? '恢复' : '继续'}公示和使用。`;
}
const RESULTS: Readonly<Record<Exclude<Outcome, 'stands'>, string>> = {
  corrected: '更正所指信息，更正前的内容不再公示和使用。',
  reattributed: '所指信息不属于该单位，已从该单位名下撤回，改到正确的主体名下。',
  withdrawn: '撤回所指信息，不再公示和使用。',
};
const RESULTS_OF_NAMING: Readonly<Partial<Record<Outcome, string>>> = {
  stands: '维持将异议人列为责任人员。',
  withdrawn: '不再将异议人列为责任人员，据此留存的身份信息不再留存。',
};
