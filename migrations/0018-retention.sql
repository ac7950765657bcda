-- Retention: what is past its term is read by nobody and then deleted, by one function that deletes nothing else. The
-- application cannot delete a record; the proof that one was held, and what it hashed to, stays.

create table retention_proof (
  subject_id        text collate "C" not null,
  record_id         text collate "C" not null,
  version           int not null,
  category          text collate "C" not null,
  -- SHA-256 over the row as JSON, in hexadecimal.
  content_hash      text collate "C" not null check (content_hash ~ '^[0-9a-f]{64}$'),
  ended_on          date not null,
  -- The last day it was kept, and the term by which.
  kept_until        date not null,
  term              text not null,
  catalogue_version int,
  forgotten_at      timestamptz not null,
  primary key (subject_id, record_id, version, forgotten_at)
);
grant select on retention_proof to gongxin_app;

-- What may have ended long enough ago: by its dates, or never released. By a deed: `record_deed_recorded`.
create index record_window_usable_ends on record_window (usable_until) where superseded_at is null and usable_until is not null;
create index record_recorded on record using brin (recorded_at);

-- The version of the catalogue in force on a day; before the first one took force, the first.
create function catalogue_version_on(day date) returns int
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$ select coalesce(max(version) filter (where in_force_from <= day), min(version)) from public.catalogue_version $$;

-- How long after its end a record of a category is kept: as the category says, else as the policy, else three years.
create function kept_after_end(of_category text, day date) returns interval
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$
  select coalesce(
    (select make_interval(years => coalesce((t.term->>'years')::int, 0), months => coalesce((t.term->>'months')::int, 0),
                          days => coalesce((t.term->>'days')::int, 0))
       from (select e.body->'retention'->'afterEnd' as term from public.catalogue_entry e
              where e.version = public.catalogue_version_on(day) and e.kind = 'categories' and e.code = of_category) t
      where t.term is not null),
    (select make_interval(months => (f->>'value')::int)
       from public.catalogue_entry e cross join jsonb_array_elements(e.body->'figures') f
      where e.version = public.catalogue_version_on(day) and e.kind = 'policies' and f->>'figure' = 'keptAfterEndMonths'
      limit 1),
    make_interval(months => 36))
$$;

-- The day on which a record ended; null while it has not. Its windows and the grounds that stand on it end by their dates,
-- a record without windows by the deed that ended it or, withheld and never released, on the day it came. Nothing ends
-- while a fact of it is being verified.
create function record_ended_on(of_subject text, of_record text) returns date
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$
  select case
      when exists (select from public.record_suspension s where s.subject_id = of_subject and s.record_id = of_record
                      and s.superseded_at is null) then null
      when exists (select from public.measure_ground g where g.subject_id = of_subject and g.record_id = of_record
                      and g.superseded_at is null and g.valid_until is null) then null
      when w.record_id is not null and (w.usable_until is null or w.public_from is not null and w.public_until is null)
        then null
      -- greatest() passes over what is null
      else greatest(
        case when w.record_id is not null then greatest(w.usable_until, w.public_until)
             else coalesce(
               (select max((d.recorded_at at time zone 'Asia/Shanghai')::date) from public.record_deed d
                 where d.subject_id = of_subject and d.record_id = of_record
                   and d.kind in ('withdrawal', 'correction', 'repair', 'closure', 'requeue')),
               (select max((r.recorded_at at time zone 'Asia/Shanghai')::date) from public.record r
                 where r.subject_id = of_subject and r.record_id = of_record)) end,
        (select max(g.valid_until) from public.measure_ground g where g.subject_id = of_subject and g.record_id = of_record
            and g.superseded_at is null))
    end
    from (select 1) one left join public.record_window w
      on w.subject_id = of_subject and w.record_id = of_record and w.superseded_at is null
$$;

-- Whether a record may still be held on a day. The last day counts.
create function record_is_kept(of_subject text, of_record text, of_category text, day date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as
$$ select coalesce(public.record_ended_on(of_subject, of_record) + public.kept_after_end(of_category, day) >= day, true) $$;

-- Deletes at most so many records whose term is over on the day of this moment, with all that hangs on them, and answers
-- the proofs it leaves. It runs as the owner; whatever it is told, nothing that is still kept is deleted.
create function forget_records(moment timestamptz, most int) returns setof retention_proof
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
    delete from public.record_text_review x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.measure_ground x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_window x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_suspension x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_deed x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record x where x.subject_id = due.subject_id and x.record_id = due.record_id;
  end loop;
end
$$;
revoke execute on function forget_records from public;
grant execute on function forget_records to gongxin_app;
