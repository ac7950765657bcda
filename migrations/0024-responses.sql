-- Trigger, response, feedback: which agency has to heed an entry, what it answered; which check hits are not closed; the
-- notice to the organisation on which a measure was applied; and single acts that a court or an office permits.

-- The matters an agency's desks handle: who has to respond to an entry. Registered, never inferred.
create table agency_matter (
  agency        text collate "C" not null references agency,
  matter        text collate "C" not null,
  registered_at timestamptz not null,
  primary key (agency, matter)
);
grant select, insert on agency_matter to gongxin_app;

-- What a responding agency said of an entry, once. `owed_since` and `due_on` are the duty as it stood when it was answered.
create table entry_response (
  subject_id  text collate "C" not null,
  record_id   text collate "C" not null,
  version     int not null,
  agency      text collate "C" not null references agency,
  response    text collate "C" not null check (response in ('arranged', 'not-concerned')),
  -- In which system, by whom; or why the agency has nothing to do with it.
  note        text not null check (length(note) between 1 and 1000),
  owed_since  timestamptz not null,
  due_on      date not null,
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, record_id, agency),
  foreign key (subject_id, record_id, version) references record on delete cascade
);
create index entry_response_agency on entry_response (agency, owed_since);
grant select, insert on entry_response to gongxin_app;

-- Answers that named a measure which bites: these the desk must close. Nothing else touches this index.
create index check_answer_hit on check_answer (check_id, position)
  where verdict in ('restricted', 'incentive', 'mixed');

-- The notice by which the organisation is told of a measure that was applied: each report of one leads to one case.
create table applied_notice (
  subject_id text collate "C" not null,
  check_id   text collate "C" not null,
  position   int not null,
  measure    text collate "C" not null,
  case_id    text collate "C" not null,
  procedure  text collate "C" not null default 'applied-notice' check (procedure = 'applied-notice'),
  primary key (subject_id, check_id, position, measure),
  foreign key (subject_id, check_id, position, measure) references check_feedback,
  foreign key (subject_id, case_id, procedure) references case_file (subject_id, case_id, procedure)
);
create index applied_notice_case on applied_notice (subject_id, case_id);
grant select, insert on applied_notice to gongxin_app;

insert into case_step (procedure, deed, from_state, to_state, serves) values
  ('applied-notice', 'opened', 'none', 'opened', ''),
  ('applied-notice', 'issued', 'opened', 'issued', ''),
  ('applied-notice', 'issued', 'issued', 'issued', ''),
  ('applied-notice', 'served', 'issued', 'served', 'applied-notice'),
  ('applied-notice', 'dropped', 'opened', 'dropped', ''),
  ('applied-notice', 'dropped', 'issued', 'dropped', '');

-- Relief: a court or the deciding office permits one act although a measure stands. It always ends, names its document, and
-- bites from the moment a second person has confirmed it.
create table measure_relief (
  subject_id   text collate "C" not null,
  relief_id    text collate "C" not null check (relief_id ~ '^e[0-9a-f]{20}$'),
  record_id    text collate "C" not null,
  version      int not null,
  -- The agency whose officials propose and confirm it: the one whose record it is.
  agency       text collate "C" not null references agency,
  matter       text collate "C" not null,
  -- null: every measure that the record brings in the matter.
  measure      text collate "C",
  act          text not null check (length(act) between 1 and 500),
  -- The one file it is for; null: any within its days.
  request_ref  text check (length(request_ref) between 1 and 256),
  from_day     date not null,
  until_day    date not null check (until_day >= from_day),
  document_no  text not null check (length(document_no) between 1 and 128),
  -- `instrument#article` that allows it.
  clause       text not null check (length(clause) between 1 and 200),
  -- Who permits it: the court or the office, by name.
  authority    text not null check (length(authority) between 1 and 200),
  proposed_by  text not null,
  proposed_at  timestamptz not null,
  confirmed_by text check (confirmed_by <> proposed_by),
  confirmed_at timestamptz check (confirmed_at >= proposed_at),
  ended_by     text,
  ended_at     timestamptz check (ended_at >= proposed_at),
  reason       text check (length(reason) between 1 and 1000),
  primary key (subject_id, relief_id),
  check (num_nonnulls(confirmed_by, confirmed_at) in (0, 2)),
  check (num_nonnulls(ended_by, ended_at, reason) in (0, 3)),
  foreign key (subject_id, record_id, version) references record on delete cascade
);
create index measure_relief_id on measure_relief (relief_id);
-- A check asks it of records that bring a measure, and only of those.
create index measure_relief_in_force on measure_relief (subject_id, record_id)
  where confirmed_at is not null and ended_at is null;
grant select, insert on measure_relief to gongxin_app;
grant update (confirmed_by, confirmed_at, ended_by, ended_at, reason) on measure_relief to gongxin_app;
