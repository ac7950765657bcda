import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { workingDayAfter, workingDaysBetween } from '../../../kernel/working-days.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { HITS } from '../../checks/index.ts';

/** An answer whose measures have not all been reported on. */
export type OpenHit = {
  checkId: string;
  position: number;
  agency: string;
  matter: string;
  requestRef: string | null;
  subject: { subjectId: string; code: string | null; name: string };
  answeredAt: Date;
  /** Codes of the measures still to be reported on. */
  open: string[];
  /** Records that a measure still to be reported on rests on, and that ended or were corrected since: nobody acts on them. */
  ended: string[];
  ageWorkingDays: number;
  dueOn: CalendarDate;
  provisional: boolean;
  overdue: boolean;
};

/** Where a page of hits ended: ids of checks are in order of time. */
export type HitPlace = { checkId: string; position: number };

type Row = Omit<OpenHit, 'subject' | 'ageWorkingDays' | 'dueOn' | 'provisional' | 'overdue'> & {
  subjectId: string;
  code: string | null;
  name: string;
};

/** The predicate of the index `check_answer_hit`, word for word. */
export const IS_HIT = `a.verdict in (${HITS.map((verdict) => `'${verdict}'`).join(', ')})`;

/** SQL for a lateral join: the codes of the measures of answer `a` that bit, each once. What bites is `bites` of `measures`. */
export const BITING = `lateral (select distinct m ->> 'measure' as measure from jsonb_array_elements(a.measures) m
  where not m ? 'suspended' and not m ? 'relief')`;

const OPEN_HITS = `
select a.check_id as "checkId", a.position, h.agency, h.matter, h.request_ref as "requestRef", a.subject_id as "subjectId",
       s.code, s.name, a.answered_at as "answeredAt", o.open, e.ended
  from check_answer a
  join check_head h on h.check_id = a.check_id and h.agency is not null and ($1::text[] is null or h.agency = any($1))
  cross join lateral (
    select array_agg(b.measure order by b.measure) as open from ${BITING} b
     where not exists (select from check_feedback f where f.subject_id = a.subject_id and f.check_id = a.check_id
                          and f.position = a.position and f.measure = b.measure)) o
  cross join lateral (select coalesce(array_agg(r.id order by r.id), '{}') as ended
    from (select distinct m -> 'decision' ->> 'recordId' as id from jsonb_array_elements(a.measures) m
           where m ->> 'measure' = any(o.open)) r
   where not exists (select from record_window w where w.subject_id = a.subject_id and w.record_id = r.id
                        and w.superseded_at is null)
      or exists (select from record_suspension p where p.subject_id = a.subject_id and p.record_id = r.id
                    and p.superseded_at is null and p.hides)
      or exists (select from record_deed d where d.subject_id = a.subject_id and d.record_id = r.id
                    and d.kind = 'correction' and d.recorded_at >= a.answered_at)) e
  join subject s on s.subject_id = a.subject_id
 where ${IS_HIT} and o.open is not null and ($2::text is null or (a.check_id, a.position) > ($2, $3))
 order by a.check_id, a.position limit $4`;

/** The oldest answers first that an agency has still to close; so what is overdue comes first. */
export async function openHits(
  db: Queryable,
  {
    agencies,
    catalogue,
    today: day,
    limit,
    after,
  }: {
    agencies: readonly string[] | null;
    catalogue: Catalogue;
    today: CalendarDate;
    limit: number;
    after?: HitPlace | undefined;
  },
): Promise<OpenHit[]> {
  const { rows } = await db.query<Row>(OPEN_HITS, [agencies, after?.checkId ?? null, after?.position ?? null, limit]);
  return rows.map(({ subjectId, code, name, ...row }) => {
    const answeredOn = today(row.answeredAt);
    return {
      ...row,
      subject: { subjectId, code, name },
      ageWorkingDays: workingDaysBetween(answeredOn, day, catalogue.workingDays).days,
      ...feedbackDue(catalogue, answeredOn, day),
    };
  });
}

/** The last day in time for reporting on what was answered on a day. */
export function feedbackDue(
  { policy, workingDays }: Pick<Catalogue, 'policy' | 'workingDays'>,
  answeredOn: CalendarDate,
  day: CalendarDate,
): Pick<OpenHit, 'dueOn' | 'provisional' | 'overdue'> {
  const { date, provisional } = workingDayAfter(answeredOn, policy.feedbackWorkingDays, workingDays);
  return { dueOn: date, provisional, overdue: date < day };
}
