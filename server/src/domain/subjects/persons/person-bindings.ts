import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';

/** Grounds read of one person at most. */
const BINDINGS_AT_MOST = 100;

/** A listing decision that names a person, and the days for which the person is held. */
export type PersonBinding = { organisation: string; recordId: string; from: CalendarDate; until: CalendarDate };

/**
 * On which decisions a person is held on a day, those the person objects to aside while that is verified. Alone it binds
 * nobody: whether the decision is still in force its record says.
 */
export async function bindingsOf(db: Queryable, subjectId: string, day: CalendarDate): Promise<PersonBinding[]> {
  const { rows } = await db.query<PersonBinding>(
    `select organisation, record_id as "recordId", from_day as from, until_day as until from person_ground
      where subject_id = $1 and from_day <= $2 and until_day >= $2 and released_at is null and suspended_at is null
      order by ground_no limit ${BINDINGS_AT_MOST}`,
    [subjectId, day],
  );
  return rows;
}
