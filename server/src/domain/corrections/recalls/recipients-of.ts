import type { Queryable } from '../../../platform/db/write.ts';

/** How somebody received a record; `check` is read from the log of checks, the rest from the disclosures. */
export type ReceivedWay = 'archive' | 'check' | 'feed' | 'finding' | 'export';

export type Received = { recipient: string; ways: ReceivedWay[]; lastAt: Date };

/**
 * Who received a record, and nobody else: looks that were remembered, checks that were answered with a measure that rests on
 * it (of the organisation, and of persons its decision named), and agencies that said their own systems heed it. One look-up
 * among the rows of the subject; a check asked in no agency's name has nobody to tell.
 */
const RECIPIENTS = `
with relied as (select jsonb_build_array(jsonb_build_object('decision', jsonb_build_object('recordId', $2::text))) as measure)
select recipient, array_agg(distinct way order by way) as ways, max(at) as "lastAt"
  from (
    select d.recipient, unnest(d.ways) as way, d.last_at as at from record_disclosure d
     where d.subject_id = $1 and d.record_id = $2 and d.first_at <= $3
    union all
    select h.agency, 'check', a.answered_at from check_answer a cross join relied
      join check_head h on h.check_id = a.check_id
     where a.subject_id = $1 and a.answered_at <= $3 and a.measures @> relied.measure
    union all
    select h.agency, 'check', a.answered_at
      from (select distinct p.held_as from record r
              join case_person p on p.subject_id = r.subject_id and p.case_id = r.case_id and p.held_as is not null
             where r.subject_id = $1 and r.record_id = $2) named cross join relied
      join person_check a on a.subject_id = named.held_as and a.answered_at <= $3 and a.measures @> relied.measure
      join check_head h on h.check_id = a.check_id
    union all
    select e.agency, 'feed', e.recorded_at from entry_response e
     where e.subject_id = $1 and e.record_id = $2 and e.recorded_at <= $3
  ) received
  join agency on agency.uscc = received.recipient
 group by recipient order by recipient collate "C"`;

/** `before`: whoever received it first after that was given it as it is now. */
export async function recipientsOf(
  db: Queryable,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  before: Date,
): Promise<Received[]> {
  const { rows } = await db.query<Received>(RECIPIENTS, [subjectId, recordId, before]);
  return rows;
}
