import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type HeldCase, takeCase } from '../casework/index.ts';
import { RECTIFICATION } from './rules.ts';

/** What was found, and the clauses it is asked to be mended on. */
export type Found = { facts: string; grounds: string };

export type HeldRectification = HeldCase & { found: Found };

/** The case of an order, held by this transaction, with what was found. */
export async function takeRectification(
  trx: Transaction,
  { act, reach }: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldRectification | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, RECTIFICATION, caseId);
  if (isRefusal(held)) return held;
  const [first] = held.deeds;
  if (first === undefined) throw new Error('a case begins with a deed');
  return { ...held, found: first.content as Found };
}
