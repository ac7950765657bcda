import type { Queryable } from '../../../platform/db/write.ts';
import { checkIdsFrom } from '../../checks/index.ts';
import { BITING, feedbackDue, IS_HIT } from '../hits/open-hits.ts';
import { daysOf, momentsOf, type Period } from './period.ts';

/** Of checks answered in a period: how many, about whom, and what was done with each measure that bit. */
export type CheckCounts = {
  checks: number;
  subjects: number;
  /** Answers that named a measure that bites. */
  subjectsHit: number;
  measuresOwed: number;
  closedInTime: number;
  closedLate: number;
  open: number;
  /** Of those open, past their day. */
  overdue: number;
  applied: number;
  notApplicable: number;
  overridden: number;
};

export const NO_CHECKS: CheckCounts = {
  checks: 0,
  subjects: 0,
  subjectsHit: 0,
  measuresOwed: 0,
  closedInTime: 0,
  closedLate: 0,
  open: 0,
  overdue: 0,
  applied: 0,
  notApplicable: 0,
  overridden: 0,
};

/** $1 and $2 the ids of checks between which, $3 agencies, $4 the last day in time for every day, $5 today. */
const COUNTED = `
with due as (
  select day, due from jsonb_to_recordset($4::jsonb) as d(day date, due date)
), asked as (
  select h.check_id, h.agency, h.subjects, (h.answered_at at time zone 'Asia/Shanghai')::date as day from check_head h
   where h.check_id >= $1 and h.check_id < $2 and h.agency is not null and ($3::text[] is null or h.agency = any($3))
), owed as (
  select q.agency, a.check_id, a.position, d.due, f.outcome,
         (f.recorded_at at time zone 'Asia/Shanghai')::date as closed_on
    from asked q
    join due d on d.day = q.day
    join check_answer a on a.check_id = q.check_id and ${IS_HIT}
   cross join ${BITING} b
    left join check_feedback f on f.subject_id = a.subject_id and f.check_id = a.check_id and f.position = a.position
                              and f.measure = b.measure
), closing as (
  select agency, count(distinct (check_id, position))::int as "subjectsHit", count(*)::int as "measuresOwed",
         count(*) filter (where closed_on <= due)::int as "closedInTime",
         count(*) filter (where closed_on > due)::int as "closedLate",
         count(*) filter (where outcome is null)::int as open,
         count(*) filter (where outcome is null and due < $5)::int as overdue,
         count(*) filter (where outcome = 'applied')::int as applied,
         count(*) filter (where outcome = 'not-applicable')::int as "notApplicable",
         count(*) filter (where outcome = 'overridden')::int as overridden
    from owed group by agency
), asking as (
  select agency, count(*)::int as checks, sum(subjects)::int as subjects from asked group by agency
)
select * from asking left join closing using (agency) order by agency`;

export async function countChecks(
  db: Queryable,
  agencies: readonly string[] | null,
  period: Period,
): Promise<Map<string, CheckCounts>> {
  const { since, before } = momentsOf(period);
  const due = daysOf(period).map((day) => ({ day, due: feedbackDue(period.catalogue, day, period.today).dueOn }));
  const { rows } = await db.query<{ agency: string } & { [Name in keyof CheckCounts]: number | null }>(COUNTED, [
    checkIdsFrom(since),
    checkIdsFrom(before),
    agencies,
    JSON.stringify(due),
    period.today,
  ]);
  return new Map(
    rows.map(({ agency, ...counts }) => {
      const said = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== null));
      return [agency, { ...NO_CHECKS, ...said }];
    }),
  );
}
