import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { sealedName } from '../../subjects/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { casePersons, openIdentities } from './case-persons.ts';
import { withoutIdentity } from './person-words.ts';

/**
 * What somebody writes in a case as it may be kept: without anybody's number, and with the token of everybody named in it, and
 * still sealed there or held apart, in the place of the name. A token is longer than most names: what is kept is cut at `most`.
 */
export async function withoutNames(
  db: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  held: Pick<HeldCase, 'subjectId' | 'caseId'>,
): Promise<(text: string, most: number) => string> {
  const named = [...(await openIdentities(db, secrets, held))].map(([personNo, { name }]) => ({ personNo, name }));
  for (const { personNo, heldAs } of await casePersons(db, held)) {
    const name = heldAs === null ? null : await sealedName(db, secrets, heldAs);
    if (name !== null) named.push({ personNo, name });
  }
  // a name may be part of a longer one
  named.sort((a, b) => b.name.length - a.name.length);
  return (text, most) => {
    const masked = withoutIdentity(text, undefined, 0);
    const kept = named.reduce((words, { personNo, name }) => withoutIdentity(words, name, personNo), masked);
    return [...kept].slice(0, most).join('');
  };
}
