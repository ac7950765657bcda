-- A court's own list is never suspended here, also where its agency verifies an entry on its own motion: such an own motion
-- does not suspend. Whose list it is the catalogue says.
alter table objection drop constraint objection_check5,
  add constraint objection_suspends check (suspends or standing in ('repeat', 'court', 'own-motion'));
