-- Casework: people decide, with notice, hearing, clocks and reasons. A case moves by deeds alone. Which deeds there are,
-- from which state to which, and what each one needs stands in `case_step`, which the application may only read: so no
-- step can be skipped, not even by a statement of the application's own role.

create table case_step (
  procedure  text collate "C" not null,
  deed       text collate "C" not null,
  -- 'none' before the first deed
  from_state text collate "C" not null,
  to_state   text collate "C" not null,
  -- The deed whose author somebody else must be.
  second_to  text collate "C" not null default '',
  -- The paper that must have been served on the organisation.
  serves     text collate "C" not null default '',
  -- The clock whose last day must be over.
  waits      text collate "C" not null default '',
  primary key (procedure, deed, from_state, to_state),
  unique (procedure, deed, from_state, to_state, second_to, serves, waits)
);

create table case_file (
  subject_id        text collate "C" not null references subject check (not starts_with(subject_id, 'P-')),
  case_id           text collate "C" not null check (case_id ~ '^c[0-9a-f]{20}$'),
  procedure         text collate "C" not null,
  agency            text collate "C" not null references agency,
  catalogue_version int not null,
  opened_at         timestamptz not null,
  primary key (subject_id, case_id),
  unique (subject_id, case_id, procedure)
);
create index case_file_agency on case_file (agency, opened_at desc, case_id);
create index case_file_id on case_file (case_id);

-- Files shown as proof, sealed (AES-256-GCM) with a key of the installation.
create table case_evidence (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  evidence_no int not null check (evidence_no >= 1),
  name        text not null check (length(name) between 1 and 200),
  about       text not null check (length(about) between 1 and 500),
  media_type  text collate "C" not null,
  bytes       int not null check (bytes between 1 and 10485760),
  sha256      text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sealed      bytea not null,
  added_by    text not null,
  added_at    timestamptz not null,
  primary key (subject_id, case_id, evidence_no),
  foreign key (subject_id, case_id) references case_file
);

-- Papers as issued: the filled template, from which the same document can be made at any time.
create table case_paper (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  paper_no    int not null check (paper_no >= 1),
  paper       text collate "C" not null,
  title       text not null,
  document_no text not null check (length(document_no) between 1 and 128),
  content     jsonb not null,
  sha256      text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  issued_on   date not null,
  issued_by   text not null,
  issued_at   timestamptz not null,
  primary key (subject_id, case_id, paper_no),
  unique (subject_id, case_id, paper_no, paper),
  foreign key (subject_id, case_id) references case_file
);

-- How and when a paper reached whom, with its proof.
create table case_service (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  service_no  int not null check (service_no >= 1),
  paper_no    int not null,
  paper       text collate "C" not null,
  -- The organisation itself, or a person named in role.
  recipient   text collate "C" not null,
  method      text collate "C" not null check (method in ('hand', 'post', 'public-notice')),
  sent_on     date not null,
  served_on   date not null check (served_on >= sent_on),
  receiver    text check (length(receiver) between 1 and 100),
  evidence_no int not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, case_id, service_no),
  unique (subject_id, case_id, service_no, paper, recipient),
  foreign key (subject_id, case_id, paper_no, paper) references case_paper (subject_id, case_id, paper_no, paper),
  foreign key (subject_id, case_id, evidence_no) references case_evidence
);

