import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, type HeldCase, type StepTaken, takeStep } from '../casework/index.ts';
import { takeHonour } from './candidacy.ts';
import { HONOUR, type ObjectionOutcome, objectionsIn } from './rules.ts';

export type NewObjection = {
  /** Who objects, by kind alone: names are kept by the agency and told nobody. */
  from: 'organisation' | 'person';
  text: string;
  /** The agency's own number of the letter. */
  documentNo?: string | undefined;
};

/** An objection of anybody, as the agency received it. The honour waits until each has been dealt with. */
export async function recordObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { from, text, documentNo }: NewObjection,
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  return takeStep(trx, acting.act, HONOUR, held, { deed: 'objected', reason: text, documentNo, content: { from } });
}

export type ObjectionAnswer = {
  /** Number of the deed that recorded it. */
  objection: number;
  outcome: ObjectionOutcome;
  reason: string;
  documentNo?: string | undefined;
};

/** How an objection was dealt with; with the last of them the notice goes on. */
export async function answerObjection(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { objection, outcome, reason, documentNo }: ObjectionAnswer,
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const objections = objectionsIn(held.deeds);
  const asked = objections.find((one) => one.objection === objection);
  if (asked === undefined) return refuse('not-found', '没有找到这件异议，请核对异议的序号。', { field: 'objection' });
  if (asked.outcome !== null) return refuse('already-done', '这件异议已经处理。', { field: 'objection' });
  const taken = await takeStep(trx, acting.act, HONOUR, held, {
    deed: 'objection-answered',
    reason,
    documentNo,
    content: { objection, outcome },
  });
  if (isRefusal(taken)) return taken;
  const left = objections.filter((one) => one.outcome === null && one.objection !== objection);
  if (left.length > 0) return taken;
  return takeStep(trx, acting.act, HONOUR, afterDeed(held, taken), { deed: 'objections-settled' });
}

/** The case as it stands after one more deed of this transaction. */
function afterDeed(held: HeldCase, { deedNo, state }: StepTaken): HeldCase {
  const last = held.deeds.at(-1);
  if (last === undefined) throw new Error('a case begins with a deed');
  return { ...held, state, deeds: [...held.deeds, { ...last, deedNo, toState: state }] };
}
