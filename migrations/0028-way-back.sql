-- The way back: an objection marks a record and stops what follows from it; what nobody answers in time, or a court shields,
-- is hidden. A repair may be revoked, a decision corrected or moved by a case, and the organisation may say its word beside it.

alter table record_suspension
  add column hides boolean not null generated always as (cause in ('shield', 'unanswered-objection')) stored;

alter table record_deed drop constraint record_deed_kind_check,
  add constraint record_deed_kind_check check (kind in
    ('release', 'withdrawal', 'correction', 'repair', 'closure', 'requeue', 'repair-revoked'));
alter table record_window drop constraint record_window_cause_check,
  add constraint record_window_cause_check check (cause in
    ('released', 'new-version', 'reconfirmed', 'correction', 'reclassification', 'catalogue-transition', 'repair-revoked'));

-- A version that an objection led to comes from the deed of its case.
alter table record drop constraint record_case_effective,
  add constraint record_case_effective check (case_deed in ('took-effect', 'granted', 'recorded', 'corrected', 'reattributed'));

-- What the organisation says beside a record that stays. The public reads `public_text`; without one, nothing.
create table record_statement (
  subject_id    text collate "C" not null,
  record_id     text collate "C" not null,
  statement_no  int not null check (statement_no >= 1),
  text          text not null check (length(text) between 1 and 500),
  public_text   text check (length(public_text) between 1 and 500),
  actor         text not null,
  recorded_at   timestamptz not null,
  superseded_at timestamptz check (superseded_at >= recorded_at),
  primary key (subject_id, record_id, statement_no)
);
create unique index record_statement_current on record_statement (subject_id, record_id) where superseded_at is null;
grant select, insert on record_statement to gongxin_app;
grant update (superseded_at) on record_statement to gongxin_app;

create or replace function forget_records(moment timestamptz, most int) returns setof retention_proof
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  due record;
  ended date;
  term interval;
begin
  for due in
    select c.subject_id, c.record_id, max(r.category) as category
      from (select w.subject_id, w.record_id from public.record_window w
             where w.superseded_at is null and w.usable_until < day
            union
            select d.subject_id, d.record_id from public.record_deed d where d.recorded_at < moment
            union
            select n.subject_id, n.record_id from public.record n
             where n.recorded_at < moment and not exists (select from public.record_window v
               where v.subject_id = n.subject_id and v.record_id = n.record_id and v.superseded_at is null)) c
      join public.record r on r.subject_id = c.subject_id and r.record_id = c.record_id
     group by c.subject_id, c.record_id
    having not public.record_is_kept(c.subject_id, c.record_id, max(r.category), day)
     order by c.subject_id, c.record_id
     limit most
  loop
    -- whoever acts on the record holds its versions; what that act changed is seen below
    perform from public.record r where r.subject_id = due.subject_id and r.record_id = due.record_id for update;
    continue when public.record_is_kept(due.subject_id, due.record_id, due.category, day);
    ended := public.record_ended_on(due.subject_id, due.record_id);
    term := public.kept_after_end(due.category, day);
    return query
      insert into public.retention_proof
      select r.subject_id, r.record_id, r.version, r.category,
             encode(sha256(convert_to(to_jsonb(r)::text, 'UTF8')), 'hex'), ended, (ended + term)::date, term::text,
             public.catalogue_version_on(day), moment
        from public.record r where r.subject_id = due.subject_id and r.record_id = due.record_id
      returning *;
    delete from public.record_statement x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_text_review x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.measure_ground x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_window x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_suspension x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_deed x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record x where x.subject_id = due.subject_id and x.record_id = due.record_id;
  end loop;
end
$$;