create table case_deed (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  deed_no     int not null check (deed_no >= 1),
  previous_no int generated always as (nullif(deed_no - 1, 0)) stored,
  procedure   text collate "C" not null,
  deed        text collate "C" not null,
  from_state  text collate "C" not null,
  to_state    text collate "C" not null,
  second_to   text collate "C" not null default '',
  serves      text collate "C" not null default '',
  waits       text collate "C" not null default '',
  -- The earlier deed that this one is the second pair of eyes for, and who did it.
  second_no    int,
  second_actor text,
  service_no  int,
  -- The last day of the clock this deed waited for.
  due_on      date,
  on_day      date not null,
  reason      text check (length(reason) between 1 and 4000),
  document_no text check (length(document_no) between 1 and 128),
  clause      text,
  content     jsonb not null default '{}',
  actor       text not null,
  agency      text collate "C",
  done_at     timestamptz not null,
  primary key (subject_id, case_id, deed_no),
  unique (subject_id, case_id, deed_no, to_state),
  unique (subject_id, case_id, deed_no, deed),
  unique (subject_id, case_id, deed_no, deed, actor),
  foreign key (subject_id, case_id, procedure) references case_file (subject_id, case_id, procedure),
  foreign key (procedure, deed, from_state, to_state, second_to, serves, waits)
    references case_step (procedure, deed, from_state, to_state, second_to, serves, waits),
  -- Each deed begins where the one before it ended.
  check ((deed_no = 1) = (from_state = 'none')),
  foreign key (subject_id, case_id, previous_no, from_state) references case_deed (subject_id, case_id, deed_no, to_state),
  check (second_to = '' or (second_no < deed_no and second_actor is not null and second_actor <> actor)),
  check (second_to = '' or second_no is not null),
  foreign key (subject_id, case_id, second_no, second_to, second_actor)
    references case_deed (subject_id, case_id, deed_no, deed, actor),
  check (serves = '' or service_no is not null),
  foreign key (subject_id, case_id, service_no, serves, subject_id)
    references case_service (subject_id, case_id, service_no, paper, recipient),
  check (waits = '' or (due_on is not null and on_day > due_on))
);

-- The ledger of a case's clocks; every deadline is recomputed from it.
create table case_clock_entry (
  subject_id  text collate "C" not null,
  case_id     text collate "C" not null,
  clock       text collate "C" not null,
  entry_no    int not null check (entry_no >= 1),
  kind        text collate "C" not null check (kind in ('started', 'suspended', 'resumed', 'extended', 'stopped')),
  on_day      date not null,
  cause       text not null check (length(cause) between 1 and 500),
  evidence    text check (length(evidence) between 1 and 200),
  amount      int check (amount between 1 and 1000),
  unit        text collate "C" check (unit in ('working-days', 'days')),
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, case_id, clock, entry_no),
  check ((kind in ('started', 'extended')) = (amount is not null)),
  check ((amount is null) = (unit is null)),
  check ((kind = 'started') = (entry_no = 1)),
  foreign key (subject_id, case_id) references case_file
);

grant select on case_step to gongxin_app;
grant select, insert on case_file, case_evidence, case_paper, case_service, case_deed, case_clock_entry to gongxin_app;

-- Which lists a version of the catalogue knows, and who decides each: written once with the version.
create table catalogue_list (
  version    int not null references catalogue_version,
  list       text collate "C" not null,
  decided_by text collate "C" not null check (decided_by in ('authority', 'office')),
  primary key (version, list),
  unique (version, list, decided_by)
);
insert into catalogue_list (version, list, decided_by)
  select version, code, body ->> 'decidedBy' from catalogue_entry where kind = 'lists'
  union all
  select v.version, e.code, e.body ->> 'decidedBy' from catalogue_version v
    join catalogue_proposal_entry e on e.proposal_id = v.proposal_id where e.kind = 'lists';
grant select, insert on catalogue_list to gongxin_app;

-- A record comes from a batch or from a case, never from nowhere. Of a list that is decided here it comes from a case, in
-- the deed by which its decision took effect; of a list that another authority decides it names document and day.
alter table record
  alter column batch_id drop not null,
  add column case_id text collate "C",
  add column case_deed_no int,
  add column case_deed text collate "C",
  add column list_decided_by text collate "C";
update record r set list_decided_by = l.decided_by from catalogue_list l
  where l.version = r.catalogue_version and l.list = r.list and r.list is not null;
alter table record
  add constraint record_from_batch_or_case check (num_nonnulls(batch_id, case_id) = 1),
  add constraint record_case_whole check (num_nonnulls(case_id, case_deed_no, case_deed) in (0, 3)),
  add constraint record_case_effective check (case_deed in ('took-effect', 'granted', 'recorded')),
  add constraint record_of_effective_case foreign key (subject_id, case_id, case_deed_no, case_deed)
    references case_deed (subject_id, case_id, deed_no, deed),
  add constraint record_list_known check ((list is null) = (list_decided_by is null)),
  add constraint record_list_of_version foreign key (catalogue_version, list, list_decided_by)
    references catalogue_list (version, list, decided_by),
  add constraint record_list_by_casework check (list_decided_by <> 'office' or (case_id is not null and case_deed = 'took-effect')),
  add constraint record_list_grounded check (list is null or (document_no is not null and decided_on is not null));
create index record_case on record (case_id) where case_id is not null;
