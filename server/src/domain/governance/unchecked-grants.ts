import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Restriction } from './restrictions.ts';

/** What became of the check before a decision for a restricted organisation. */
export const CHECK_OUTCOMES = ['no-check', 'checked-no-feedback', 'checked-overridden', 'checked-not-applied'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** What the desk said it did with one measure it was told of; null where it said nothing. */
export type ToldOutcome = {
  measure: string;
  outcome: 'applied' | 'not-applicable' | 'overridden' | null;
  reason: string | null;
  approvedBy: string | null;
};

export type GrantGround = {
  recordId: string;
  trigger: string;
  category: string;
  list: string | null;
  validFrom: CalendarDate;
  validUntil: CalendarDate | null;
  documentNo: string | null;
  authority: string;
  authorityName: string | null;
  knownOn: CalendarDate;
};

export type UncheckedGrant = {
  authority: string;
  category: string;
  subjectId: string;
  subjectCode: string | null;
  subjectName: string;
  subjectKind: string;
  recordId: string;
  documentNo: string | null;
  decidedOn: CalendarDate;
  grounds: GrantGround[];
  outcome: CheckOutcome;
  checkId: string | null;
  matter: string | null;
  checkedOn: CalendarDate | null;
  told: ToldOutcome[] | null;
};

export type GrantsAsked = {
  restrictions: readonly Restriction[];
  from: CalendarDate;
  until: CalendarDate;
  /** How long before the decision a check still counts. */
  checkedWithinDays: number;
  /** Whose decisions; null: everybody's. */
  authorities: readonly string[] | null;
  outcome?: CheckOutcome | undefined;
  /** One record alone. */
  recordId?: string | undefined;
};

const DAY = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`;
/** The first check of a day in Shanghai: a check's id begins with its moment (`checks/check-id.ts`). */
const FIRST_CHECK_OF = (day: string): string =>
  `overlay(lpad(to_hex((extract(epoch from (${day})::timestamp at time zone 'Asia/Shanghai') * 1000)::bigint), 12, '0')
     placing '-' from 9 for 0) collate "C"`;

/**
 * From the few grounds of restrictions to the decisions for their organisations, never the other way round, which the
 * lateral joins hold the planner to. `found` is
 * one row a decision: known as of now, but only where the ground held and was known on the day of the decision, and no
 * suspension was open then or is open now. What was withdrawn or is withheld is used against nobody.
 */
const FOUND = `
with restriction as materialized (
  select * from json_to_recordset($1::json)
    as b(category text, trigger text, source text, listed boolean, kinds text[], matters text[], "from" date, until date)
), ground as materialized (
  select g.subject_id, s.kind, s.code, s.name, g.record_id, g.version, g.trigger, g.valid_from, g.valid_until
    from measure_ground g join subject s using (subject_id)
   where g.superseded_at is null and g.trigger = any($8::text[])
     and g.valid_from <= $3::date and (g.valid_until is null or g.valid_until >= $2::date)
), held as (
  select r.authority, r.agency, r.category, g.subject_id, r.record_id, r.document_no, r.decided_on, g.code, g.name, g.kind,
         min(b.matters) as matters,
         json_agg(json_build_object('recordId', g.record_id, 'trigger', g.trigger, 'category', l.category, 'list', l.list,
           'validFrom', g.valid_from, 'validUntil', g.valid_until, 'documentNo', l.document_no, 'authority', l.authority,
           'authorityName', l.authority_name, 'knownOn', k.known_on) order by g.record_id, g.trigger) as grounds
    from ground g
    join restriction b on b.trigger = g.trigger and g.kind = any(b.kinds)
   cross join lateral (
      select r.authority, r.agency, r.category, r.record_id, r.document_no, r.decided_on
        from record r
       where r.subject_id = g.subject_id and r.category = b.category and r.superseded_at is null
         and r.decided_on between greatest($2::date, g.valid_from, b."from") and least($3::date, g.valid_until, b.until)
         and ($4::text[] is null or r.authority = any($4)) and ($5::text is null or r.record_id = $5)
         and exists (select from record_window w where w.subject_id = r.subject_id and w.record_id = r.record_id)
         and not exists (select from record_deed d where d.subject_id = r.subject_id and d.record_id = r.record_id
                            and d.kind in ('withdrawal', 'requeue') and d.recorded_at >= r.recorded_at)
      offset 0) r
   cross join lateral (
      select min(${DAY('k.recorded_at')}) as known_on
        from measure_ground k
       where k.subject_id = g.subject_id and k.record_id = g.record_id and k.trigger = g.trigger
         and k.valid_from <= r.decided_on and (k.valid_until is null or k.valid_until >= r.decided_on)
         and ${DAY('k.recorded_at')} <= r.decided_on
         and not exists (select from record_suspension s where s.subject_id = g.subject_id and s.record_id = g.record_id
                            and (s.superseded_at is null or (${DAY('s.recorded_at')} <= r.decided_on
                                                             and ${DAY('s.superseded_at')} >= r.decided_on)))
      having bool_or(k.superseded_at is null or ${DAY('k.superseded_at')} > r.decided_on)) k
   cross join lateral (
      select l.document_no, l.authority, l.authority_name, l.category, l.list
        from record l
       where l.subject_id = g.subject_id and l.record_id = g.record_id and l.version = g.version
         and l.category = b.source and (l.list is not null or not b.listed) offset 0) l
   group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
), found as (
  select h.*, c.check_id, c.matter, c.checked_on, c.told,
         case when c.check_id is null then 'no-check'
              when c.silent > 0 then 'checked-no-feedback'
              when c.overridden > 0 then 'checked-overridden'
              when c.put_aside > 0 then 'checked-not-applied'
              else 'as-it-should' end as outcome
    from held h left join lateral (
      select a.check_id, q.matter, ${DAY('a.answered_at')} as checked_on, t.*
        from check_answer a join check_head q using (check_id)
       cross join lateral (
         select count(*) as restricted, count(*) filter (where f.outcome is null) as silent,
                count(*) filter (where f.outcome = 'overridden') as overridden,
                count(*) filter (where f.outcome = 'not-applicable') as put_aside,
                json_agg(json_build_object('measure', m.measure, 'outcome', f.outcome, 'reason', f.reason,
                  'approvedBy', f.approved_by) order by m.measure) as told
           from (select distinct m->>'measure' as measure from jsonb_array_elements(a.measures) m
                  where m->>'direction' = 'restriction' and m->>'suspended' is distinct from 'true'
                    and not m ? 'relief') m
           left join check_feedback f on f.subject_id = a.subject_id and f.check_id = a.check_id
            and f.position = a.position and f.measure = m.measure) t
       where a.subject_id = h.subject_id
         and a.check_id >= ${FIRST_CHECK_OF('h.decided_on - $6::int')}
         and a.check_id < ${FIRST_CHECK_OF('h.decided_on + 1')}
         and q.agency in (h.authority, h.agency) and q.matter = any(h.matters)
       order by t.restricted > 0 desc, a.check_id desc, a.position desc limit 1) c on true
)`;

const THESE = `outcome <> 'as-it-should' and ($7::text is null or outcome = $7)`;

function valuesOf({ restrictions, from, until, checkedWithinDays, authorities, outcome, recordId }: GrantsAsked) {
  const asked = [JSON.stringify(restrictions), from, until, authorities, recordId ?? null, checkedWithinDays];
  return [...asked, outcome ?? null, [...new Set(restrictions.map(({ trigger }) => trigger))]];
}

export type GrantPlace = { decidedOn: CalendarDate; recordId: string };

/** Decisions for restricted organisations without a check, or against one; the latest first. */
export async function uncheckedGrants(
  db: Queryable,
  asked: GrantsAsked,
  { limit, after }: { limit: number; after?: GrantPlace | undefined },
): Promise<UncheckedGrant[]> {
  const { rows } = await db.query<UncheckedGrant>(
    `${FOUND}
     select authority, category, subject_id as "subjectId", code as "subjectCode", name as "subjectName",
            kind as "subjectKind", record_id as "recordId", document_no as "documentNo", decided_on as "decidedOn",
            grounds, outcome, check_id as "checkId", matter, checked_on as "checkedOn", told
       from found
      where ${THESE} and ($9::date is null or (decided_on, record_id) < ($9, $10::text collate "C"))
      order by decided_on desc, record_id desc limit $11`,
    [...valuesOf(asked), after?.decidedOn ?? null, after?.recordId ?? null, limit],
  );
  return rows;
}

export type GrantTally = { authority: string; outcome: CheckOutcome; grants: number };

/** The same, counted by deciding authority. */
export async function tallyUnchecked(db: Queryable, asked: GrantsAsked): Promise<GrantTally[]> {
  const { rows } = await db.query<GrantTally>(
    `${FOUND} select authority, outcome, count(*)::int as grants from found where ${THESE} group by 1, 2 order by 1, 2`,
    valuesOf(asked),
  );
  return rows;
}
