-- Recalls and letters to desks have a term: it runs from the answer, or from the last day for it where nobody answered. What is
-- past it goes by a function of the owner, which deletes nothing else; the application cannot delete them.

-- Deletes at most so many recalls whose term is over on the day of this moment, with all that hangs on them; answers how many.
create function forget_recalls(moment timestamptz, most int) returns int
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  term constant interval := make_interval(months => public.policy_figure('recallKeptMonths', 24, day));
  due record;
  forgotten int := 0;
begin
  for due in
    select r.subject_id, r.recall_id
      from public.recall r
      left join public.recall_acknowledgement k on k.subject_id = r.subject_id and k.recall_id = r.recall_id
     where greatest(r.due_on, (k.recorded_at at time zone 'Asia/Shanghai')::date) + term < day
     order by r.subject_id, r.recall_id limit most
       for update of r
  loop
    delete from public.recall_delivery x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall_acknowledgement x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall_escalation x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$$;
revoke execute on function forget_recalls from public;
grant execute on function forget_recalls to gongxin_app;

-- The same of letters to desks.
create function forget_reversals(moment timestamptz, most int) returns int
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  term constant interval := make_interval(months => public.policy_figure('recallKeptMonths', 24, day));
  due record;
  forgotten int := 0;
begin
  for due in
    select v.subject_id, v.reversal_id
      from public.reversal v
      left join public.reversal_answer k on k.subject_id = v.subject_id and k.reversal_id = v.reversal_id
     where greatest(v.due_on, (k.recorded_at at time zone 'Asia/Shanghai')::date) + term < day
     order by v.subject_id, v.reversal_id limit most
       for update of v
  loop
    delete from public.reversal_answer x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    delete from public.reversal_escalation x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    delete from public.reversal x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$$;
revoke execute on function forget_reversals from public;
grant execute on function forget_reversals to gongxin_app;
