import type { Term } from '../../kernel/dates.ts';
import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type Decided, type HeldCase, lastDeed, takeCase } from '../casework/index.ts';
import { HONOUR, HONOUR_CATEGORY, honourUntil, type Proposer } from './rules.ts';

/** For what an organisation is to be honoured: said when the case is accepted, and read by every later deed. */
export type Candidacy = {
  honour: string;
  /** What the organisation did, and the clauses the honour rests on. */
  grounds: string;
  /** Shorter than the longest the catalogue allows where given. */
  term?: Term;
  proposedBy?: { kind: Proposer; name: string };
};

export type HeldHonour = HeldCase & {
  /** Undefined while an application waits to be accepted. */
  candidacy: Candidacy | undefined;
};

/** The case of an honour, held by this transaction, with its candidacy. */
export async function takeHonour(
  trx: Transaction,
  { act, reach }: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldHonour | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, HONOUR, caseId);
  if (isRefusal(held)) return held;
  const said = lastDeed(held, 'accepted') ?? lastDeed(held, 'nominated') ?? lastDeed(held, 'recommended');
  return { ...held, candidacy: said?.content as Candidacy | undefined };
}

/** The candidacy of a case that has come past its acceptance; the chart holds that it has one. */
export function candidacyOf({ candidacy }: HeldHonour): Candidacy {
  if (candidacy === undefined) throw new Error('an accepted case has its candidacy');
  return candidacy;
}

/** What the decision would say if it were made today. */
export function decisionOf(
  { act, catalogue }: Pick<Acting, 'act' | 'catalogue'>,
  { honour, grounds, term }: Candidacy,
  documentNo: string,
): (Decided & { validUntil: string }) | Refusal {
  const decidedOn = today(act.now);
  const validUntil = honourUntil(catalogue, decidedOn, term);
  if (isRefusal(validUntil)) return validUntil;
  return { category: HONOUR_CATEGORY, documentNo, decidedOn, validUntil, details: { honour, grounds } };
}
