import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { addGround, GROUND_COLUMNS, type GroundColumns, type GroundsBySubject, groundsOf } from '../measures/index.ts';
import { CURRENCY, type Currency } from './coverage.ts';
import { ANSWERABLE, SUBJECT_COLUMNS, type Subject, type SubjectColumns, subjectOf } from './subject-rows.ts';

export type ByCode = { subjects: Map<string, Subject>; grounds: GroundsBySubject; currency: Currency };

/**
 * All that the usual check needs in one statement: the subjects whose id is the code, their grounds in force on the day,
 * and how current the sources are (on the first row only). A round trip costs more than what it asks for.
 */
const BY_CODE = `
select case when a.n = 1 then (${CURRENCY}) end, ${SUBJECT_COLUMNS}, ${GROUND_COLUMNS}
  from unnest((select $1::text[])) with ordinality a(code, n)
  left join subject s on s.subject_id = a.code and ${ANSWERABLE}
  left join ${groundsOf('s.subject_id', '$2::date')} on true`;

type Row = [currency: Record<string, CalendarDate> | null, ...SubjectColumns, ...GroundColumns];
const FIRST_OF_SUBJECT = 1;
const FIRST_OF_GROUND = 8;

/** `codes` may be empty: the currency is answered all the same. */
export async function readByCode(db: Queryable, codes: readonly string[], day: CalendarDate): Promise<ByCode> {
  const { rows } = await db.query<Row>({
    name: 'check-by-code',
    text: BY_CODE,
    values: [codes.length === 0 ? [''] : codes, day],
    rowMode: 'array',
  });
  const found: ByCode = { subjects: new Map(), grounds: new Map(), currency: new Map() };
  for (const row of rows) {
    if (row[0] !== null) found.currency = new Map(Object.entries(row[0]));
    const subjectId = row[FIRST_OF_SUBJECT] as string | null;
    if (subjectId === null) continue;
    if (!found.subjects.has(subjectId)) {
      found.subjects.set(subjectId, subjectOf(row.slice(FIRST_OF_SUBJECT, FIRST_OF_GROUND) as SubjectColumns));
    }
    const ground = row.slice(FIRST_OF_GROUND) as GroundColumns | null[];
    if (ground[0] != null) addGround(found.grounds, subjectId, ground as GroundColumns);
  }
  return found;
}
