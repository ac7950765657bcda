-- Reports of misconduct 失信举报 (boundary 12): about an organisation, never about a person. Invisible outside its case, an
-- effect on nothing, the reporter sealed, everything erased after its term.

insert into case_step (procedure, deed, from_state, to_state, second_to) values
  ('misconduct-report', 'received', 'none', 'received', ''),
  ('misconduct-report', 'triaged', 'received', 'triaged', ''),
  ('misconduct-report', 'returned', 'triaged', 'received', ''),
  ('misconduct-report', 'accepted', 'triaged', 'accepted', ''),
  ('misconduct-report', 'declined', 'received', 'declined', ''),
  ('misconduct-report', 'declined', 'triaged', 'declined', ''),
  ('misconduct-report', 'investigated', 'accepted', 'investigated', ''),
  ('misconduct-report', 'investigated', 'investigated', 'investigated', ''),
  ('misconduct-report', 'concluded', 'investigated', 'concluded', 'investigated'),
  ('misconduct-report', 'closed', 'concluded', 'closed', ''),
  ('misconduct-report', 'withdrawn', 'received', 'withdrawn', ''),
  ('misconduct-report', 'withdrawn', 'triaged', 'withdrawn', ''),
  ('misconduct-report', 'withdrawn', 'accepted', 'withdrawn', ''),
  ('misconduct-report', 'withdrawn', 'investigated', 'withdrawn', '');

-- A report as it came. It waits until an official says which organisation is meant; from then on its case says the rest.
create table misconduct_report (
  report_id      text collate "C" primary key check (report_id ~ '^m[0-9a-f]{16}$'),
  came_by        text collate "C" not null check (came_by in ('online', 'counter', 'agency')),
  received_on    date not null,
  received_at    timestamptz not null,
  -- Who wrote it down, for which agency; nobody where it came online.
  received_by    text,
  received_for   text collate "C" references agency,
  triage_due     date not null,
  -- SHA-256 of what the reporter looks the state up with.
  code_hash      bytea not null unique check (length(code_hash) = 32),
  -- Its case. No reference: that table lies by subject.
  subject_id     text collate "C" check (not starts_with(subject_id, 'P-')),
  case_id        text collate "C" unique check (case_id ~ '^c[0-9a-f]{20}$'),
  -- How it ended before it became a case.
  ended_as       text collate "C" check (ended_as in ('refused', 'withdrawn')),
  refused_for    text collate "C" check (refused_for in ('about-a-person', 'no-organisation', 'not-credit', 'too-vague', 'duplicate')),
  ended_on       date check (ended_on >= received_on),
  check ((came_by = 'online') = (received_by is null)),
  check ((received_by is null) = (received_for is null)),
  check (num_nonnulls(subject_id, case_id) in (0, 2)),
  check ((ended_as is null) = (ended_on is null)),
  check ((ended_as is not distinct from 'refused') = (refused_for is not null)),
  check (case_id is null or ended_as is null)
);
create index misconduct_report_waiting on misconduct_report (received_at, report_id) where case_id is null and ended_as is null;

-- What was reported, sealed (AES-256-GCM) and bound to its row.
create table misconduct_content (
  report_id text collate "C" primary key references misconduct_report,
  sealed    bytea not null check (length(sealed) between 29 and 131072)
);

-- Who reported, where it was said: sealed, bound to its row, and gone at the end of its own term.
create table misconduct_reporter (
  report_id text collate "C" primary key references misconduct_report,
  sealed    bytea not null check (length(sealed) between 29 and 8192)
);

-- Who reported is opened by two people in two roles: one asks with a reason, the other grants; then the first one looks,
-- once and within the time.
create table misconduct_opening (
  opening_id text collate "C" primary key check (opening_id ~ '^o[0-9a-f]{16}$'),
  report_id  text collate "C" not null references misconduct_report,
  asked_by   text not null,
  asked_as   text collate "C" not null check (asked_as in ('clerk', 'case-officer')),
  asked_for  text collate "C" not null references agency,
  reason     text not null check (length(reason) between 1 and 500),
  asked_at   timestamptz not null,
  settled_by text,
  settled_as text collate "C" check (settled_as = 'decider'),
  settled_at timestamptz check (settled_at >= asked_at),
  granted    boolean,
  good_until timestamptz check (good_until > settled_at and good_until <= settled_at + interval '24 hours'),
  opened_at  timestamptz,
  check (settled_by <> asked_by),
  check (num_nonnulls(settled_by, settled_as, settled_at, granted) in (0, 4)),
  check ((granted is true) = (good_until is not null)),
  check (opened_at is null or (granted is true and opened_at >= settled_at and opened_at <= good_until))
);
-- One question at a time about one report.
create unique index misconduct_opening_open on misconduct_opening (report_id) where settled_by is null;

-- What stays of a report: that there was one, what it hashed to, and by which term it went. Not about whom.
create table misconduct_erasure (
  report_id         text collate "C" primary key,
  content_hash      text collate "C" not null check (content_hash ~ '^[0-9a-f]{64}$'),
  ended_on          date not null,
  -- The last day it was kept, and the term by which.
  kept_until        date not null,
  term              text not null,
  catalogue_version int,
  forgotten_at      timestamptz not null
);

