-- The catalogue: law as data. Reference tables (small, on every node). A version is never edited, only followed by the
-- next, so that what a record, a listing or a measure was made under stays readable for ever: no update, no delete.
create table catalogue_version (
  version       int primary key check (version >= 1),
  in_force_from date not null,
  loaded_at     timestamptz not null,
  loaded_by     text not null check (length(loaded_by) between 1 and 200),
  -- SHA-256 over the canonical JSON of all entries, in hexadecimal.
  digest        text collate "C" not null check (digest ~ '^[0-9a-f]{64}$')
);

create table catalogue_entry (
  version int not null references catalogue_version,
  kind    text collate "C" not null check (kind ~ '^[a-z]+$'),
  code    text collate "C" not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  body    jsonb not null,
  primary key (version, kind, code)
);

grant select, insert on catalogue_version, catalogue_entry to gongxin_app;
