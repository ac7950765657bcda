import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';
import { placeOf, unseal } from './person-keys.ts';

/** The name of somebody held, for a document of the decision that names the person; null once erased. The person sees it. */
export async function nameOfPerson(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  subjectId: string,
): Promise<string | null> {
  const name = await sealedName(trx, secrets, subjectId);
  if (name !== null) await journal(trx, act, { event: 'person.shown', subjectId });
  return name;
}

export async function sealedName(
  db: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  subjectId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ name: Buffer; version: number }>(
    'select sealed_name as name, seal_version as version from person_identity where subject_id = $1',
    [subjectId],
  );
  const held = rows[0];
  return held === undefined ? null : unseal(secrets, held.version, placeOf(subjectId, 'name'), held.name);
}
