-- Objections 异议: an organisation, a person named in role, or the agency itself says that something recorded is wrong. The
-- case moves by deeds; what stands here is what the deeds cannot hold to: one open at a time, one first objection to a fact.
insert into case_step (procedure, deed, from_state, to_state, second_to, serves, waits) values
  ('objection', 'filed', 'none', 'received', '', '', ''),
  ('objection', 'found', 'none', 'accepted', '', '', ''),
  ('objection', 'accepted', 'received', 'accepted', '', '', ''),
  ('objection', 'deemed-accepted', 'received', 'accepted', '', '', 'accept'),
  ('objection', 'refused', 'received', 'refused', '', '', ''),
  ('objection', 'extended', 'accepted', 'accepted', '', '', ''),
  ('objection', 'escalated', 'accepted', 'overdue', '', '', 'answer'),
  ('objection', 'escalated', 'proposed', 'overdue-proposed', '', '', 'answer'),
  ('objection', 'proposed', 'accepted', 'proposed', '', '', ''),
  ('objection', 'proposed', 'overdue', 'overdue-proposed', '', '', ''),
  ('objection', 'returned', 'proposed', 'accepted', '', '', ''),
  ('objection', 'returned', 'overdue-proposed', 'overdue', '', '', '');
insert into case_step (procedure, deed, from_state, to_state, second_to)
  select 'objection', deed, state, 'answered', 'proposed'
    from unnest(array['stands', 'corrected', 'reattributed', 'withdrawn']) deed, unnest(array['proposed', 'overdue-proposed']) state;
insert into case_step (procedure, deed, from_state, to_state)
  select 'objection', 'retracted', state, 'retracted'
    from unnest(array['received', 'accepted', 'proposed', 'overdue', 'overdue-proposed']) state
  union all
  select 'objection', 'joined', state, state from unnest(array['accepted', 'proposed', 'overdue', 'overdue-proposed']) state
  union all
  select 'objection', deed, 'answered', 'answered' from unnest(array['stated', 'statement-checked', 'statement-ended']) deed;

create table objection (
  subject_id   text collate "C" not null,
  case_id      text collate "C" not null,
  procedure    text collate "C" not null generated always as ('objection') stored,
  -- What is objected to, and the facts of its version, folded and hashed. No reference: a record may be forgotten first.
  record_id    text collate "C" not null,
  version      int not null check (version >= 1),
  facts_sha256 text collate "C" not null check (facts_sha256 ~ '^[0-9a-f]{64}$'),
  origin       text collate "C" not null check (origin in ('organisation', 'counter', 'person', 'own-motion')),
  -- The person who objects to being named, by id and by the number in the listing; empty where it is not a person's.
  person_id    text collate "C" not null default '' check (person_id = '' or person_id ~ '^P-[0-9a-f]{32}$'),
  person_no    int check (person_no between 1 and 10),
  about        text collate "C" not null check (about in ('facts', 'attribution', 'term', 'identity', 'naming')),
  -- Who came to the counter and what was shown; never a number.
  proof        text check (length(proof) between 1 and 500),
  -- What it is to the law: the first to this fact, a repeat, against a court's own list, or the agency's own motion.
  standing     text collate "C" not null check (standing in ('first', 'repeat', 'court', 'own-motion')),
  suspends     boolean not null,
  filed_at     timestamptz not null,
  -- The organisation joined what the agency had begun itself.
  joined_at    timestamptz,
  closed_at    timestamptz,
  primary key (subject_id, case_id),
  foreign key (subject_id, case_id, procedure) references case_file (subject_id, case_id, procedure),
  check ((origin = 'person') = (person_id <> '')),
  check ((origin = 'person') = (person_no is not null)),
  check ((origin = 'person') = (about = 'naming')),
  check ((origin = 'counter') = (proof is not null)),
  check ((origin = 'own-motion') = (standing = 'own-motion')),
  check (suspends or standing in ('repeat', 'court')),
  check (joined_at is null or origin = 'own-motion')
);
-- One case at a time about a record, and a first objection to a fact is made once.
create unique index objection_open on objection (subject_id, record_id, person_id) where closed_at is null;
create unique index objection_first on objection (subject_id, record_id, person_id, facts_sha256) where standing = 'first';
create index objection_waiting on objection (filed_at, case_id) where closed_at is null;
create index objection_case on objection (case_id);
create index objection_person on objection (person_id, filed_at desc) where person_id <> '';
grant select, insert on objection to gongxin_app;
grant update (suspends, joined_at, closed_at) on objection to gongxin_app;

-- An entry decided here may be corrected by the deed of an objection, never begun by one.
alter table record drop constraint record_list_by_casework,
  add constraint record_list_by_casework check (list_decided_by <> 'office'
    or (case_id is not null and (case_deed = 'took-effect' or (case_deed = 'corrected' and version > 1))));

-- While a person's objection to being named is verified, the decision binds the person to nothing.
alter table person_ground add column suspended_at timestamptz, add column suspended_by text,
  add constraint person_ground_suspended check ((suspended_at is null) = (suspended_by is null));
grant update (suspended_at, suspended_by) on person_ground to gongxin_app;
