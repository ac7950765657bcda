import assert from 'node:assert/strict';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { workingDayAfter } from '../../../kernel/working-days.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { dutiesUnder, mattersTouched, type Responder, respondersOf } from './duties.ts';

/** An entry in force to which an agency has not responded yet. */
export type OwedEntry = {
  agency: string;
  subject: { subjectId: string; code: string | null; name: string };
  recordId: string;
  version: number;
  category: string;
  documentNo: string | null;
  authority: string;
  authorityName: string | null;
  triggers: string[];
  /** The matters of the agency in which it brings restrictions. */
  matters: string[];
  /** When it could first be known here, or the agency was registered for the matter. */
  owedSince: Date;
  dueOn: CalendarDate;
  provisional: boolean;
  overdue: boolean;
};

/** Where a page of entries ended. */
export type EntryPlace = { owedSince: Date; agency: string; subjectId: string; recordId: string };

type Row = Omit<OwedEntry, 'subject' | 'matters' | 'dueOn' | 'provisional' | 'overdue'> & {
  subjectId: string;
  code: string | null;
  name: string;
  kind: string;
};

/**
 * Entries in force that agencies have not answered, the oldest first. Under an open suspension nothing is owed. $1 duties,
 * $2 who answered for whom, $3 the day, $4-$7 where to go on, $8 subject and $9 record or null, $10 how many.
 */
const OWED = `
with duty as (
  select * from jsonb_to_recordset($1::jsonb)
    as d(agency text, trigger text, category text, list boolean, kinds text[], since timestamptz)
), answering as (
  select * from jsonb_to_recordset($2::jsonb) as p(agency text, by text)
), owed as (
  select d.agency, mg.subject_id, mg.record_id, mg.version, min(greatest(mg.recorded_at, d.since)) as owed_since,
         array_agg(distinct mg.trigger order by mg.trigger) as triggers
    from duty d
    join measure_ground mg on mg.trigger = d.trigger and mg.superseded_at is null and mg.valid_from <= $3
                          and (mg.valid_until is null or mg.valid_until >= $3)
                          and ($8::text is null or (mg.subject_id = $8 and mg.record_id = $9))
    join record r on r.subject_id = mg.subject_id and r.record_id = mg.record_id and r.version = mg.version
                 and r.category = d.category and (r.list is not null or not d.list)
    join subject s on s.subject_id = mg.subject_id and s.kind = any(d.kinds)
   where not exists (select from record_suspension p where p.subject_id = mg.subject_id and p.record_id = mg.record_id
                        and p.superseded_at is null)
   group by d.agency, mg.subject_id, mg.record_id, mg.version
)
select o.agency, o.subject_id as "subjectId", o.record_id as "recordId", o.version, o.owed_since as "owedSince", o.triggers,
       s.code, s.name, s.kind, r.category, r.document_no as "documentNo", r.authority, r.authority_name as "authorityName"
  from owed o
  join subject s on s.subject_id = o.subject_id
  join record r on r.subject_id = o.subject_id and r.record_id = o.record_id and r.version = o.version
 where not exists (select from entry_response e join answering p on p.by = e.agency and p.agency = o.agency
                    where e.subject_id = o.subject_id and e.record_id = o.record_id)
   and ($4::timestamptz is null or (o.owed_since, o.agency, o.subject_id, o.record_id) > ($4, $5, $6, $7))
 order by o.owed_since, o.agency collate "C", o.subject_id, o.record_id
 limit $10`;

export type EntriesAsked = {
  /** The agencies asked about, or null for all. */
  agencies: readonly string[] | null;
  catalogue: Catalogue;
  today: CalendarDate;
  limit: number;
  after?: EntryPlace | undefined;
  only?: { subjectId: string; recordId: string };
};

export async function owedEntries(db: Queryable, asked: EntriesAsked): Promise<OwedEntry[]> {
  const { agencies, catalogue, today: day, limit, after, only } = asked;
  const responders = await respondersOf(db, agencies, day);
  const duties = dutiesUnder(catalogue, responders);
  if (duties.length === 0) return [];
  const answering = responders.flatMap(({ agency, predecessors }) => predecessors.map((by) => ({ agency, by })));
  const { rows } = await db.query<Row>(OWED, [
    JSON.stringify(duties),
    JSON.stringify(answering),
    day,
    after?.owedSince ?? null,
    after?.agency ?? null,
    after?.subjectId ?? null,
    after?.recordId ?? null,
    only?.subjectId ?? null,
    only?.recordId ?? null,
    limit,
  ]);
  return rows.map((row) => owedOf(row, responders, catalogue, day));
}

function owedOf(
  { subjectId, code, name, kind, ...row }: Row,
  responders: readonly Responder[],
  catalogue: Catalogue,
  day: CalendarDate,
): OwedEntry {
  const responder = responders.find(({ agency }) => agency === row.agency);
  assert(responder !== undefined, 'a duty is of a responder');
  const { date, provisional } = workingDayAfter(
    today(row.owedSince),
    catalogue.policy.entryResponseWorkingDays,
    catalogue.workingDays,
  );
  return {
    ...row,
    subject: { subjectId, code, name },
    matters: mattersTouched(catalogue, responder, row.triggers, kind),
    dueOn: date,
    provisional,
    overdue: date < day,
  };
}
