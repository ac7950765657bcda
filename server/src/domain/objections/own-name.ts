import type { Transaction } from '../../platform/db/write.ts';
import { type Acting, tokenOf, withoutIdentity } from '../casework/index.ts';
import { sealedName } from '../subjects/index.ts';
import type { ObjectionRow } from './objection.ts';

/** What stands for the own name. No longer than any name that is looked for, so that no text outgrows its bound. */
const SELF = '本人';

/**
 * Free text of an objection as it may be kept: a person's has another word in the place of the own name, so that
 * who it is goes when the person is erased. Of an organisation's it stays as it was written.
 */
export async function withoutOwnName(
  trx: Transaction,
  { secrets }: Pick<Acting, 'secrets'>,
  { personId, personNo }: Pick<ObjectionRow, 'personId' | 'personNo'>,
): Promise<(text: string) => string> {
  if (personNo === null) return (text) => text;
  const name = (await sealedName(trx, secrets, personId)) ?? undefined;
  return (text) => withoutIdentity(text, name, personNo).replaceAll(tokenOf(personNo), SELF);
}
