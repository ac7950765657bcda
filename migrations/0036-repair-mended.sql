-- An entry that left its list by repair returns where the repair is revoked, until its term is over; a court's plan that was
-- carried out ends it (lists/rules.ts).
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('listing', 'repaired', 'in-force', 'repaired', '', '', ''),
  ('listing', 'reinstated', 'repaired', 'in-force', '', '', ''),
  ('listing', 'plan-executed', 'in-force', 'ended', '', '', ''),
  ('listing', 'lapsed', 'repaired', 'ended', '', '', 'term');

-- What ended by its own last day, or was renewed after it, is told in the feed of registered systems alone: it is no error, nobody
-- owes an answer by a day, and nobody is reminded. Such an entry has no last day; every other has one.
alter table recall alter column due_on drop not null,
  drop constraint recall_effect_check,
  add constraint recall_effect_check check (effect in
    ('withdrawn', 'repaired', 'closed', 'corrected', 'changed', 'requeued', 'hidden', 'resumed', 'reinstated', 'expired', 'renewed')),
  add constraint recall_owed check ((due_on is null) = (effect in ('expired', 'renewed')));
