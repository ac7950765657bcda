-- Supervision 督导: what the platform found an agency to owe is asked of the agency once, and answered once. What was found is
-- no row: it is worked out whenever it is read.
-- A query concerns an agency, also where it speaks of one organisation's record: it lies where requests come in.
create table governance_query (
  query_id     text collate "C" primary key check (query_id ~ '^g[0-9a-f]{16}$'),
  kind         text collate "C" not null check (kind in ('missed-check', 'number-gap')),
  -- whose it is to answer
  agency       text collate "C" not null references agency,
  category     text collate "C" not null,
  -- of a missed check: the decision that was made without one
  subject_id   text collate "C" check (not starts_with(subject_id, 'P-')),
  record_id    text collate "C",
  -- of a gap: the numbers, both ends included
  series       text check (length(series) between 1 and 128),
  year         int check (year between 1900 and 2099),
  first_number int check (first_number >= 1),
  last_number  int check (last_number >= first_number),
  -- a gap is asked about again only where the earlier query was answered and the answer did not hold
  follows      text collate "C" unique references governance_query,
  question     text check (length(question) between 1 and 500),
  due_on       date not null,
  asked_by     text not null check (length(asked_by) between 1 and 200),
  asked_for    text collate "C",
  asked_at     timestamptz not null,
  check (num_nulls(subject_id, record_id) = case kind when 'missed-check' then 0 else 2 end),
  check (num_nulls(series, year, first_number, last_number) = case kind when 'number-gap' then 0 else 4 end),
  check (follows is null or kind = 'number-gap'),
  -- for the key of the answer
  unique (query_id, kind, agency),
  -- one decision is asked about once
  unique (record_id, subject_id),
  -- and so is one number, unless the query follows another
  constraint governance_query_once exclude using gist
    (agency with =, category with =, series with =, year with =, int4range(first_number, last_number, '[]') with &&)
    where (kind = 'number-gap' and follows is null)
);
create index governance_query_agency on governance_query (agency, asked_at desc, query_id);

-- The agency's answer, once. `natural-person` says that the decision is about one, which nobody may hold here: no word more.
create table governance_answer (
  query_id     text collate "C" primary key,
  kind         text collate "C" not null,
  agency       text collate "C" not null,
  answer       text collate "C" not null check (case kind
    when 'number-gap' then answer in ('void', 'not-public', 'natural-person', 'will-report')
    when 'missed-check' then answer in ('checked-elsewhere', 'not-required', 'omitted', 'reported-wrongly') end),
  note         text check (length(note) between 1 and 500),
  -- the last day on which a promise to report keeps the numbers from being suspected
  report_by    date,
  answered_by  text not null check (length(answered_by) between 1 and 200),
  answered_at  timestamptz not null,
  check ((answer = 'will-report') = (report_by is not null)),
  check (answer <> 'natural-person' or note is null),
  foreign key (query_id, kind, agency) references governance_query (query_id, kind, agency)
);

-- The grounds of restrictions, among all grounds: from them supervision looks for what was granted.
create index measure_ground_trigger on measure_ground (trigger, subject_id) where superseded_at is null;

grant select, insert on governance_query, governance_answer to gongxin_app;
