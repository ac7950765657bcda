import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../casework/index.ts';
import { takeListing } from './listing.ts';
import { LISTING } from './rules.ts';
import { HONOURS_LAPSE } from './take-effect.ts';

/**
 * A repair is revoked: the organisation is on its list again, to the last day that was decided, and its agency can remove it
 * as before. The caller brings the record back (`reopenRecord`). A person whom the entry named was let go, and erased where
 * nothing else held the person: nobody is bound again without an own notice.
 */
export async function reinstateListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, documentNo }: { reason: string; documentNo: string },
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const taken = await takeStep(trx, acting.act, LISTING, held, { deed: 'reinstated', reason, documentNo });
  if (isRefusal(taken)) return taken;
  const { subjectId } = held;
  await acting.jobs.add(trx, HONOURS_LAPSE, { subjectId }, { jobKey: `${HONOURS_LAPSE}:${subjectId}` });
  return taken;
}
