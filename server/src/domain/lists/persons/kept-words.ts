import type { Transaction } from '../../../platform/db/write.ts';
import { type Acting, REASON_CHARACTERS, withoutNames } from '../../casework/index.ts';
import type { HeldListing } from '../listing.ts';

/** What is written in a listing as it is kept: nobody named in it is named in clear, as long as a reason may be. */
export async function keptWords(
  trx: Transaction,
  { secrets }: Pick<Acting, 'secrets'>,
  held: HeldListing,
  text: string,
): Promise<string> {
  return (await withoutNames(trx, secrets, held))(text, REASON_CHARACTERS);
}
