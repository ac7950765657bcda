import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { HeldGround, HeldRelief } from './measures-in-force.ts';

/** Subjects of one look-up at most; a check of more asks in chunks. */
export const SUBJECTS_A_LOOK_UP = 1_000;
/** Grounds of one subject at most. A cut-off answer could lose a restriction, so reaching it is a bug, never an answer. */
export const GROUNDS_A_SUBJECT = 2_000;

/** The columns of `groundsOf`, in order; all null where a left join found none. */
export type GroundColumns = [
  recordId: string,
  trigger: string,
  validFrom: CalendarDate,
  validUntil: CalendarDate | null,
  documentNo: string | null,
  authority: string,
  authorityName: string | null,
  suspended: boolean,
  category: string,
  list: string | null,
  reliefs: HeldRelief[] | null,
];
export const GROUND_COLUMNS = `g.record_id, g.trigger, g.valid_from, g.valid_until, g.document_no, g.authority,
  g.authority_name, g.suspended, g.category, g.list, g.reliefs`;

/**
 * SQL for a lateral join `g`: the grounds in force on a day for one subject. One lookup in `measure_ground_in_force`, and
 * the record, its open suspension and its reliefs for the few subjects that have any. For every statement that asks what is in force,
 * so that there is one place where it is said. `subjectId` and `day` are SQL expressions of our own.
 */
export function groundsOf(subjectId: string, day: string): string {
  return `lateral (
    select mg.record_id, mg.trigger, mg.valid_from, mg.valid_until, r.document_no, r.authority, r.authority_name,
           p.hides is not null as suspended,
           r.category, r.list,
           (select jsonb_agg(jsonb_build_object('matter', f.matter, 'measure', f.measure, 'requestRef', f.request_ref,
                                                'documentNo', f.document_no, 'act', f.act, 'until', f.until_day)
                             order by f.confirmed_at, f.relief_id)
              from measure_relief f
             where f.subject_id = mg.subject_id and f.record_id = mg.record_id and f.confirmed_at is not null
               and f.ended_at is null and f.from_day <= ${day} and f.until_day >= ${day}) as reliefs
      from measure_ground mg
      join record r on r.subject_id = mg.subject_id and r.record_id = mg.record_id and r.version = mg.version
     cross join lateral (select bool_or(s.hides) as hides from record_suspension s
        where s.subject_id = mg.subject_id and s.record_id = mg.record_id and s.superseded_at is null) p
     where mg.subject_id = ${subjectId} and mg.superseded_at is null and p.hides is not true
       and mg.valid_from <= ${day} and (mg.valid_until is null or mg.valid_until >= ${day})
     order by mg.valid_from, mg.record_id, mg.ground_no
     limit ${GROUNDS_A_SUBJECT}) g`;
}

const GROUNDS_IN_FORCE = `
select asked.subject_id, ${GROUND_COLUMNS}
  from unnest($1::text[]) asked(subject_id)
 cross join ${groundsOf('asked.subject_id', '$2::date')}`;

/** The grounds in force, by subject; a subject without any is absent. `subjectIds` are distinct. */
export async function groundsInForce(
  db: Queryable,
  subjectIds: readonly string[],
  day: CalendarDate,
): Promise<GroundsBySubject> {
  assert(subjectIds.length <= SUBJECTS_A_LOOK_UP, 'ask in chunks');
  const bySubject: GroundsBySubject = new Map();
  if (subjectIds.length === 0) return bySubject;
  const { rows } = await db.query<[string, ...GroundColumns]>({
    name: 'grounds-in-force',
    text: GROUNDS_IN_FORCE,
    values: [subjectIds, day],
    rowMode: 'array',
  });
  for (const [subjectId, ...columns] of rows) addGround(bySubject, subjectId, columns);
  return bySubject;
}

export type GroundsBySubject = Map<string, HeldGround[]>;

export function addGround(bySubject: GroundsBySubject, subjectId: string, columns: GroundColumns): void {
  const [recordId, trigger, validFrom, validUntil, documentNo, authority, authorityName, suspended, ...rest] = columns;
  const [category, list, reliefs] = rest;
  const ground = {
    subjectId,
    recordId,
    trigger,
    category,
    list,
    validFrom,
    validUntil,
    documentNo,
    authority,
    authorityName,
    suspended,
    reliefs: reliefs ?? [],
  };
  const known = bySubject.get(subjectId);
  if (known === undefined) bySubject.set(subjectId, [ground]);
  else known.push(ground);
  assert((known?.length ?? 1) < GROUNDS_A_SUBJECT, `more grounds in force for ${subjectId} than a check reads`);
}
