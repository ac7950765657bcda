import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { HeldGround } from './measures-in-force.ts';

/** Subjects of one look-up at most; a check of more asks in chunks. */
export const SUBJECTS_A_LOOK_UP = 1_000;
/** Grounds of one subject at most. A cut-off answer could lose a restriction, so reaching it is a bug, never an answer. */
export const GROUNDS_A_SUBJECT = 2_000;

type Row = [
  subjectId: string,
  recordId: string,
  trigger: string,
  validFrom: CalendarDate,
  validUntil: CalendarDate | null,
  documentNo: string | null,
  authority: string,
  authorityName: string | null,
  suspended: boolean,
];

/**
 * Grounds in force on a day for some subjects: one lookup in `measure_ground_in_force` for each, and the record and its
 * open suspension for the few that have any. Ordered by first day and record, so that answers repeat exactly.
 */
const GROUNDS_IN_FORCE = `
select g.subject_id, g.record_id, g.trigger, g.valid_from, g.valid_until,
       r.document_no, r.authority, r.authority_name,
       exists (select from record_suspension s
                where s.subject_id = g.subject_id and s.record_id = g.record_id and s.superseded_at is null)
  from unnest($1::text[]) asked(subject_id)
 cross join lateral (
       select * from measure_ground mg
        where mg.subject_id = asked.subject_id and mg.superseded_at is null
          and mg.valid_from <= $2::date and (mg.valid_until is null or mg.valid_until >= $2::date)
        order by mg.valid_from, mg.record_id, mg.ground_no limit ${GROUNDS_A_SUBJECT}) g
  join record r on r.subject_id = g.subject_id and r.record_id = g.record_id and r.version = g.version
 order by g.valid_from, g.record_id, g.ground_no`;

/** The grounds in force, by subject; a subject without any is absent. `subjectIds` are distinct. */
export async function groundsInForce(
  db: Queryable,
  subjectIds: readonly string[],
  day: CalendarDate,
): Promise<Map<string, HeldGround[]>> {
  assert(subjectIds.length <= SUBJECTS_A_LOOK_UP, 'ask in chunks');
  const bySubject = new Map<string, HeldGround[]>();
  if (subjectIds.length === 0) return bySubject;
  const { rows } = await db.query<Row>({
    name: 'grounds-in-force',
    text: GROUNDS_IN_FORCE,
    values: [subjectIds, day],
    rowMode: 'array',
  });
  for (const row of rows) {
    const ground = groundOf(row);
    const known = bySubject.get(ground.subjectId);
    if (known === undefined) bySubject.set(ground.subjectId, [ground]);
    else known.push(ground);
    assert(
      (known?.length ?? 1) < GROUNDS_A_SUBJECT,
      `more grounds in force for ${ground.subjectId} than a check reads`,
    );
  }
  return bySubject;
}

function groundOf(row: Row): HeldGround {
  const [subjectId, recordId, trigger, validFrom, validUntil, documentNo, authority, authorityName, suspended] = row;
  return { subjectId, recordId, trigger, validFrom, validUntil, documentNo, authority, authorityName, suspended };
}
