-- Natural persons (boundary 2 and 6): held only on a ground named here, for a term, apart from every organisation. No
-- table of records, names, aliases or checks may speak of one, so that no search, join, list or export can reach one.

-- Versions of the keys that seal and index; the keys themselves come from the installation's secret. A purpose without a
-- row is at version 1.
create table person_key (
  purpose text collate "C" not null check (purpose in ('seal', 'index')),
  version int not null check (version >= 2),
  made_at timestamptz not null,
  made_by text not null,
  primary key (purpose, version)
);

-- That somebody is held. The row stays when who it was has been erased.
create table person (
  subject_id text collate "C" primary key check (subject_id ~ '^P-[0-9a-f]{32}$'),
  held_at    timestamptz not null
);

-- Who it is: sealed (AES-256-GCM), found only by a keyed hash of the whole number. Deleted when erased.
create table person_identity (
  subject_id        text collate "C" primary key references person,
  identifier_kind   text collate "C" not null check (identifier_kind in
                      ('resident-id', 'passport', 'hong-kong-macao-permit', 'taiwan-permit', 'foreign-permanent-id')),
  sealed_identifier bytea not null check (length(sealed_identifier) > 28),
  sealed_name       bytea not null check (length(sealed_name) > 28),
  seal_version      int not null check (seal_version >= 1),
  identifier_index  bytea not null unique check (length(identifier_index) = 32),
  index_version     int not null check (index_version >= 1)
);
-- What a rotation has still to do.
create index person_identity_versions on person_identity (seal_version, index_version);

-- Why somebody is held, and until when. The allow-list stands here and not in the catalogue: no file can widen it.
create table person_ground (
  subject_id   text collate "C" not null references person,
  ground_no    int not null check (ground_no >= 1),
  ground       text collate "C" not null check (ground in ('professional', 'named-in-role')),
  -- The organisation in whose listing decision the person is named, and the record of that decision.
  organisation text collate "C" not null references subject check (not starts_with(organisation, 'P-')),
  record_id    text collate "C" not null,
  document_no  text not null check (length(document_no) between 1 and 128),
  authority    text collate "C" not null references agency,
  from_day     date not null,
  -- The last day: nobody is held without an end.
  until_day    date not null check (until_day >= from_day),
  held_by      text not null,
  held_at      timestamptz not null,
  primary key (subject_id, ground_no),
  unique (subject_id, organisation, record_id)
);

-- That who it was has been erased: by whom, when, why. Why is a word: nothing here is written about a person.
create table person_erasure (
  subject_id text collate "C" primary key references person,
  reason     text collate "C" not null check (reason in ('term-over', 'requested', 'decision-void', 'held-in-error')),
  document   text check (length(document) between 1 and 128),
  actor      text not null,
  agency     text collate "C",
  erased_at  timestamptz not null
);

grant select, insert on person_key, person, person_identity, person_ground, person_erasure to gongxin_app;
grant update (sealed_identifier, sealed_name, seal_version, identifier_index, index_version) on person_identity to gongxin_app;
grant delete on person_identity to gongxin_app;

-- Everywhere else a subject is an organisation of a kind the catalogue knows.
alter table subject
  add constraint subject_is_organisation check (not starts_with(subject_id, 'P-')),
  add constraint subject_kind_of_organisation check (kind in
    ('enterprise', 'unincorporated-enterprise', 'individual-business', 'cooperative', 'organ', 'institution',
     'social-organisation', 'village-collective', 'other-organisation'));
alter table record add constraint record_of_organisation check (not starts_with(subject_id, 'P-'));
alter table check_answer add constraint check_answer_of_organisation check (not starts_with(subject_id, 'P-'));
