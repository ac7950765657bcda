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
  body       text not null check (length(body) between 1 and 10000),
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
create index message_inbox_agency on message (agency, sent_at desc, message_id desc) where agency is not null;
create index message_inbox_subject on message (subject_id, sent_at desc, message_id desc) where subject_id is not null;
-- what is past its term
create index message_sent on message (sent_at);

-- Who has read it, and when: once, never changed.
create table message_receipt (
  message_id text collate "C" references message on delete cascade,
  account_id text collate "C" references account,
  read_at    timestamptz not null,
  primary key (message_id, account_id)
);

-- Where an account gets mail. Sealed under a key that is not in the database and bound to its row; at most one that its
-- owner has confirmed by the code sent to it, and one that waits for the code. Gone when replaced or removed.
create table mail_address (
  address_id   text collate "C" primary key check (address_id ~ '^e[0-9a-f]{16}$'),
  account_id   text collate "C" not null references account,
  sealed       bytea not null check (length(sealed) between 29 and 300),
  set_at       timestamptz not null,
  -- what became of the mail with the code
  code_mail    text collate "C" not null default 'queued' check (code_mail in ('queued', 'sent', 'failed')),
  -- codes tried
  tries        int not null default 0 check (tries between 0 and 5),
  confirmed_at timestamptz
);
create unique index mail_address_confirmed on mail_address (account_id) where confirmed_at is not null;
create unique index mail_address_waiting on mail_address (account_id) where confirmed_at is null;

-- Mail that tells an account of a message: one row, however often a job runs. What the server said stands in `reply`,
-- without addresses.
create table message_mail (
  message_id text collate "C" references message on delete cascade,
  account_id text collate "C" references account,
  state      text collate "C" not null check (state in ('queued', 'sent', 'failed')),
  tries      int not null default 0 check (tries >= 0),
  reply      text check (length(reply) between 1 and 200),
  changed_at timestamptz not null,
  primary key (message_id, account_id),
  check (state = 'queued' or reply is not null)
);
-- what an administrator looks at: mail that failed, or was put off
create index message_mail_trouble on message_mail (changed_at desc, message_id desc, account_id desc)
  where state = 'failed' or state = 'queued' and tries > 0;

grant select, insert, delete on message, mail_address, message_mail to gongxin_app;
grant select, insert on message_receipt to gongxin_app;
grant update (code_mail, tries, confirmed_at) on mail_address to gongxin_app;
grant update (state, tries, reply, changed_at) on message_mail to gongxin_app;

-- Who acts for an organisation.
create index post_subject on post (subject_id) where subject_id is not null;
