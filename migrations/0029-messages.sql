-- Messages 站内消息: what an agency's officials or an organisation's users are told, kept in words as it was said. Mail only tells
-- that there is one. They stay where requests come in: whoever signs in reads them there.
create table message (
  message_id text collate "C" primary key check (message_id ~ '^m[0-9a-f]{16}$'),
  -- to everybody entitled at an agency, or of an organisation
  agency     text collate "C" references agency,
  subject_id text collate "C" check (not starts_with(subject_id, 'P-')),
  -- what it is said about: once to one recipient, however often it is asked
  said_key   text collate "C" not null check (length(said_key) between 1 and 200),
  template   text collate "C" not null check (template ~ '^[a-z][a-z-]{1,40}$'),
  title      text not null check (length(title) between 1 and 60),
  body       text not null check (length(body) between 1 and 4000),
  -- where to look: a case, a record, whom both are about
  about_case    text collate "C" check (length(about_case) between 1 and 80),
  about_record  text collate "C" check (length(about_record) between 1 and 80),
  about_subject text collate "C" check (length(about_subject) between 1 and 80 and not starts_with(about_subject, 'P-')),
  sent_by    text not null check (length(sent_by) between 1 and 200),
  sent_at    timestamptz not null,
  check (num_nonnulls(agency, subject_id) = 1)
);
create unique index message_once_agency on message (agency, said_key) where agency is not null;
create unique index message_once_subject on message (subject_id, said_key) where subject_id is not null;
create index message_inbox_agency on message (agency, sent_at desc, message_id) where agency is not null;
create index message_inbox_subject on message (subject_id, sent_at desc, message_id) where subject_id is not null;

grant select, insert, delete on message to gongxin_app;
