import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../casework/index.ts';
import { takeListing } from './listing.ts';
import { keptWords } from './persons/kept-words.ts';
import { LISTING } from './rules.ts';

/** The second official sends a proposal back, with the reason. */
export async function returnListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const kept = await keptWords(trx, acting, held, reason);
  return takeStep(trx, acting.act, LISTING, held, { deed: 'returned', reason: kept });
}
