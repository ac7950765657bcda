-- Accounts: who signs in, and in which post. They stay on the coordinator; no foreign key of a large table leads here.
-- An account carries no right by itself: a post does, from day to day, granted by a second person.
create table account (
  account_id text collate "C" primary key check (account_id ~ '^u[0-9a-f]{16}$'),
  kind       text collate "C" not null check (kind in ('staff', 'organisation', 'person')),
  -- Of staff and organisations' users; of a natural person nothing is repeated here.
  name       text check (length(name) between 1 and 100),
  -- The name at sign-in by password; staff only.
  login      text collate "C" unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  created_at timestamptz not null,
  created_by text not null,
  ended_at   timestamptz,
  ended_by   text,
  check ((kind = 'person') = (name is null)),
  check (login is null or kind = 'staff'),
  check ((ended_at is null) = (ended_by is null))
);

create table post (
  post_id      text collate "C" primary key check (post_id ~ '^p[0-9a-f]{16}$'),
  account_id   text collate "C" not null references account,
  role         text collate "C" not null check (role in
               ('person', 'organisation', 'clerk', 'reviewer', 'desk', 'counter', 'case-officer', 'decider',
                'catalogue-editor', 'auditor', 'system-admin', 'security-admin', 'audit-admin')),
  agency       text collate "C" references agency,
  region       text collate "C" check (region ~ '^[0-9]{6}$'),
  subject_id   text collate "C",
  from_day     date not null,
  -- The last day; none for staff whose post has no end yet.
  until_day    date,
  -- What an organisation's user has shown, or on which paper an official was appointed.
  proof        text not null check (length(proof) between 1 and 500),
  -- What was shown at the counter to whoever confirmed it.
  shown        text check (length(shown) between 1 and 500),
  proposed_by  text not null,
  proposed_at  timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by     text,
  ended_at     timestamptz,
  check (until_day is null or until_day >= from_day),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  -- four eyes
  check (confirmed_by <> proposed_by),
  -- The first administrators stand before the first agency; every other official is of one.
  check (role not in ('person', 'organisation') or agency is null),
  check (role in ('person', 'organisation', 'system-admin', 'security-admin', 'audit-admin') or agency is not null),
  check ((agency is null) = (region is null)),
  check ((role in ('person', 'organisation')) = (subject_id is not null)),
  check (role <> 'organisation' or until_day is not null)
);
-- The posts of an account, at sign-in.
create index post_account on post (account_id);
create index post_agency on post (agency) where agency is not null;
-- 三权分立: nobody holds two of the three administrators, not even proposed.
create unique index post_one_administrator on post (account_id)
  where role in ('system-admin', 'security-admin', 'audit-admin') and ended_at is null;

create table session (
  session_id       text collate "C" primary key check (session_id ~ '^s[0-9a-f]{16}$'),
  -- SHA-256 of what the browser holds.
  token_hash       bytea not null unique check (length(token_hash) = 32),
  account_id       text collate "C" not null references account,
  -- The post somebody acts in; one at a time.
  post_id          text collate "C" references post,
  began_at         timestamptz not null,
  seen_at          timestamptz not null,
  -- When the second factor was shown in this session.
  second_factor_at timestamptz,
  -- Whether nothing but a new password is taken from it.
  password_due     boolean not null default false,
  origin           text,
  ended_at         timestamptz,
  ended_by         text,
  check ((ended_at is null) = (ended_by is null))
);
-- All sessions of an account, to end them at once.
create index session_account on session (account_id) where ended_at is null;

grant select, insert on account, post, session to gongxin_app;
grant update (ended_at, ended_by) on account to gongxin_app;
grant update (confirmed_by, confirmed_at, shown, ended_by, ended_at) on post to gongxin_app;
grant update (post_id, seen_at, second_factor_at, password_due, ended_at, ended_by) on session to gongxin_app;
