-- An entry that left its list by repair returns where the repair is revoked, until its term is over; a court's plan that was
-- carried out ends it (lists/rules.ts).
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('listing', 'repaired', 'in-force', 'repaired', '', '', ''),
  ('listing', 'reinstated', 'repaired', 'in-force', '', '', ''),
  ('listing', 'plan-executed', 'in-force', 'ended', '', '', ''),
  ('listing', 'lapsed', 'repaired', 'ended', '', '', 'term');
