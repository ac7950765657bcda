-- The journal as a tree (RFC 9162): every entry committed field by field, given a position by one sequencer, covered by
-- signed heads. The application may add rows to these tables and read them; it can change and remove none.

-- From which address an act came, and the caller's own file number. An erased name leaves its entry without an actor.
alter table journal_entry
  add column origin text collate "C",
  add column ref    text,
  add column erased boolean not null default false,
  alter column actor drop not null,
  add constraint journal_entry_actor_known check (actor is not null or erased);

-- What the entry said, without saying it: for each field a SHA-256 over its own random salt and its value. Salt and value
-- can go; the commitments stay, and with them every proof. fields[i], salts[i] and commitments[i] belong together.
create table journal_seal (
  entry_id    bigint primary key,
  fields      text[] not null,
  salts       bytea[] not null,
  commitments bytea[] not null
);

-- The order of the entries, given once. Nothing refers to the entry by a foreign key: closed months can be detached.
create table journal_leaf (
  position bigint primary key check (position >= 0),
  entry_id bigint not null unique,
  hash     bytea not null check (length(hash) = 32)
);

-- Root of each complete block of 256^level leaves, so that a proof reads a few rows however large the tree is.
create table journal_node (
  level int not null check (level between 1 and 6),
  index bigint not null check (index >= 0),
  hash  bytea not null check (length(hash) = 32),
  primary key (level, index)
);

-- Every entry up to this id has its position or will never exist. A sequencer that starts looks above the highest.
create table journal_settled (
  entry_id bigint primary key
);

-- Public keys that signed heads. Whom to trust is not decided by this table.
create table journal_key (
  key_id     text collate "C" primary key,
  algorithm  text collate "C" not null check (algorithm in ('ed25519', 'sm2')),
  public_key bytea not null
);

-- Signed tree heads.
create table journal_head (
  tree_size     bigint primary key check (tree_size > 0),
  root          bytea not null check (length(root) = 32),
  signed_at     timestamptz not null,
  key_id        text collate "C" not null,
  signature     bytea not null,
  sm2_key_id    text collate "C",
  sm2_signature bytea,
  check ((sm2_key_id is null) = (sm2_signature is null))
);

-- That a value was erased, by whom and why; written by the function below in the same call.
create table journal_erasure (
  entry_id  bigint not null,
  field     text not null,
  erased_at timestamptz not null,
  actor     text not null check (length(actor) between 1 and 200),
  reason    text not null check (length(reason) between 1 and 500),
  primary key (entry_id, field)
);

-- A closed month whose readable rows lie in a file: positions from first_position up to but without end_position.
create table journal_detachment (
  month          text collate "C" primary key check (month ~ '^\d{4}-\d{2}$'),
  first_position bigint not null unique,
  end_position   bigint not null check (end_position > first_position),
  tree_size      bigint not null,
  sha256         text collate "C" not null,
  detached_at    timestamptz not null,
  actor          text not null
);

-- An auditor reads by time: about one organisation, of one event, or all.
drop index journal_entry_subject;
create index journal_entry_subject on journal_entry (subject_id, occurred_at desc, entry_id desc) where subject_id is not null;
create index journal_entry_event on journal_entry (event, occurred_at desc, entry_id desc);
create index journal_entry_time on journal_entry (occurred_at desc, entry_id desc);

-- The one way a value leaves an entry: value and salt go, commitment and place stay, and a row says so. It answers
-- `erased`, `absent` (no such entry or field here) or `already`.
create function journal_erase_value(entry bigint, name text, moment timestamptz, who text, why text) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as
$$
declare
  place int;
begin
  if name not in ('actor', 'subject_id', 'target', 'origin', 'ref') and name not like 'detail.%' then
    raise exception 'the journal keeps field % for ever', name using errcode = '22023';
  end if;
  select array_position(s.fields, name) into place from public.journal_seal s where s.entry_id = entry for update;
  if place is null then return 'absent'; end if;
  insert into public.journal_erasure (entry_id, field, erased_at, actor, reason)
    values (entry, name, moment, who, why) on conflict do nothing;
  if not found then return 'already'; end if;
  update public.journal_seal s set salts[place] = null where s.entry_id = entry;
  update public.journal_entry e set
      erased = true,
      actor = case when name = 'actor' then null else e.actor end,
      subject_id = case when name = 'subject_id' then null else e.subject_id end,
      target = case when name = 'target' then null else e.target end,
      origin = case when name = 'origin' then null else e.origin end,
      ref = case when name = 'ref' then null else e.ref end,
      detail = case when name like 'detail.%' then e.detail - substr(name, 8) else e.detail end
    where e.entry_id = entry;
  return 'erased';
end
$$;
revoke execute on function journal_erase_value from public;
grant execute on function journal_erase_value to gongxin_app;

grant select, insert on journal_seal, journal_leaf, journal_node, journal_settled, journal_key, journal_head to gongxin_app;
-- rows of these come only with what they tell of
grant select on journal_erasure, journal_detachment to gongxin_app;
