-- How a version of the catalogue comes about after the first: an official proposes a whole folder of entries, a second
-- one confirms exactly the difference both have seen. Rows are added, never edited. No version after the first can be
-- written without that chain: see the keys of catalogue_version at the end.
create table catalogue_proposal (
  proposal_id    text collate "C" primary key check (proposal_id ~ '^p[0-9a-z]+$'),
  -- the latest version when it was proposed: confirmed only while that is so, or another's changes would be lost
  follows        int not null check (follows >= 1),
  in_force_from  date not null,
  reason         text not null check (length(reason) between 1 and 1000),
  -- SHA-256 over the canonical JSON of its entries, as of a version
  digest         text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  entries        int not null check (entries between 1 and 2000),
  proposed_by    text not null check (length(proposed_by) between 1 and 200),
  agency         text collate "C",
  proposed_at    timestamptz not null,
  check (in_force_from > (proposed_at at time zone 'Asia/Shanghai')::date),
  unique (proposal_id, entries),
  unique (proposal_id, proposed_by, follows, in_force_from, digest)
);

-- The entries are numbered 1 to the proposal's own count, so that none can be added to a proposal that has them all. A
-- version's entries are those of its proposal: they are not copied.
create table catalogue_proposal_entry (
  proposal_id text collate "C" not null,
  entry_no    int not null,
  entries     int not null,
  kind        text collate "C" not null check (kind ~ '^[a-z]+$'),
  code        text collate "C" not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  body        jsonb not null,
  primary key (proposal_id, entry_no),
  unique (proposal_id, kind, code),
  check (entry_no between 1 and entries),
  foreign key (proposal_id, entries) references catalogue_proposal (proposal_id, entries)
);

-- What the proposal would change, as it was seen: when it was proposed, and again when records had come since.
create table catalogue_proposal_dry_run (
  proposal_id text collate "C" not null references catalogue_proposal,
  run_no      int not null check (run_no >= 1),
  digest      text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  content     jsonb not null,
  made_at     timestamptz not null,
  primary key (proposal_id, run_no),
  unique (proposal_id, digest)
);

-- What became of it, once. Who proposed may withdraw it and nothing else; a confirmation names the difference it confirms,
-- and comes before the day on which the version takes force.
create table catalogue_proposal_deed (
  proposal_id    text collate "C" primary key,
  kind           text collate "C" not null check (kind in ('confirmation', 'rejection', 'withdrawal')),
  proposed_by    text not null,
  follows        int not null,
  in_force_from  date not null,
  digest         text collate "C" not null,
  dry_run_digest text collate "C",
  reason         text check (length(reason) between 1 and 1000),
  actor          text not null check (length(actor) between 1 and 200),
  agency         text collate "C",
  done_at        timestamptz not null,
  foreign key (proposal_id, proposed_by, follows, in_force_from, digest)
    references catalogue_proposal (proposal_id, proposed_by, follows, in_force_from, digest),
  foreign key (proposal_id, dry_run_digest) references catalogue_proposal_dry_run (proposal_id, digest),
  check (kind = 'withdrawal' or actor <> proposed_by),
  check ((kind = 'confirmation') = (dry_run_digest is not null)),
  check (kind = 'confirmation' or reason is not null),
  check (kind <> 'confirmation' or in_force_from > (done_at at time zone 'Asia/Shanghai')::date),
  unique (proposal_id, kind, follows, in_force_from, digest, actor, done_at)
);

-- The first version is loaded from the bundled files; every other is the confirmed proposal that follows the one before,
-- with that proposal's day and entries, written by who confirmed it at that moment. The columns `deed` and `follows` stand
-- here only so that the key can name them.
alter table catalogue_version
  add column proposal_id text collate "C" unique,
  add column deed        text collate "C" check (deed = 'confirmation'),
  add column follows     int references catalogue_version check (follows = version - 1),
  add constraint catalogue_version_by_two check
    (num_nulls(proposal_id, deed, follows) = case when version = 1 then 3 else 0 end),
  add foreign key (proposal_id, deed, follows, in_force_from, digest, loaded_by, loaded_at)
    references catalogue_proposal_deed (proposal_id, kind, follows, in_force_from, digest, actor, done_at);

alter table catalogue_entry add constraint catalogue_entry_of_the_first check (version = 1);

grant select, insert on catalogue_proposal, catalogue_proposal_entry, catalogue_proposal_dry_run,
  catalogue_proposal_deed to gongxin_app;
