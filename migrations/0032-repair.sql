-- Repair 信用修复: one application over several records and agencies, each agency's part a case; what it proves is kept with the
-- case. Nothing here knows a fee.

create table repair_application (
  subject_id     text collate "C" not null references subject check (not starts_with(subject_id, 'P-')),
  application_id text collate "C" not null check (application_id ~ '^x[0-9a-f]{20}$'),
  origin         text collate "C" not null check (origin in ('counter', 'workspace', 'credit-china', 'province')),
  -- The number it has on the site it came from.
  external_no    text collate "C" check (length(external_no) between 1 and 64),
  received_on    date not null,
  filed_by       text not null,
  -- The agency whose official wrote it down; null: the organisation itself.
  filed_at_agency text collate "C" references agency,
  filed_at       timestamptz not null,
  primary key (subject_id, application_id),
  check ((origin in ('credit-china', 'province')) = (external_no is not null)),
  check ((origin = 'workspace') = (filed_at_agency is null))
);
create index repair_application_id on repair_application (application_id);

-- A number of another site means one application, however often it arrives. It is known where requests come in.
create table repair_external (
  origin         text collate "C" not null check (origin in ('credit-china', 'province')),
  external_no    text collate "C" not null check (length(external_no) between 1 and 64),
  subject_id     text collate "C" not null,
  application_id text collate "C" not null,
  primary key (origin, external_no)
);

create table repair_part (
  subject_id     text collate "C" not null,
  application_id text collate "C" not null,
  case_id        text collate "C" not null,
  procedure      text collate "C" not null default 'repair' check (procedure = 'repair'),
  agency         text collate "C" not null references agency,
  primary key (subject_id, case_id),
  unique (subject_id, application_id, agency),
  unique (subject_id, application_id, case_id),
  foreign key (subject_id, application_id) references repair_application,
  foreign key (subject_id, case_id, procedure) references case_file (subject_id, case_id, procedure)
);

-- The records applied for, each in the part of the agency that decided it.
create table repair_record (
  subject_id     text collate "C" not null,
  application_id text collate "C" not null,
  record_id      text collate "C" not null,
  version        int not null,
  case_id        text collate "C" not null,
  primary key (subject_id, application_id, record_id),
  foreign key (subject_id, application_id, case_id) references repair_part (subject_id, application_id, case_id),
  foreign key (subject_id, record_id, version) references record on delete cascade
);
create index repair_record_record on repair_record (subject_id, record_id);
create index repair_record_case on repair_record (subject_id, case_id);

-- Files shown as proof of performance: the only material beside the commitment.
create table repair_proof (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  evidence_no int not null,
  primary key (subject_id, case_id, evidence_no),
  foreign key (subject_id, case_id) references repair_part,
  foreign key (subject_id, case_id, evidence_no) references case_evidence
);

-- What another site is told of a part that came from it, step by step: to send, sent, and its receipt.
create table repair_return (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  -- The deed it tells of.
  about       text collate "C" not null check (about in ('declined', 'incomplete', 'granted', 'refused', 'withdrawn', 'revoked')),
  state       text collate "C" not null check (state in ('to-send', 'sent', 'received')),
  after_state text collate "C" generated always as (case state when 'sent' then 'to-send' when 'received' then 'sent' end) stored,
  -- Of what was sent, or of the receipt.
  number      text check (length(number) between 1 and 128),
  on_day      date not null,
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, case_id, about, state),
  check ((state = 'to-send') = (number is null)),
  foreign key (subject_id, case_id) references repair_part,
  foreign key (subject_id, case_id, about, after_state) references repair_return (subject_id, case_id, about, state)
);
create index repair_return_waiting on repair_return (recorded_at, case_id) where state = 'to-send';

-- Who becomes repairable: once a week and organisation, in the words it was told.
create table repair_reminder (
  subject_id  text collate "C" not null references subject check (not starts_with(subject_id, 'P-')),
  -- Its Monday.
  week        date not null check (extract(isodow from week) = 1),
  records     jsonb not null,
  -- The deciding agencies of these records.
  agencies    text[] collate "C" not null,
  body        text not null check (length(body) between 1 and 4000),
  recorded_at timestamptz not null,
  primary key (subject_id, week)
);
create index repair_reminder_week on repair_reminder (week, subject_id);

grant select, insert on repair_application, repair_external, repair_part, repair_record, repair_proof, repair_return,
  repair_reminder
  to gongxin_app;

-- Reorganisations under way are looked for after every batch, and every night.
create index case_file_reorganisation on case_file (subject_id, case_id) where procedure = 'reorganisation';

-- The deeds (repair/rules.ts).
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('repair', 'filed', 'none', 'filed', '', '', ''),
  ('repair', 'completion-asked', 'filed', 'completing', '', '', ''),
  ('repair', 'completed', 'completing', 'complete', '', '', ''),
  ('repair', 'incomplete', 'completing', 'declined', '', '', 'complete'),
  ('repair', 'accepted', 'filed', 'accepted', '', '', ''),
  ('repair', 'accepted', 'complete', 'accepted', '', '', ''),
  ('repair', 'declined', 'filed', 'declined', '', '', ''),
  ('repair', 'declined', 'complete', 'declined', '', '', ''),
  ('repair', 'extended', 'accepted', 'extended', '', '', ''),
  ('repair', 'proposed', 'accepted', 'proposed', '', '', ''),
  ('repair', 'proposed', 'extended', 'proposed', '', '', ''),
  ('repair', 'proposed', 'returned', 'proposed', '', '', ''),
  ('repair', 'sent-back', 'proposed', 'returned', '', '', ''),
  ('repair', 'granted', 'proposed', 'granted', 'proposed', '', ''),
  ('repair', 'refused', 'proposed', 'refused', 'proposed', '', ''),
  ('repair', 'withdrawn', 'filed', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'completing', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'complete', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'accepted', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'extended', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'returned', 'withdrawn', '', '', ''),
  ('repair', 'withdrawn', 'proposed', 'withdrawn', '', '', ''),
  ('repair', 'revocation-proposed', 'granted', 'revoking', '', '', ''),
  ('repair', 'revocation-dropped', 'revoking', 'granted', '', '', ''),
  ('repair', 'revoked', 'revoking', 'revoked', 'revocation-proposed', '', '');
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('reorganisation', 'recorded', 'none', 'recorded', '', '', ''),
  ('reorganisation', 'shielded', 'recorded', 'shielded', 'recorded', '', ''),
  ('reorganisation', 'end-proposed', 'shielded', 'ending', '', '', ''),
  ('reorganisation', 'end-dropped', 'ending', 'shielded', '', '', ''),
  ('reorganisation', 'executed', 'ending', 'executed', 'end-proposed', '', ''),
  ('reorganisation', 'failed', 'ending', 'failed', 'end-proposed', '', ''),
  ('reorganisation', 'stopped', 'recorded', 'stopped', '', '', '');
