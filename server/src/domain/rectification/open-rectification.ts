import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, openCase, refuseAbolished } from '../casework/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import type { Found } from './rectification.ts';
import { RECTIFICATION } from './rules.ts';

export type NewRectification = Found & {
  /** 统一社会信用代码. */
  subject: string;
};

/** The agency that found something opens the case; no record comes of it, and nobody outside sees it. */
export async function openRectification(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subject: code, facts, grounds }: NewRectification,
): Promise<{ caseId: string; state: string } | Refusal> {
  const abolished = await refuseAbolished(trx, act.agency, today(act.now));
  if (abolished !== null) return abolished;
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing === 'retired') return refuseUnknown();
  const found: Found = { facts: maskEveryIdentifierIn(facts.trim()), grounds: maskEveryIdentifierIn(grounds.trim()) };
  return openCase(
    trx,
    act,
    RECTIFICATION,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version },
    { deed: 'opened', content: found },
  );
}

export function refuseUnknown(): Refusal {
  return refuse('not-found', '没有找到该单位，请核对统一社会信用代码。', { field: 'subject' });
}
