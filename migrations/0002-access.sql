-- Access: who submits and asks. Agencies and what each may submit are reference tables (small, on every node);
-- keys stay on the coordinator. Nothing is implied: what an agency may submit is a row, or it may not.
create table agency (
  uscc           text collate "C" primary key check (length(uscc) = 18),
  name           text not null check (length(name) between 1 and 200),
  name_key       text collate "C" not null,
  region         text collate "C" not null check (region ~ '^[0-9]{6}$'),
  parent         text collate "C",
  successor_of   text collate "C",
  successor_from date,
  created_at     timestamptz not null,
  check ((successor_of is null) = (successor_from is null)),
  check (parent <> uscc and successor_of <> uscc)
);
-- An old file names its authority by name alone.
create index agency_name_key on agency (name_key);
-- What an agency took over from the ones before it.
create index agency_successor_of on agency (successor_of) where successor_of is not null;

create table agency_category (
  agency   text collate "C" not null references agency,
  category text collate "C" not null,
  -- reviewed: what it submits of this category waits for a person before it is published and used
  release  text collate "C" not null check (release in ('direct', 'reviewed')),
  primary key (agency, category)
);
-- The registering authority: every agency holding `registration`.
create index agency_category_category on agency_category (category);

-- Lists of the catalogue that the agency decides.
create table agency_list (
  agency text collate "C" not null references agency,
  list   text collate "C" not null,
  primary key (agency, list)
);

-- Authorities whose decisions the agency may submit beside its own.
create table agency_submits_for (
  agency     text collate "C" not null references agency,
  for_agency text collate "C" not null check (for_agency <> agency),
  primary key (agency, for_agency)
);

-- A key is known by its id; of its secret only the SHA-256 is kept, and four characters for a person to tell keys apart.
create table api_key (
  key_id      text collate "C" primary key check (key_id ~ '^[0-9a-f]{16}$'),
  agency      text collate "C" not null references agency,
  scopes      text[] collate "C" not null
              check (cardinality(scopes) >= 1 and scopes <@ array['intake', 'check', 'read', 'withdraw', 'feedback']),
  secret_hash bytea not null check (length(secret_hash) = 32),
  last_four   text collate "C" not null check (length(last_four) = 4),
  created_at  timestamptz not null,
  created_by  text not null,
  revoked_at  timestamptz,
  revoked_by  text,
  check ((revoked_at is null) = (revoked_by is null))
);
create index api_key_agency on api_key (agency);

grant select, insert on agency, agency_category, agency_list, agency_submits_for, api_key to gongxin_app;
grant update (revoked_at, revoked_by) on api_key to gongxin_app;

-- The application tells by it whether the database fits the program (/readyz).
grant select on gongxin_migration to gongxin_app;
