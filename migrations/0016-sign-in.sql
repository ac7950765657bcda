-- What somebody shows to sign in. Of secrets only what checks them is kept: a hash, or sealed under a key that is not here.
create table password (
  account_id text collate "C" primary key references account,
  -- Argon2id in the usual text form, with its own parameters.
  hash       text collate "C" not null check (length(hash) between 60 and 300),
  set_at     timestamptz not null,
  -- Whether a new one must be chosen before anything else.
  due        boolean not null default false
);

-- A link that may set the first, or the next, password: once, and not for long.
create table invitation (
  invitation_id text collate "C" primary key check (invitation_id ~ '^i[0-9a-f]{16}$'),
  account_id    text collate "C" not null references account,
  token_hash    bytea not null unique check (length(token_hash) = 32),
  made_at       timestamptz not null,
  made_by       text not null,
  expires_at    timestamptz not null check (expires_at > made_at),
  used_at       timestamptz,
  ended_at      timestamptz,
  check (used_at is null or ended_at is null)
);
-- One open link an account: a new one ends the one before.
create unique index invitation_open on invitation (account_id) where used_at is null and ended_at is null;

-- Tries that failed, counted under a keyed hash of what was tried, held here or not: a stranger's login is counted like any other.
create table sign_in_attempt (
  tried         bytea primary key check (length(tried) = 32),
  failures      integer not null check (failures >= 0),
  last_at       timestamptz not null,
  blocked_until timestamptz
);

-- The shared secret of an authenticator app (RFC 6238), sealed.
create table authenticator (
  authenticator_id text collate "C" primary key check (authenticator_id ~ '^a[0-9a-f]{16}$'),
  account_id       text collate "C" not null references account,
  sealed           bytea not null,
  made_at          timestamptz not null,
  confirmed_at     timestamptz,
  -- The last time step whose code was taken: no code is taken twice (RFC 6238, 5.2).
  last_step        bigint,
  ended_at         timestamptz,
  ended_by         text,
  check ((ended_at is null) = (ended_by is null))
);
create unique index authenticator_current on authenticator (account_id) where ended_at is null;

-- Codes for the day the phone is lost: shown once, each good once.
create table recovery_code (
  account_id text collate "C" not null references account,
  code_hash  bytea not null check (length(code_hash) = 32),
  made_at    timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  used_at    timestamptz,
  ended_at   timestamptz,
  primary key (account_id, code_hash)
);

-- A lost authenticator is taken off by two people.
create table second_factor_reset (
  reset_id     text collate "C" primary key check (reset_id ~ '^f[0-9a-f]{16}$'),
  account_id   text collate "C" not null references account,
  reason       text not null check (length(reason) between 1 and 500),
  proposed_by  text not null,
  proposed_at  timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  ended_by     text,
  ended_at     timestamptz,
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (confirmed_by <> proposed_by)
);
create unique index second_factor_reset_open on second_factor_reset (account_id)
  where confirmed_at is null and ended_at is null;

-- Whose account an identity of an identity provider is. A keyed hash of issuer and subject: what a provider calls a person
-- may be the person's number, so it is not kept.
create table identity (
  identity_hash bytea primary key check (length(identity_hash) = 32),
  provider      text collate "C" not null,
  account_id    text collate "C" not null references account,
  linked_at     timestamptz not null,
  linked_by     text not null
);
create index identity_account on identity (account_id);

-- Somebody has been sent to an identity provider and has not come back. Taken away when he comes back: good once.
create table oidc_flow (
  state_hash   bytea primary key check (length(state_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  provider     text collate "C" not null,
  nonce        text collate "C" not null,
  verifier     text collate "C" not null,
  began_at     timestamptz not null
);
create index oidc_flow_began on oidc_flow (began_at);

grant select, insert on password, invitation, authenticator, recovery_code, second_factor_reset, identity to gongxin_app;
grant select, insert, delete on sign_in_attempt, oidc_flow to gongxin_app;
grant update (hash, set_at, due) on password to gongxin_app;
grant update (used_at, ended_at) on invitation to gongxin_app;
grant update (failures, last_at, blocked_until) on sign_in_attempt to gongxin_app;
grant update (confirmed_at, last_step, ended_at, ended_by) on authenticator to gongxin_app;
grant update (used_at, ended_at) on recovery_code to gongxin_app;
grant update (confirmed_by, confirmed_at, ended_by, ended_at) on second_factor_reset to gongxin_app;
