-- Intake: a department's file on its way to records. Coordinator tables; no foreign key leads here.
create table intake_batch (
  batch_id        text collate "C" primary key,
  category        text collate "C" not null,
  agency          text collate "C" not null,
  actor           text not null,
  origin          text collate "C" not null check (origin in ('cli', 'http', 'rows')),
  idempotency_key text collate "C",
  file            text not null,
  digest          text collate "C" not null,
  history         boolean not null default false,
  status          text collate "C" not null check (status in ('received', 'running', 'finished', 'refused', 'failed')),
  -- how far it came: rows are first staged chunk by chunk, then applied chunk by chunk
  staged_chunks   int not null default 0,
  staged_rows     int not null default 0,
  staged          boolean not null default false,
  applied_chunks  int not null default 0,
  ignored_columns text[] not null default '{}',
  counts          jsonb not null default '{}',
  refusal         jsonb,
  started_at      timestamptz not null,
  finished_at     timestamptz,
  -- the receipt reached the sender's terminal: the same command again is a new submission
  delivered_at    timestamptz,
  unique (agency, idempotency_key)
);
-- Continue an unfinished batch; find what was said of the same bytes before.
create index intake_batch_bytes on intake_batch (agency, category, digest, started_at desc);

-- The uploaded file itself, encrypted, in parts; removed after its term.
create table intake_part (
  batch_id text collate "C" not null,
  part_no  int not null,
  sealed   bytea not null,
  primary key (batch_id, part_no)
);

-- What became of every row of a chunk: one letter a row in the order of the file, and a hash root over the rows.
create table intake_chunk (
  batch_id   text collate "C" not null,
  chunk_no   int not null,
  first_seq  int not null,
  outcomes   text not null,
  root       text collate "C" not null,
  primary key (batch_id, chunk_no)
);

-- Rows of a running batch that are good so far; emptied when the batch is finished.
create table intake_row (
  batch_id   text collate "C" not null,
  seq        int not null,
  chunk_no   int not null,
  sheet      text,
  row        int not null,
  record_id  text collate "C" not null,
  judged     json not null,
  primary key (batch_id, seq)
);
-- The last row of a file that speaks of a record is the one that counts.
create index intake_row_record on intake_row (batch_id, record_id, seq);

-- Every error and warning of a batch; the receipt shows the first thousand.
create table intake_finding (
  batch_id    text collate "C" not null,
  seq         int not null,
  position    int not null,
  chunk_no    int not null,
  sheet       text,
  row         int not null,
  column_name text,
  code        text collate "C" not null,
  message     text not null,
  outcome     text collate "C" not null check (outcome in ('rejected', 'unresolved', 'warning')),
  primary key (batch_id, seq, position)
);

-- Lawful rows whose subject is not certain, or that look like an older state: kept apart for a person to settle.
create table intake_queue (
  queue_id   text collate "C" primary key,
  -- the same row is queued once, however often it is sent
  digest     text collate "C" not null unique,
  category   text collate "C" not null,
  agency     text collate "C" not null,
  reason     text collate "C" not null,
  content    jsonb not null,
  candidates jsonb not null default '[]',
  batch_id   text collate "C" not null,
  file       text,
  sheet      text,
  row        int,
  queued_at  timestamptz not null
);
create index intake_queue_agency on intake_queue (agency, queued_at);

-- The act that settles a queued row.
create table intake_settlement (
  queue_id   text collate "C" primary key references intake_queue,
  decision   text collate "C" not null check (decision in ('attributed', 'dismissed')),
  subject_id text collate "C",
  reason     text not null,
  actor      text not null,
  settled_at timestamptz not null,
  check ((decision = 'attributed') = (subject_id is not null))
);

-- How current each source is: a finished batch, also an empty one, speaks for its day.
create table source_currency (
  category text collate "C" not null,
  agency   text collate "C" not null,
  as_of    date not null,
  batch_id text collate "C" not null,
  primary key (category, agency)
);

grant select, insert on intake_batch, intake_part, intake_chunk, intake_row, intake_finding, intake_queue,
  intake_settlement, source_currency to gongxin_app;
grant update on intake_batch, intake_chunk, source_currency to gongxin_app;
grant delete on intake_part, intake_row to gongxin_app;
