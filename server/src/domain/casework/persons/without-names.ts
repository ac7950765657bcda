import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { HeldCase } from '../cases/case.ts';
import { openIdentities } from './case-persons.ts';
import { withoutIdentity } from './person-words.ts';

/**
 * What somebody writes in a case as it may be kept: without anybody's number, and with the token of everybody still sealed in
 * the case in the place of the name. A token is longer than the name it stands for, so what is kept may be longer, too.
 */
export async function withoutNames(
  db: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  held: Pick<HeldCase, 'subjectId' | 'caseId'>,
): Promise<(text: string) => string> {
  // a name may be part of a longer one
  const named = [...(await openIdentities(db, secrets, held))].sort(([, a], [, b]) => b.name.length - a.name.length);
  return (text) =>
    named.reduce(
      (kept, [personNo, { name }]) => withoutIdentity(kept, name, personNo),
      withoutIdentity(text, undefined, 0),
    );
}
