import { today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';
import { normalNumber, type PersonIdentifier } from './identifier.ts';
import { whilePersonsStand } from './one-at-a-time.ts';
import { blindIndex } from './person-keys.ts';

/**
 * The one way to a person from outside: the whole number, by its blind index. Nobody whose term is over or who was erased
 * is found. Journalled whether found or not; the number is not.
 */
export async function findPersonByIdentifier(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  identifier: PersonIdentifier,
): Promise<string | null> {
  await whilePersonsStand(trx);
  const subjectId = await personOf(trx, secrets, identifier);
  const held = subjectId !== null && (await isHeld(trx, subjectId, act.now)) ? subjectId : null;
  await journal(trx, act, {
    event: 'person.sought',
    ...(held === null ? {} : { subjectId: held }),
    detail: { found: held !== null },
  });
  return held;
}

/** Whoever has this number, also when the term is over; while keys are rotated, under each version still in use. */
export async function personOf(
  db: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  identifier: PersonIdentifier,
): Promise<string | null> {
  const normal = normalNumber(identifier);
  if (normal === null) return null;
  // two while keys are rotated, else one
  const versions = await db.query<{ version: number }>('select distinct index_version as version from person_identity');
  const indexes = versions.rows.map(({ version }) => blindIndex(secrets, version, identifier.kind, normal));
  const { rows } = await db.query<{ subjectId: string }>(
    'select subject_id as "subjectId" from person_identity where identifier_index = any($1::bytea[])',
    [indexes],
  );
  return rows[0]?.subjectId ?? null;
}

async function isHeld(db: Queryable, subjectId: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from person_ground where subject_id = $1 and until_day >= $2 and from_day <= $2 and released_at is null limit 1',
    [subjectId, today(now)],
  );
  return rowCount === 1;
}
