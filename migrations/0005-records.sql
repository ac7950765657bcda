-- Records: what an authority decided about a subject, one row a version, never edited in place.
-- Two clocks: what the decision says (decided_on, valid_from, valid_until) and when it was known here
-- (recorded_at, superseded_at). superseded_at is the only column the application may update.
create table record (
  subject_id        text collate "C" not null,
  record_id         text collate "C" not null,
  version           int not null check (version >= 1),
  category          text collate "C" not null,
  catalogue_version int not null,
  agency            text collate "C" not null,
  authority         text collate "C" not null,
  authority_name    text,
  document_no       text,
  decided_on        date,
  valid_from        date,
  valid_until       date,
  list              text collate "C",
  fields            jsonb not null,
  late              boolean not null default false,
  recorded_at       timestamptz not null,
  superseded_at     timestamptz check (superseded_at >= recorded_at),
  batch_id          text collate "C" not null,
  file              text,
  sheet             text,
  row               int,
  primary key (subject_id, record_id, version)
);
-- The archive of one subject, a category at a time, newest decision first.
create index record_archive on record (subject_id, category, decided_on desc, record_id);
-- Release and reconcile go by batch.
create index record_batch on record (batch_id);

-- One current version a record; a withdrawal names it by its id alone.
create unique index record_current on record (record_id, subject_id) where superseded_at is null;

-- Windows: when a record may be shown to anybody and when the government may use it. Rows are added, never edited; the
-- current row is the one not superseded. A record without a current window is neither shown nor used: it waits for its
-- release, or was withdrawn, repaired or closed. Days are inclusive; a null until is without end.
create table record_window (
  subject_id        text collate "C" not null,
  record_id         text collate "C" not null,
  window_no         int not null check (window_no >= 1),
  version           int not null,
  public_from       date,
  public_until      date,
  usable_from       date not null,
  usable_until      date,
  severity          text collate "C" check (severity in ('minor', 'general', 'serious')),
  cause             text collate "C" not null check (cause in
                      ('released', 'new-version', 'reconfirmed', 'correction', 'reclassification', 'catalogue-transition')),
  document          text,
  catalogue_version int not null,
  recorded_at       timestamptz not null,
  superseded_at     timestamptz check (superseded_at >= recorded_at),
  primary key (subject_id, record_id, window_no),
  foreign key (subject_id, record_id, version) references record
);
create unique index record_window_current on record_window (subject_id, record_id) where superseded_at is null;

-- Deeds on a record: the status of a record is read from them.
create table record_deed (
  subject_id  text collate "C" not null,
  record_id   text collate "C" not null,
  deed_no     int not null check (deed_no >= 1),
  kind        text collate "C" not null check (kind in
                ('release', 'withdrawal', 'correction', 'repair', 'closure', 'requeue')),
  reason      text not null,
  document    text,
  replaced_by text,
  actor       text not null,
  agency      text collate "C",
  recorded_at timestamptz not null,
  primary key (subject_id, record_id, deed_no)
);

-- Suspensions: while one is open (not superseded) the record is neither shown nor used and its measures do not bite.
create table record_suspension (
  subject_id    text collate "C" not null,
  record_id     text collate "C" not null,
  suspension_no int not null check (suspension_no >= 1),
  cause         text collate "C" not null check (cause in ('objection', 'verification', 'shield', 'unanswered-objection')),
  document      text,
  actor         text not null,
  recorded_at   timestamptz not null,
  superseded_at timestamptz check (superseded_at >= recorded_at),
  primary key (subject_id, record_id, suspension_no)
);
create index record_suspension_open on record_suspension (subject_id, record_id) where superseded_at is null;

-- Grounds: a trigger of the catalogue holds for a subject on a record between two days (inclusive, null: until the
-- condition ends). What follows from it is the measures catalogue's business; a ground alone causes nothing.
create table measure_ground (
  subject_id        text collate "C" not null,
  record_id         text collate "C" not null,
  ground_no         int not null check (ground_no >= 1),
  version           int not null,
  trigger           text collate "C" not null,
  valid_from        date not null,
  valid_until       date,
  catalogue_version int not null,
  recorded_at       timestamptz not null,
  superseded_at     timestamptz check (superseded_at >= recorded_at),
  primary key (subject_id, record_id, ground_no),
  foreign key (subject_id, record_id, version) references record
);
-- A check: everything in force for one subject in one index lookup.
create index measure_ground_in_force on measure_ground (subject_id) where superseded_at is null;

grant select, insert on record, record_window, record_deed, record_suspension, measure_ground to gongxin_app;
grant update (superseded_at) on record, record_window, record_suspension, measure_ground to gongxin_app;
