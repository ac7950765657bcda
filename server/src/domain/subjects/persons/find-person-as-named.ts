import { personNameKey } from '../../../kernel/text.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Act } from '../../journal/index.ts';
import { findPersonByIdentifier } from './find-person-by-identifier.ts';
import type { PersonIdentifier } from './identifier.ts';
import { sealedName } from './name-of-person.ts';

/**
 * Somebody asked about by whole number and name together. A number under another name is nobody, and nothing tells the two
 * apart; the look is journalled either way, so that the person sees it.
 */
export async function findPersonAsNamed(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  { identifier, name }: { identifier: PersonIdentifier; name: string },
): Promise<string | null> {
  const subjectId = await findPersonByIdentifier(trx, secrets, act, identifier);
  if (subjectId === null) return null;
  const held = await sealedName(trx, secrets, subjectId);
  return held !== null && personNameKey(held) === personNameKey(name) ? subjectId : null;
}