grant select, insert on misconduct_report, misconduct_content, misconduct_reporter, misconduct_opening to gongxin_app;
grant update (subject_id, case_id, ended_as, refused_for, ended_on) on misconduct_report to gongxin_app;
grant update (settled_by, settled_as, settled_at, granted, good_until, opened_at) on misconduct_opening to gongxin_app;
grant select on misconduct_erasure to gongxin_app;

-- The case of a report goes to the agency that its last deed names, and nowhere else. No other case ever changes its agency.
create function hand_over_misconduct_case(of_subject text, of_case text) returns text
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp as
$$
  update public.case_file f set agency = d.content ->> 'to'
    from public.case_deed d
   where f.subject_id = of_subject and f.case_id = of_case and f.procedure = 'misconduct-report'
     and d.subject_id = f.subject_id and d.case_id = f.case_id and d.deed in ('triaged', 'returned')
     and not exists (select from public.case_deed l where l.subject_id = d.subject_id and l.case_id = d.case_id
       and l.deed_no > d.deed_no)
  returning f.agency
$$;
revoke execute on function hand_over_misconduct_case from public;
grant execute on function hand_over_misconduct_case to gongxin_app;

-- A figure of the catalogue in force on a day.
create function policy_figure(of_figure text, otherwise int, day date) returns int
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$
  select coalesce(
    (select (f ->> 'value')::int
       from public.catalogue_entry e cross join jsonb_array_elements(e.body -> 'figures') f
      where e.version = public.catalogue_version_on(day) and e.kind = 'policies' and f ->> 'figure' = of_figure
      limit 1),
    otherwise)
$$;

-- The day a report came to its end; null while it has not.
create function misconduct_report_ended_on(of_report text) returns date
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$
  select coalesce(r.ended_on,
      (select min(d.on_day) from public.case_deed d
        where d.subject_id = r.subject_id and d.case_id = r.case_id and d.procedure = 'misconduct-report'
          and d.to_state in ('closed', 'declined', 'withdrawn')))
    from public.misconduct_report r where r.report_id = of_report
$$;

-- How long after its end a report is kept: one about a person not at all.
create function misconduct_report_kept(of_report text, day date) returns interval
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$
  select case when r.refused_for = 'about-a-person' then interval '0 days'
              else make_interval(months => public.policy_figure('reportKeptMonths', 6, day)) end
    from public.misconduct_report r where r.report_id = of_report
$$;

-- Deletes who reported, where the term for that is over on the day of this moment; answers of which reports.
create function forget_misconduct_reporters(moment timestamptz, most int) returns setof text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
begin
  return query
    delete from public.misconduct_reporter x
     where x.report_id in (
       select i.report_id from public.misconduct_reporter i join public.misconduct_report r using (report_id)
        where public.misconduct_report_ended_on(i.report_id)
              + least(make_interval(days => public.policy_figure('reporterKeptDays', 30, day)),
                      public.misconduct_report_kept(i.report_id, day)) < day
        order by i.report_id limit most)
    returning x.report_id;
end
$$;
revoke execute on function forget_misconduct_reporters from public;
grant execute on function forget_misconduct_reporters to gongxin_app;

-- Deletes at most so many reports whose term is over on the day of this moment, with their cases and all that hangs on
-- them, and answers the proofs it leaves, with the case that is gone. Whatever it is told, nothing still kept is deleted.
create function forget_misconduct_reports(moment timestamptz, most int)
  returns table (forgotten text, of_subject text, of_case text, hash text, until_day date)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  due record;
begin
  for due in
    select r.report_id, r.subject_id, r.case_id, public.misconduct_report_ended_on(r.report_id) as ended,
           public.misconduct_report_kept(r.report_id, day) as term
      from public.misconduct_report r
     where public.misconduct_report_ended_on(r.report_id) + public.misconduct_report_kept(r.report_id, day) < day
     order by r.report_id limit most
       for update
  loop
    insert into public.misconduct_erasure
    select r.report_id,
           encode(sha256(convert_to(jsonb_build_object(
             'report', to_jsonb(r),
             'content', (select encode(c.sealed, 'hex') from public.misconduct_content c where c.report_id = r.report_id),
             'deeds', (select jsonb_agg(to_jsonb(d) order by d.deed_no) from public.case_deed d
                        where d.subject_id = r.subject_id and d.case_id = r.case_id),
             'evidence', (select jsonb_agg(e.sha256 order by e.evidence_no) from public.case_evidence e
                           where e.subject_id = r.subject_id and e.case_id = r.case_id))::text, 'UTF8')), 'hex'),
           due.ended, (due.ended + due.term)::date, due.term::text, public.catalogue_version_on(day), moment
      from public.misconduct_report r where r.report_id = due.report_id
    returning report_id, content_hash, kept_until into forgotten, hash, until_day;
    delete from public.misconduct_opening x where x.report_id = due.report_id;
    delete from public.misconduct_reporter x where x.report_id = due.report_id;
    delete from public.misconduct_content x where x.report_id = due.report_id;
    delete from public.misconduct_report x where x.report_id = due.report_id;
    delete from public.case_deed x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_clock_entry x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_evidence x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_file x where x.subject_id = due.subject_id and x.case_id = due.case_id
      and x.procedure = 'misconduct-report';
    of_subject := due.subject_id;
    of_case := due.case_id;
    return next;
  end loop;
end
$$;
revoke execute on function forget_misconduct_reports from public;
grant execute on function forget_misconduct_reports to gongxin_app;
