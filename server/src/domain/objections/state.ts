import { maskText } from '../../kernel/masking/mask-text.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { getAgency } from '../access/index.ts';
import { type Acting, lastDeed, ownAct, refuseStep, type StepTaken, stepFrom, takeStep } from '../casework/index.ts';
import {
  endStatement,
  findCurrent,
  isMaskedFormOf,
  keepStatement,
  STATEMENT_CHARACTERS,
  standingStatement,
} from '../records/index.ts';
import { getSubject } from '../subjects/index.ts';
import { type HeldObjection, hasWindow, takeObjection, takeOwnObjection } from './objection.ts';
import { OBJECTION, STATEMENTS_A_CASE } from './rules.ts';
import { tellWaiting } from './tell.ts';

export type StatementTaken = StepTaken & { shown: boolean };

/**
 * A short statement of the organisation beside a record that stays after its objection. The public reads it masked; where
 * the masker is unsure, not before a person of the agency has looked at it.
 */
export async function stateBeside(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { text: said }: { text: string },
): Promise<StatementTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeStated(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (held.deeds.filter(({ deed }) => deed === 'stated').length >= STATEMENTS_A_CASE) {
    return refuse('conflict', `一件异议最多登记 ${STATEMENTS_A_CASE} 次说明。`);
  }
  const text = maskEveryIdentifierIn(said.trim());
  const names = { subjectNames: [await nameOf(trx, held)], authorityNames: [(await getAgency(trx, held.agency)).name] };
  const masked = maskText(text, names);
  const publicText = masked.kind === 'masked' && length(masked.text) <= STATEMENT_CHARACTERS ? masked.text : null;
  const { subjectId, recordId } = held.objection;
  const kept = await keepStatement(trx, ownAct(act), { subjectId, recordId, text, publicText });
  if (isRefusal(kept)) return kept;
  const shown = publicText !== null;
  const taken = await takeStep(trx, act, OBJECTION, held, { deed: 'stated', reason: text, content: { shown } });
  if (isRefusal(taken)) return taken;
  if (!shown)
    await tellWaiting(trx, { act: ownAct(act), catalogue }, { ...held.objection, agency: held.agency }, taken.deedNo);
  return { ...taken, shown };
}

/** A person of the agency settles what the public reads of a statement: the text itself with stretches masked, nothing else. */
export async function checkStatement(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { text: publicText }: { text: string },
): Promise<StatementTaken | Refusal> {
  const { act } = acting;
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const stated = lastDeed(held, 'stated');
  const ended = lastDeed(held, 'statement-ended');
  if (stated?.reason == null || (ended !== undefined && ended.deedNo > stated.deedNo)) {
    return refuse('case-state', '该异议没有需要核定的说明。', { state: held.state });
  }
  if (!isMaskedFormOf(publicText, stated.reason)) {
    return refuse('invalid-request', '公示文本只能在说明原文上遮盖个人信息，不得增改，请以“某”或者“****”遮盖。', {
      field: 'text',
    });
  }
  const gone = await refuseGone(trx, held);
  if (gone !== null) return gone;
  const { subjectId, recordId } = held.objection;
  // it may have been said anew, or taken away, in another objection to the record
  if ((await standingStatement(trx, { subjectId, recordId })) !== stated.reason) {
    return refuse('conflict', '主体已另作说明或者撤下了该说明，请核定现行的说明。');
  }
  const kept = await keepStatement(trx, act, { subjectId, recordId, text: stated.reason, publicText });
  if (isRefusal(kept)) return kept;
  const taken = await takeStep(trx, act, OBJECTION, held, { deed: 'statement-checked', content: { shown: true } });
  return isRefusal(taken) ? taken : { ...taken, shown: true };
}

/** The organisation takes its statement away. */
export async function endOwnStatement(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const held = await takeOwnObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'statement-ended') === undefined) {
    return refuseStep(OBJECTION, held.state, 'statement-ended');
  }
  const persons = refusePerson(held);
  if (persons !== null) return persons;
  const ended = await endStatement(trx, ownAct(acting.act), held.objection);
  return isRefusal(ended) ? ended : takeStep(trx, acting.act, OBJECTION, held, { deed: 'statement-ended' });
}

/** An objection beside whose record a statement may stand: answered, about the organisation, and the record stays. */
async function takeStated(trx: Transaction, acting: Acting, caseId: string): Promise<HeldObjection | Refusal> {
  const held = await takeOwnObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'stated') === undefined) return refuseStep(OBJECTION, held.state, 'stated');
  return refusePerson(held) ?? (await refuseGone(trx, held)) ?? held;
}

/** The record is the organisation's, and so is what stands beside it. */
function refusePerson({ objection }: HeldObjection): Refusal | null {
  return objection.personId === ''
    ? null
    : refuse('not-permitted', '说明由单位附在其记录旁；本人的意见请书面送交认定单位。');
}

async function refuseGone(trx: Transaction, { objection }: HeldObjection): Promise<Refusal | null> {
  const stays = (await hasWindow(trx, objection)) && (await findCurrent(trx, objection)) !== undefined;
  return stays ? null : refuse('conflict', '所指信息已经撤回或者终止，无须附说明。');
}

const nameOf = async (trx: Transaction, { subjectId }: HeldObjection): Promise<string> =>
  (await getSubject(trx, subjectId))?.name ?? '';
const length = (text: string): number => [...text].length;
