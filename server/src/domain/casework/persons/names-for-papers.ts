import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Act } from '../../journal/index.ts';
import { nameOfPerson } from '../../subjects/index.ts';
import type { HeldCase } from '../cases/case.ts';
import type { FilledPaper } from '../papers/index.ts';
import { casePersons, openIdentities } from './case-persons.ts';
import { hasTokens, withNames } from './person-words.ts';

/**
 * A paper of a case with the names of its persons: from the case until the decision takes effect, then from the persons
 * held apart, where the person sees that it was looked at. Whoever is erased stays a mark.
 */
export async function namedPaper(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  held: Pick<HeldCase, 'subjectId' | 'caseId'>,
  paper: FilledPaper,
): Promise<FilledPaper> {
  if (!hasTokens(paper)) return paper;
  const sealed = await openIdentities(trx, secrets, held);
  const names = new Map([...sealed].map(([personNo, { name }]) => [personNo, name]));
  for (const { personNo, heldAs } of await casePersons(trx, held)) {
    const name = heldAs === null ? null : await nameOfPerson(trx, secrets, act, heldAs);
    if (name !== null) names.set(personNo, name);
  }
  return withNames(paper, names);
}
