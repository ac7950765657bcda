import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, lastDeed, refuseStep, type StepTaken, stepFrom, takeStep } from '../../casework/index.ts';
import { eligibilityOf } from '../eligibility/eligibility.ts';
import type { RepairRecord } from '../eligibility/records-of.ts';
import { REPAIR } from '../rules.ts';
import { type HeldPart, recordsOfPart, takePart } from './part.ts';
import { recordWords } from './record-words.ts';

/** A record that is not repaired, and why. */
export type RecordRefused = { recordId: string; reason: string };

/** `refuse`: those of the part that are not repaired; `met`: conditions of the catalogue that were found to be met. */
export type Proposal = { reason: string; refuse?: RecordRefused[] | undefined; met?: string[] | undefined };

/** What was put to the second person. */
export type Proposed = { granted: string[]; refused: RecordRefused[]; met: string[] };

/** Puts the result to the second person: which records are repaired, which are not and why. */
export async function proposeResult(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, refuse: said = [], met = [] }: Proposal,
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(REPAIR, held.state, 'proposed') === undefined) return refuseStep(REPAIR, held.state, 'proposed');
  const records = await recordsOfPart(trx, acting, held, { met });
  // they stand in the deed, on the paper and in the message
  const refused = said.map((one) => ({ ...one, reason: maskEveryIdentifierIn(one.reason) }));
  const ids = refused.map(({ recordId }) => recordId);
  if (new Set(ids).size < ids.length || ids.some((id) => !records.some(({ recordId }) => recordId === id))) {
    return refuse('invalid-request', '不予修复的信息须是本件申请中的信息，每条写一次。', { field: 'refuse' });
  }
  const granted = records.filter(({ recordId }) => !ids.includes(recordId));
  const amiss = refuseUngrantable(granted, today(acting.act.now));
  if (amiss !== null) return amiss;
  const content: Proposed = { granted: granted.map(({ recordId }) => recordId), refused, met };
  return takeStep(trx, acting.act, REPAIR, held, { deed: 'proposed', reason, content });
}

/** Nothing is repaired before its day, without its proof, or against the law: whoever decides. */
export function refuseUngrantable(records: readonly RepairRecord[], day: string): Refusal | null {
  for (const record of records) {
    const { missing, notRepairable } = eligibilityOf(record.facts, day);
    const first = notRepairable ?? missing[0];
    if (first === undefined) continue;
    return refuse('not-permitted', `${recordWords(record)}不能准予修复：${first.says}`, {
      recordId: record.recordId,
      missing: missing.map(({ code }) => code),
      ...(first.clause === undefined ? {} : { clause: first.clause }),
    });
  }
  return null;
}

export function proposalOf(held: HeldPart): Proposed & { reason: string } {
  const deed = lastDeed(held, 'proposed');
  if (deed === undefined) throw new Error('what is decided was proposed');
  return { ...(deed.content as Proposed), reason: deed.reason ?? '' };
}

/** The second person sends it back, with the reason. */
export async function sendBack(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takePart(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, REPAIR, held, { deed: 'sent-back', reason });
}
