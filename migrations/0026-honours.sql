-- Honours granted here, orders to mend, and interviews: their deeds (honours/rules.ts, rectification/rules.ts). They have no
-- tables of their own.
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('honour', 'applied', 'none', 'applied', '', '', ''),
  ('honour', 'accepted', 'applied', 'candidate', '', '', ''),
  ('honour', 'nominated', 'none', 'candidate', '', '', ''),
  ('honour', 'recommended', 'none', 'candidate', '', '', ''),
  ('honour', 'blocked', 'candidate', 'candidate', '', '', ''),
  ('honour', 'blocked', 'checked', 'candidate', '', '', ''),
  ('honour', 'checked', 'candidate', 'checked', '', '', ''),
  ('honour', 'checked', 'checked', 'checked', '', '', ''),
  ('honour', 'shown', 'checked', 'shown', '', '', ''),
  ('honour', 'objected', 'shown', 'contested', '', '', ''),
  ('honour', 'objected', 'contested', 'contested', '', '', ''),
  ('honour', 'objection-answered', 'contested', 'contested', '', '', ''),
  ('honour', 'objections-settled', 'contested', 'shown', '', '', ''),
  ('honour', 'term-passed', 'shown', 'cleared', '', '', 'notice'),
  ('honour', 'proposed', 'cleared', 'proposed', '', '', ''),
  ('honour', 'returned', 'proposed', 'cleared', '', '', ''),
  ('honour', 'returned', 'confirmed', 'cleared', '', '', ''),
  ('honour', 'confirmed', 'proposed', 'confirmed', 'proposed', '', ''),
  ('honour', 'granted', 'confirmed', 'in-force', '', '', ''),
  ('honour', 'revoked', 'in-force', 'ended', '', '', ''),
  ('honour', 'ended-on-listing', 'in-force', 'ended', '', '', ''),
  ('honour', 'lapsed', 'in-force', 'ended', '', '', 'term'),
  ('honour', 'declined', 'applied', 'declined', '', '', ''),
  ('honour', 'declined', 'candidate', 'declined', '', '', ''),
  ('honour', 'declined', 'checked', 'declined', '', '', ''),
  ('honour', 'declined', 'shown', 'declined', '', '', ''),
  ('honour', 'declined', 'contested', 'declined', '', '', ''),
  ('honour', 'declined', 'cleared', 'declined', '', '', ''),
  ('honour', 'declined', 'proposed', 'declined', '', '', ''),
  ('honour', 'declined', 'confirmed', 'declined', '', '', '');
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('rectification', 'opened', 'none', 'opened', '', '', ''),
  ('rectification', 'ordered', 'opened', 'opened', '', '', ''),
  ('rectification', 'served', 'opened', 'running', '', 'rectification-order', ''),
  ('rectification', 'extended', 'running', 'extended', '', '', ''),
  ('rectification', 'reported', 'running', 'reported', '', '', ''),
  ('rectification', 'reported', 'extended', 'reported', '', '', ''),
  ('rectification', 'reported', 'reported', 'reported', '', '', ''),
  ('rectification', 'reported', 'overdue', 'reported', '', '', ''),
  ('rectification', 'expired', 'running', 'overdue', '', '', 'rectify'),
  ('rectification', 'expired', 'extended', 'overdue', '', '', 'rectify'),
  ('rectification', 'concluded', 'reported', 'closed', '', '', ''),
  ('rectification', 'concluded', 'overdue', 'closed', '', '', ''),
  ('rectification', 'stopped', 'opened', 'stopped', '', '', ''),
  ('rectification', 'stopped', 'running', 'stopped', '', '', ''),
  ('rectification', 'stopped', 'extended', 'stopped', '', '', ''),
  ('rectification', 'stopped', 'reported', 'stopped', '', '', ''),
  ('rectification', 'stopped', 'overdue', 'stopped', '', '', '');
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('interview', 'opened', 'none', 'opened', '', '', ''),
  ('interview', 'notice-issued', 'opened', 'opened', '', '', ''),
  ('interview', 'called', 'opened', 'called', '', 'interview-notice', ''),
  ('interview', 'recorded', 'called', 'recorded', '', '', ''),
  ('interview', 'stopped', 'opened', 'stopped', '', '', ''),
  ('interview', 'stopped', 'called', 'stopped', '', '', '');

-- What is shown to everybody, newest first.
create index case_deed_honour_shown on case_deed (on_day desc, case_id) where procedure = 'honour' and deed = 'shown';
-- Honours that a serious entry ends are looked for every night.
create index record_honour on record (subject_id) where category = 'honour' and superseded_at is null;
