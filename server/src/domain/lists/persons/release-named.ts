import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, casePersons } from '../../casework/index.ts';
import { releasePerson } from '../../subjects/index.ts';
import type { HeldListing } from '../listing.ts';
import type { Ending } from '../rules.ts';

/** The entry has left its list: it holds nobody any more, and whoever nothing else holds is erased. */
export async function releaseNamed(
  trx: Transaction,
  { act }: Acting,
  held: HeldListing,
  { kind, recordId, documentNo }: { kind: Ending; recordId: string; documentNo: string },
): Promise<Refusal | null> {
  for (const { heldAs } of await casePersons(trx, held)) {
    if (heldAs === null) continue;
    const released = await releasePerson(trx, act, {
      subjectId: heldAs,
      organisation: held.subjectId,
      recordId,
      reason: kind === 'revoked' || kind === 'court' ? 'decision-void' : 'term-over',
      document: documentNo,
    });
    if (isRefusal(released)) return released;
  }
  return null;
}
