-- Checks: a check is a legal act and is held before it is answered.
-- The head of a check stays on the coordinator; what was answered about a subject lies with the subject.
-- A check_id begins with the time (UUID version 7): keys in order of time fill one page after the other.
create table check_head (
  check_id    text collate "C" primary key,
  agency      text collate "C",
  actor       text not null,
  matter      text collate "C" not null,
  request_ref text,
  subjects    int not null,
  -- how current each source was that the matter requires, as answered
  coverage    jsonb not null,
  answered_at timestamptz not null,
  catalogue_version int not null
);

-- One row a subject asked about. Inputs that name no subject held here carry the subject '-'.
-- Who looked at this organisation, newest first, is its primary key read backwards.
create table check_answer (
  subject_id  text collate "C" not null,
  check_id    text collate "C" not null,
  position    int not null,
  input       jsonb not null,
  known       text collate "C" not null check (known in ('registered', 'provisional', 'unknown')),
  verdict     text collate "C" not null check (verdict in
                ('unidentified', 'restricted', 'incentive', 'mixed', 'not-covered', 'clear')),
  measures    jsonb not null default '[]',
  token_hash  text collate "C",
  answered_at timestamptz not null,
  primary key (subject_id, check_id, position)
);
-- Whose measures a feedback token speaks of.
create index check_answer_token on check_answer (token_hash) where token_hash is not null;

-- What the desk did with a measure it was told of: once per measure.
create table check_feedback (
  subject_id  text collate "C" not null,
  check_id    text collate "C" not null,
  position    int not null,
  measure     text collate "C" not null,
  outcome     text collate "C" not null check (outcome in ('applied', 'not-applicable', 'overridden')),
  reason      text,
  approved_by text,
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, check_id, position, measure),
  foreign key (subject_id, check_id, position) references check_answer
);

grant select, insert on check_head, check_answer, check_feedback to gongxin_app;
