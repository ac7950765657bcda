-- Subjects: who a record is about. subject_id is immutable opaque text, the first code known for an organisation;
-- codes and names change, the id never does. Every key of the distributed tables includes subject_id.
create table subject (
  subject_id    text collate "C" primary key,
  code          text collate "C",
  standing      text collate "C" not null check (standing in ('registered', 'provisional', 'retired')),
  kind          text collate "C" not null,
  name          text not null,
  name_key      text collate "C" not null,
  region        text collate "C",
  status        text,
  founded_on    date,
  registered_by text collate "C",
  recorded_at   timestamptz not null,
  changed_at    timestamptz not null
);

-- Every name an organisation has been known by. A provisional name is what a department wrote before the register spoke.
create table subject_name (
  subject_id  text collate "C" not null references subject,
  name_key    text collate "C" not null,
  name        text not null,
  standing    text collate "C" not null check (standing in ('current', 'former', 'provisional')),
  bigrams     text[] collate "C" not null,
  initials    text collate "C" not null,
  recorded_at timestamptz not null,
  primary key (subject_id, name_key)
);
-- Name search: every two-character window of the query must occur.
create index subject_name_bigrams on subject_name using gin (bigrams);
-- Identification by exact name; search walks it in order where a word is in every other name.
create index subject_name_key on subject_name (name_key, subject_id);
-- Search by the first letters of the pinyin.
create index subject_name_initials on subject_name (initials, subject_id);

-- Reference table: every other code and number an organisation is known by, with its dates.
-- org-code is positions 9-17 of its 统一社会信用代码, kept for rows that know only the 组织机构代码.
create table subject_alias (
  kind       text collate "C" not null check (kind in ('code', 'org-code', 'registration-no', 'tax-no', 'institution-no', 'social-organisation-no')),
  value      text collate "C" not null,
  subject_id text collate "C" not null,
  from_date  date,
  until_date date,
  primary key (kind, value, subject_id)
);
create index subject_alias_subject on subject_alias (subject_id);

grant select, insert, update on subject, subject_name to gongxin_app;
grant delete on subject_name to gongxin_app;
grant select, insert, update on subject_alias to gongxin_app;
