-- The journal: one row for every act, written in the transaction that makes the act durable.
-- The application may add rows and read them; it can neither change nor remove one.
create table journal_entry (
  entry_id    bigint generated always as identity primary key,
  occurred_at timestamptz not null,
  actor       text not null check (length(actor) between 1 and 200),
  agency      text collate "C",
  purpose     text not null check (length(purpose) between 1 and 200),
  event       text collate "C" not null,
  subject_id  text collate "C",
  target      text,
  detail      jsonb not null default '{}'
);

-- Who did what to this organisation, newest first.
create index journal_entry_subject on journal_entry (subject_id, entry_id desc) where subject_id is not null;

grant select, insert on journal_entry to gongxin_app;
