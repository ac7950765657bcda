import { maskEveryIdentifierIn, maskIdentifiersIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  type CorrectedFields,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { refuseEffect } from './effects/refuse-effect.ts';
import { type HeldObjection, takeObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import type { AnswerToPropose, Proposed } from './proposed.ts';
import { OBJECTION, OUTCOMES_OF_NAMING } from './rules.ts';

/** Proposes an answer to the second person. What could not be done to the record is refused now, not when it is confirmed. */
export async function proposeAnswer(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  said: AnswerToPropose,
): Promise<StepTaken | Refusal> {
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'proposed') === undefined) return refuseStep(OBJECTION, held.state, 'proposed');
  const proposed = await settle(trx, acting, held, said);
  if (isRefusal(proposed)) return proposed;
  const amiss = await refuseEffect(trx, acting, held, proposed);
  if (amiss !== null) return amiss;
  return takeStep(trx, acting.act, OBJECTION, held, {
    deed: 'proposed',
    reason: proposed.reason,
    documentNo: proposed.documentNo,
    content: proposed,
  });
}

/** As it is kept: without anybody's number, and with the id of the right organisation in the place of its code. */
async function settle(
  trx: Transaction,
  acting: Acting,
  held: HeldObjection,
  said: AnswerToPropose,
): Promise<Proposed | Refusal> {
  const { outcome, fields, rightSubject, removalDocumentNo, ...rest } = said;
  if (held.objection.personId !== '' && !OUTCOMES_OF_NAMING.includes(outcome)) {
    return refuse('invalid-request', '本人对列为责任人员的异议，只能维持，或者撤回对本人的列名。', {
      field: 'outcome',
    });
  }
  const given = { fields, rightSubject, removalDocumentNo };
  const asked = { corrected: 'fields', reattributed: 'rightSubject' } as const;
  const stray = Object.entries(asked).find(([of, field]) => of !== outcome && given[field] !== undefined);
  if (stray !== undefined) return refuse('invalid-request', '所填内容与拟作的处理不符，请核对。', { field: stray[1] });
  const kept = await withoutOwnName(trx, acting, held.objection);
  const words = {
    findings: kept(maskEveryIdentifierIn(rest.findings.trim())),
    reason: kept(maskEveryIdentifierIn(rest.reason.trim())),
  };
  if (words.findings === '' || words.reason === '') {
    return refuse('invalid-request', '请写明核实情况和处理的理由。', {
      field: words.reason === '' ? 'reason' : 'findings',
    });
  }
  const whole = { ...rest, ...words, outcome, documentNo: rest.documentNo.trim() };
  if (outcome === 'corrected') {
    return fields === undefined
      ? refuse('invalid-request', '请写明更正哪一项、更正为什么。', { field: 'fields' })
      : { ...whole, fields: withoutNumbers(fields) };
  }
  if (outcome === 'reattributed') {
    const right = rightSubject === undefined ? null : await findSubjectByCode(trx, rightSubject);
    return right === null
      ? refuse('unknown-code', '没有找到正确的主体，请写明其统一社会信用代码并核对。', { field: 'rightSubject' })
      : { ...whole, rightSubject: right.subjectId };
  }
  return removalDocumentNo === undefined ? whole : { ...whole, removalDocumentNo };
}

/** Nobody's number is among the facts of an organisation, in a deed or in a record. */
const withoutNumbers = (fields: CorrectedFields): CorrectedFields =>
  Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, maskIdentifiersIn(value)]));

/** The second person sends the proposal back, with a reason. */
export async function returnAnswer(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeObjection(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const kept = await withoutOwnName(trx, acting, held.objection);
  return takeStep(trx, acting.act, OBJECTION, held, { deed: 'returned', reason: kept(reason) });
}
