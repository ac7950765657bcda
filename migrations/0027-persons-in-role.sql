-- Persons named in role (boundary 2, 4, 5, 6): who it is stays sealed in the case until the decision takes effect, then
-- with the persons held apart (0017), and nowhere else.

-- The deeds of a listing that speak of a person; none of them says who it is.
insert into case_step (procedure, deed, from_state, to_state)
  select 'listing', deed, state, state from (values
    ('person-named', array['draft', 'noticed']),
    ('person-notice-issued', array['draft', 'noticed', 'hearing', 'answered', 'proposed', 'confirmed', 'issued', 'informed']),
    ('person-stated', array['draft', 'noticed', 'hearing', 'answered', 'proposed', 'confirmed', 'issued', 'informed']),
    ('person-dropped', array['draft', 'noticed', 'hearing', 'answered', 'proposed', 'confirmed', 'issued', 'informed']))
    s(deed, states), unnest(states) state;

create table case_person (
  subject_id     text collate "C" not null,
  case_id        text collate "C" not null,
  person_no      int not null check (person_no between 1 and 10),
  -- Kind, number and name, sealed (AES-256-GCM) and bound to this row; gone once the person is held, dropped or let go.
  sealed         bytea check (length(sealed) > 28),
  duty           text not null check (length(duty) between 1 and 100),
  conduct        text not null check (length(conduct) between 1 and 2000),
  -- Id among the persons held apart. No reference: that table does not lie by subject.
  held_as        text collate "C" check (held_as ~ '^P-[0-9a-f]{32}$'),
  dropped_reason text check (length(dropped_reason) between 1 and 2000),
  -- The service of the person's own notice.
  service_no     int,
  notice         text collate "C" not null generated always as ('person-notice') stored,
  recipient      text collate "C" not null generated always as ('person:' || person_no::text) stored,
  added_by       text not null,
  added_at       timestamptz not null,
  primary key (subject_id, case_id, person_no),
  foreign key (subject_id, case_id) references case_file,
  -- Nobody is held to whom the own notice was not served, nor who was dropped; nor sealed in two places.
  check (held_as is null or (service_no is not null and sealed is null and dropped_reason is null)),
  check (dropped_reason is null or sealed is null),
  foreign key (subject_id, case_id, service_no, notice, recipient)
    references case_service (subject_id, case_id, service_no, paper, recipient)
);
grant select, insert on case_person to gongxin_app;
grant update (sealed, held_as, dropped_reason, service_no) on case_person to gongxin_app;

-- Whose notice a paper is: it is served on that person alone. No reference: it would lead back here by the service.
alter table case_paper
  add column person_no int check (person_no between 1 and 10),
  add constraint case_paper_notice_of_person check (paper <> 'person-notice' or person_no is not null);

-- A ground that ended before its day: the entry left its list, or its decision is gone.
alter table person_ground add column released_at timestamptz, add column released_by text,
  add constraint person_ground_released check ((released_at is null) = (released_by is null));
grant update (released_at, released_by) on person_ground to gongxin_app;

-- What was answered about a person by number, name and authorisation: beside persons, apart from every organisation. The
-- number stands nowhere; whoever was not found is nobody.
create table person_check (
  check_id      text collate "C" not null references check_head,
  position      int not null check (position >= 0),
  subject_id    text collate "C" references person,
  -- The person's own authorisation, or the document of the statutory purpose.
  authorisation text not null check (length(authorisation) between 1 and 128),
  verdict       text collate "C" not null check (verdict in ('unidentified', 'restricted', 'not-covered')),
  measures      jsonb not null default '[]',
  token_hash    text collate "C",
  answered_at   timestamptz not null,
  primary key (check_id, position),
  check (subject_id is not null or measures = '[]'),
  check ((measures = '[]') = (token_hash is null))
);
-- Whose measures a feedback token speaks of.
create index person_check_token on person_check (token_hash) where token_hash is not null;

create table person_check_feedback (
  subject_id  text collate "C" not null references person,
  check_id    text collate "C" not null,
  position    int not null,
  measure     text collate "C" not null,
  outcome     text collate "C" not null check (outcome in ('applied', 'not-applicable', 'overridden')),
  reason      text,
  approved_by text,
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (check_id, position, measure),
  foreign key (check_id, position) references person_check
);
grant select, insert on person_check, person_check_feedback to gongxin_app;
