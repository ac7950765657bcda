-- extensions

CREATE EXTENSION btree_gin;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;

-- tables

CREATE TABLE account (
  account_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  name text,
  login text COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  ended_at timestamp with time zone,
  ended_by text
);

CREATE TABLE agency (
  uscc text COLLATE "C" NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  successor_of text COLLATE "C",
  successor_from date,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE agency_category (
  agency text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  release text COLLATE "C" NOT NULL
);

CREATE TABLE agency_list (
  agency text COLLATE "C" NOT NULL,
  list text COLLATE "C" NOT NULL
);

CREATE TABLE agency_matter (
  agency text COLLATE "C" NOT NULL,
  matter text COLLATE "C" NOT NULL,
  registered_at timestamp with time zone NOT NULL
);

CREATE TABLE agency_submits_for (
  agency text COLLATE "C" NOT NULL,
  for_agency text COLLATE "C" NOT NULL
);

CREATE TABLE api_key (
  key_id text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  scopes text[] COLLATE "C" NOT NULL,
  secret_hash bytea NOT NULL,
  last_four text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  revoked_at timestamp with time zone,
  revoked_by text
);

CREATE TABLE applied_notice (
  subject_id text COLLATE "C" NOT NULL,
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  measure text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  procedure text COLLATE "C" NOT NULL DEFAULT 'applied-notice'::text
);

CREATE TABLE authenticator (
  authenticator_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint,
  ended_at timestamp with time zone,
  ended_by text
);

CREATE TABLE case_clock_entry (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  clock text COLLATE "C" NOT NULL,
  entry_no integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  on_day date NOT NULL,
  cause text NOT NULL,
  evidence text,
  amount integer,
  unit text COLLATE "C",
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE case_deed (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  deed_no integer NOT NULL,
  previous_no integer GENERATED ALWAYS AS (NULLIF((deed_no - 1), 0)) STORED,
  procedure text COLLATE "C" NOT NULL,
  deed text COLLATE "C" NOT NULL,
  from_state text COLLATE "C" NOT NULL,
  to_state text COLLATE "C" NOT NULL,
  second_to text COLLATE "C" NOT NULL DEFAULT ''::text,
  serves text COLLATE "C" NOT NULL DEFAULT ''::text,
  waits text COLLATE "C" NOT NULL DEFAULT ''::text,
  second_no integer,
  second_actor text,
  service_no integer,
  due_on date,
  on_day date NOT NULL,
  reason text,
  document_no text,
  clause text,
  content jsonb NOT NULL DEFAULT '{}'::jsonb,
  actor text NOT NULL,
  agency text COLLATE "C",
  done_at timestamp with time zone NOT NULL
);

CREATE TABLE case_evidence (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  evidence_no integer NOT NULL,
  name text NOT NULL,
  about text NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  bytes integer NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  added_by text NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE case_file (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  procedure text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  catalogue_version integer NOT NULL,
  opened_at timestamp with time zone NOT NULL
);

CREATE TABLE case_paper (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  paper_no integer NOT NULL,
  paper text COLLATE "C" NOT NULL,
  title text NOT NULL,
  document_no text NOT NULL,
  content jsonb NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  issued_on date NOT NULL,
  issued_by text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  person_no integer
);

CREATE TABLE case_person (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  person_no integer NOT NULL,
  sealed bytea,
  duty text NOT NULL,
  conduct text NOT NULL,
  held_as text COLLATE "C",
  dropped_reason text,
  service_no integer,
  notice text COLLATE "C" NOT NULL GENERATED ALWAYS AS ('person-notice'::text) STORED,
  recipient text COLLATE "C" NOT NULL GENERATED ALWAYS AS (('person:'::text || (person_no)::text)) STORED,
  added_by text NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE case_service (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  service_no integer NOT NULL,
  paper_no integer NOT NULL,
  paper text COLLATE "C" NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  method text COLLATE "C" NOT NULL,
  sent_on date NOT NULL,
  served_on date NOT NULL,
  receiver text,
  evidence_no integer NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE case_step (
  procedure text COLLATE "C" NOT NULL,
  deed text COLLATE "C" NOT NULL,
  from_state text COLLATE "C" NOT NULL,
  to_state text COLLATE "C" NOT NULL,
  second_to text COLLATE "C" NOT NULL DEFAULT ''::text,
  serves text COLLATE "C" NOT NULL DEFAULT ''::text,
  waits text COLLATE "C" NOT NULL DEFAULT ''::text
);

CREATE TABLE catalogue_entry (
  version integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  body jsonb NOT NULL
);

CREATE TABLE catalogue_list (
  version integer NOT NULL,
  list text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C" NOT NULL
);

CREATE TABLE catalogue_proposal (
  proposal_id text COLLATE "C" NOT NULL,
  follows integer NOT NULL,
  in_force_from date NOT NULL,
  reason text NOT NULL,
  digest text COLLATE "C" NOT NULL,
  entries integer NOT NULL,
  proposed_by text NOT NULL,
  agency text COLLATE "C",
  proposed_at timestamp with time zone NOT NULL
);

CREATE TABLE catalogue_proposal_deed (
  proposal_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  proposed_by text NOT NULL,
  follows integer NOT NULL,
  in_force_from date NOT NULL,
  digest text COLLATE "C" NOT NULL,
  dry_run_digest text COLLATE "C",
  reason text,
  actor text NOT NULL,
  agency text COLLATE "C",
  done_at timestamp with time zone NOT NULL
);

CREATE TABLE catalogue_proposal_dry_run (
  proposal_id text COLLATE "C" NOT NULL,
  run_no integer NOT NULL,
  digest text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE catalogue_proposal_entry (
  proposal_id text COLLATE "C" NOT NULL,
  entry_no integer NOT NULL,
  entries integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  body jsonb NOT NULL
);

CREATE TABLE catalogue_version (
  version integer NOT NULL,
  in_force_from date NOT NULL,
  loaded_at timestamp with time zone NOT NULL,
  loaded_by text NOT NULL,
  digest text COLLATE "C" NOT NULL,
  proposal_id text COLLATE "C",
  deed text COLLATE "C",
  follows integer
);

CREATE TABLE check_answer (
  subject_id text COLLATE "C" NOT NULL,
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  input jsonb NOT NULL,
  known text COLLATE "C" NOT NULL,
  verdict text COLLATE "C" NOT NULL,
  measures jsonb NOT NULL DEFAULT '[]'::jsonb,
  token_hash text COLLATE "C",
  answered_at timestamp with time zone NOT NULL
);

CREATE TABLE check_feedback (
  subject_id text COLLATE "C" NOT NULL,
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  measure text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  reason text,
  approved_by text,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE check_head (
  check_id text COLLATE "C" NOT NULL,
  agency text COLLATE "C",
  actor text NOT NULL,
  matter text COLLATE "C" NOT NULL,
  request_ref text,
  subjects integer NOT NULL,
  coverage jsonb NOT NULL,
  answered_at timestamp with time zone NOT NULL,
  catalogue_version integer NOT NULL
);

CREATE TABLE correction_consent (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  consent_no integer NOT NULL,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  withdrawn_by text,
  withdrawn_at timestamp with time zone
);

CREATE TABLE correction_notice (
  subject_id text COLLATE "C" NOT NULL,
  notice_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  consent_no integer NOT NULL,
  text text NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  published_by text NOT NULL,
  agency text COLLATE "C" NOT NULL,
  published_at timestamp with time zone NOT NULL
);

CREATE TABLE entry_response (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  agency text COLLATE "C" NOT NULL,
  response text COLLATE "C" NOT NULL,
  note text NOT NULL,
  owed_since timestamp with time zone NOT NULL,
  due_on date NOT NULL,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE external_effect (
  subject_id text COLLATE "C" NOT NULL,
  effect_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  site text NOT NULL,
  actor text NOT NULL,
  agency text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE external_effect_step (
  subject_id text COLLATE "C" NOT NULL,
  effect_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  follows text COLLATE "C",
  reference text NOT NULL,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE gongxin_migration (
  name text COLLATE "C" NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE governance_answer (
  query_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  answer text COLLATE "C" NOT NULL,
  note text,
  report_by date,
  answered_by text NOT NULL,
  answered_at timestamp with time zone NOT NULL
);

CREATE TABLE governance_query (
  query_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C",
  record_id text COLLATE "C",
  series text,
  year integer,
  first_number integer,
  last_number integer,
  follows text COLLATE "C",
  question text,
  due_on date NOT NULL,
  asked_by text NOT NULL,
  asked_for text COLLATE "C",
  asked_at timestamp with time zone NOT NULL
);

CREATE TABLE identity (
  identity_hash bytea NOT NULL,
  provider text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  linked_by text NOT NULL
);

CREATE TABLE installation (
  only_row boolean NOT NULL DEFAULT true,
  key_fingerprint text COLLATE "C" NOT NULL
);

CREATE TABLE intake_batch (
  batch_id text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  actor text NOT NULL,
  origin text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C",
  file text NOT NULL,
  digest text COLLATE "C" NOT NULL,
  history boolean NOT NULL DEFAULT false,
  status text COLLATE "C" NOT NULL,
  staged_chunks integer NOT NULL DEFAULT 0,
  staged_rows integer NOT NULL DEFAULT 0,
  staged boolean NOT NULL DEFAULT false,
  applied_chunks integer NOT NULL DEFAULT 0,
  ignored_columns text[] NOT NULL DEFAULT '{}'::text[],
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  refusal jsonb,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  delivered_at timestamp with time zone,
  patches text COLLATE "C",
  register_known_until timestamp with time zone
);

CREATE TABLE intake_chunk (
  batch_id text COLLATE "C" NOT NULL,
  chunk_no integer NOT NULL,
  first_seq integer NOT NULL,
  outcomes text NOT NULL,
  root text COLLATE "C" NOT NULL,
  staged bytea
);

CREATE TABLE intake_finding (
  batch_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  "position" integer NOT NULL,
  chunk_no integer NOT NULL,
  sheet text,
  "row" integer NOT NULL,
  column_name text,
  code text COLLATE "C" NOT NULL,
  message text NOT NULL,
  outcome text COLLATE "C" NOT NULL
);

CREATE TABLE intake_newcomer (
  batch_id text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL
);

CREATE TABLE intake_part (
  batch_id text COLLATE "C" NOT NULL,
  part_no integer NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE intake_queue (
  queue_id text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  candidates jsonb NOT NULL DEFAULT '[]'::jsonb,
  batch_id text COLLATE "C" NOT NULL,
  file text,
  sheet text,
  "row" integer,
  queued_at timestamp with time zone NOT NULL
);

CREATE TABLE intake_queue_sending (
  queue_id text COLLATE "C" NOT NULL,
  batch_id text COLLATE "C" NOT NULL,
  sheet text,
  "row" integer
);

CREATE TABLE intake_row (
  batch_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  chunk_no integer NOT NULL,
  sheet text,
  "row" integer NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  judged json
);

CREATE TABLE intake_settlement (
  queue_id text COLLATE "C" NOT NULL,
  decision text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C",
  reason text NOT NULL,
  actor text NOT NULL,
  settled_at timestamp with time zone NOT NULL
);

CREATE TABLE invitation (
  invitation_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  token_hash bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  made_by text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  ended_at timestamp with time zone
);

CREATE TABLE journal_detachment (
  month text COLLATE "C" NOT NULL,
  first_position bigint NOT NULL,
  end_position bigint NOT NULL,
  tree_size bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  detached_at timestamp with time zone NOT NULL,
  actor text NOT NULL
);

CREATE TABLE journal_entry (
  entry_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  occurred_at timestamp with time zone NOT NULL,
  actor text,
  agency text COLLATE "C",
  purpose text NOT NULL,
  event text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C",
  target text,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  origin text COLLATE "C",
  ref text,
  erased boolean NOT NULL DEFAULT false
);

CREATE TABLE journal_erasure (
  entry_id bigint NOT NULL,
  field text NOT NULL,
  erased_at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL
);

CREATE TABLE journal_head (
  tree_size bigint NOT NULL,
  root bytea NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  signature bytea NOT NULL,
  sm2_key_id text COLLATE "C",
  sm2_signature bytea
);

CREATE TABLE journal_key (
  key_id text COLLATE "C" NOT NULL,
  algorithm text COLLATE "C" NOT NULL,
  public_key bytea NOT NULL
);

CREATE TABLE journal_leaf (
  "position" bigint NOT NULL,
  entry_id bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE journal_node (
  level integer NOT NULL,
  index bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE journal_seal (
  entry_id bigint NOT NULL,
  fields text[] NOT NULL,
  salts bytea[] NOT NULL,
  commitments bytea[] NOT NULL
);

CREATE TABLE journal_settled (
  entry_id bigint NOT NULL
);

CREATE TABLE mail_address (
  address_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  set_at timestamp with time zone NOT NULL,
  code_mail text COLLATE "C" NOT NULL DEFAULT 'queued'::text,
  tries integer NOT NULL DEFAULT 0,
  confirmed_at timestamp with time zone
);

CREATE TABLE measure_ground (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  ground_no integer NOT NULL,
  version integer NOT NULL,
  trigger text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  catalogue_version integer NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone
);

CREATE TABLE measure_relief (
  subject_id text COLLATE "C" NOT NULL,
  relief_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  agency text COLLATE "C" NOT NULL,
  matter text COLLATE "C" NOT NULL,
  measure text COLLATE "C",
  act text NOT NULL,
  request_ref text,
  from_day date NOT NULL,
  until_day date NOT NULL,
  document_no text NOT NULL,
  clause text NOT NULL,
  authority text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  reason text
);

CREATE TABLE message (
  message_id text COLLATE "C" NOT NULL,
  agency text COLLATE "C",
  subject_id text COLLATE "C",
  said_key text COLLATE "C" NOT NULL,
  template text COLLATE "C" NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  about_case text COLLATE "C",
  about_record text COLLATE "C",
  about_subject text COLLATE "C",
  sent_by text NOT NULL,
  sent_at timestamp with time zone NOT NULL
);

CREATE TABLE message_mail (
  message_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  reply text,
  changed_at timestamp with time zone NOT NULL
);

CREATE TABLE message_receipt (
  message_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  read_at timestamp with time zone NOT NULL
);

CREATE TABLE misconduct_content (
  report_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE misconduct_erasure (
  report_id text COLLATE "C" NOT NULL,
  content_hash text COLLATE "C" NOT NULL,
  ended_on date NOT NULL,
  kept_until date NOT NULL,
  term text NOT NULL,
  catalogue_version integer,
  forgotten_at timestamp with time zone NOT NULL
);

CREATE TABLE misconduct_opening (
  opening_id text COLLATE "C" NOT NULL,
  report_id text COLLATE "C" NOT NULL,
  asked_by text NOT NULL,
  asked_as text COLLATE "C" NOT NULL,
  asked_for text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  settled_by text,
  settled_as text COLLATE "C",
  settled_at timestamp with time zone,
  granted boolean,
  good_until timestamp with time zone,
  opened_at timestamp with time zone
);

CREATE TABLE misconduct_report (
  report_id text COLLATE "C" NOT NULL,
  came_by text COLLATE "C" NOT NULL,
  received_on date NOT NULL,
  received_at timestamp with time zone NOT NULL,
  received_by text,
  received_for text COLLATE "C",
  triage_due date NOT NULL,
  code_hash bytea NOT NULL,
  subject_id text COLLATE "C",
  case_id text COLLATE "C",
  ended_as text COLLATE "C",
  refused_for text COLLATE "C",
  ended_on date
);

CREATE TABLE misconduct_reporter (
  report_id text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE objection (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  procedure text COLLATE "C" NOT NULL GENERATED ALWAYS AS ('objection'::text) STORED,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  facts_sha256 text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL,
  person_id text COLLATE "C" NOT NULL DEFAULT ''::text,
  person_no integer,
  about text COLLATE "C" NOT NULL,
  proof text,
  standing text COLLATE "C" NOT NULL,
  suspends boolean NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  joined_at timestamp with time zone,
  closed_at timestamp with time zone
);

CREATE TABLE oidc_flow (
  state_hash bytea NOT NULL,
  browser_hash bytea NOT NULL,
  provider text COLLATE "C" NOT NULL,
  nonce text COLLATE "C" NOT NULL,
  verifier text COLLATE "C" NOT NULL,
  began_at timestamp with time zone NOT NULL
);

CREATE TABLE password (
  account_id text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  set_at timestamp with time zone NOT NULL,
  due boolean NOT NULL DEFAULT false
);

CREATE TABLE person (
  subject_id text COLLATE "C" NOT NULL,
  held_at timestamp with time zone NOT NULL
);

CREATE TABLE person_check (
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  subject_id text COLLATE "C",
  authorisation text NOT NULL,
  verdict text COLLATE "C" NOT NULL,
  measures jsonb NOT NULL DEFAULT '[]'::jsonb,
  token_hash text COLLATE "C",
  answered_at timestamp with time zone NOT NULL
);

CREATE TABLE person_check_feedback (
  subject_id text COLLATE "C" NOT NULL,
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  measure text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  reason text,
  approved_by text,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE person_erasure (
  subject_id text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  document text,
  actor text NOT NULL,
  agency text COLLATE "C",
  erased_at timestamp with time zone NOT NULL
);

CREATE TABLE person_ground (
  subject_id text COLLATE "C" NOT NULL,
  ground_no integer NOT NULL,
  ground text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  document_no text NOT NULL,
  authority text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  held_by text NOT NULL,
  held_at timestamp with time zone NOT NULL,
  released_at timestamp with time zone,
  released_by text,
  suspended_at timestamp with time zone,
  suspended_by text
);

CREATE TABLE person_identity (
  subject_id text COLLATE "C" NOT NULL,
  identifier_kind text COLLATE "C" NOT NULL,
  sealed_identifier bytea NOT NULL,
  sealed_name bytea NOT NULL,
  seal_version integer NOT NULL,
  identifier_index bytea NOT NULL,
  index_version integer NOT NULL
);

CREATE TABLE person_key (
  purpose text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  made_at timestamp with time zone NOT NULL,
  made_by text NOT NULL
);

CREATE TABLE post (
  post_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  agency text COLLATE "C",
  region text COLLATE "C",
  subject_id text COLLATE "C",
  from_day date NOT NULL,
  until_day date,
  proof text NOT NULL,
  shown text,
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone
);

CREATE TABLE recall (
  subject_id text COLLATE "C" NOT NULL,
  recall_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  effect text COLLATE "C" NOT NULL,
  effect_at timestamp with time zone NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  ways text[] COLLATE "C" NOT NULL,
  received_at timestamp with time zone NOT NULL,
  due_on date,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE recall_acknowledgement (
  subject_id text COLLATE "C" NOT NULL,
  recall_id text COLLATE "C" NOT NULL,
  done text COLLATE "C" NOT NULL,
  note text,
  actor text NOT NULL,
  agency text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE recall_delivery (
  subject_id text COLLATE "C" NOT NULL,
  recall_id text COLLATE "C" NOT NULL,
  attempt_no integer NOT NULL,
  way text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  status integer,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE recall_escalation (
  subject_id text COLLATE "C" NOT NULL,
  recall_id text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE record (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  category text COLLATE "C" NOT NULL,
  catalogue_version integer NOT NULL,
  agency text COLLATE "C" NOT NULL,
  authority text COLLATE "C" NOT NULL,
  authority_name text,
  document_no text,
  decided_on date,
  valid_from date,
  valid_until date,
  list text COLLATE "C",
  fields jsonb NOT NULL,
  late boolean NOT NULL DEFAULT false,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone,
  batch_id text COLLATE "C",
  file text,
  sheet text,
  "row" integer,
  case_id text COLLATE "C",
  case_deed_no integer,
  case_deed text COLLATE "C",
  list_decided_by text COLLATE "C"
);

CREATE TABLE record_deed (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  deed_no integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  document text,
  replaced_by text,
  actor text NOT NULL,
  agency text COLLATE "C",
  recorded_at timestamp with time zone NOT NULL,
  decided_on date
);

CREATE TABLE record_disclosure (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  ways text[] COLLATE "C" NOT NULL,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL
);

CREATE TABLE record_statement (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  statement_no integer NOT NULL,
  text text NOT NULL,
  public_text text,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone
);

CREATE TABLE record_suspension (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  suspension_no integer NOT NULL,
  cause text COLLATE "C" NOT NULL,
  document text,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone,
  hides boolean NOT NULL GENERATED ALWAYS AS ((cause = ANY (ARRAY['shield'::text, 'unanswered-objection'::text]))) STORED
);

CREATE TABLE record_text_review (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  field text COLLATE "C" NOT NULL,
  review_no integer NOT NULL,
  text text NOT NULL,
  actor text NOT NULL,
  agency text COLLATE "C",
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE record_window (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  window_no integer NOT NULL,
  version integer NOT NULL,
  public_from date,
  public_until date,
  usable_from date NOT NULL,
  usable_until date,
  severity text COLLATE "C",
  cause text COLLATE "C" NOT NULL,
  document text,
  catalogue_version integer NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone
);

CREATE TABLE recovery_code (
  account_id text COLLATE "C" NOT NULL,
  code_hash bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  ended_at timestamp with time zone
);

CREATE TABLE repair_application (
  subject_id text COLLATE "C" NOT NULL,
  application_id text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL,
  external_no text COLLATE "C",
  received_on date NOT NULL,
  filed_by text NOT NULL,
  filed_at_agency text COLLATE "C",
  filed_at timestamp with time zone NOT NULL
);

CREATE TABLE repair_external (
  origin text COLLATE "C" NOT NULL,
  external_no text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  application_id text COLLATE "C" NOT NULL
);

CREATE TABLE repair_part (
  subject_id text COLLATE "C" NOT NULL,
  application_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  procedure text COLLATE "C" NOT NULL DEFAULT 'repair'::text,
  agency text COLLATE "C" NOT NULL
);

CREATE TABLE repair_proof (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  evidence_no integer NOT NULL
);

CREATE TABLE repair_record (
  subject_id text COLLATE "C" NOT NULL,
  application_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  case_id text COLLATE "C" NOT NULL
);

CREATE TABLE repair_reminder (
  subject_id text COLLATE "C" NOT NULL,
  week date NOT NULL,
  records jsonb NOT NULL,
  agencies text[] COLLATE "C" NOT NULL,
  body text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE repair_return (
  subject_id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  after_state text COLLATE "C" GENERATED ALWAYS AS (
CASE state
    WHEN 'sent'::text THEN 'to-send'::text
    WHEN 'received'::text THEN 'sent'::text
    ELSE NULL::text
END) STORED,
  number text,
  on_day date NOT NULL,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE retention_proof (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  category text COLLATE "C" NOT NULL,
  content_hash text COLLATE "C" NOT NULL,
  ended_on date NOT NULL,
  kept_until date NOT NULL,
  term text NOT NULL,
  catalogue_version integer,
  forgotten_at timestamp with time zone NOT NULL
);

CREATE TABLE reversal (
  subject_id text COLLATE "C" NOT NULL,
  reversal_id text COLLATE "C" NOT NULL,
  check_id text COLLATE "C" NOT NULL,
  "position" integer NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  effect text COLLATE "C" NOT NULL,
  effect_at timestamp with time zone NOT NULL,
  agency text COLLATE "C" NOT NULL,
  measures text[] COLLATE "C" NOT NULL,
  due_on date NOT NULL,
  asked_at timestamp with time zone NOT NULL
);

CREATE TABLE reversal_answer (
  subject_id text COLLATE "C" NOT NULL,
  reversal_id text COLLATE "C" NOT NULL,
  answer text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  actor text NOT NULL,
  agency text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE reversal_escalation (
  subject_id text COLLATE "C" NOT NULL,
  reversal_id text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE second_factor_reset (
  reset_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone
);

CREATE TABLE session (
  session_id text COLLATE "C" NOT NULL,
  token_hash bytea NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  post_id text COLLATE "C",
  began_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  second_factor_at timestamp with time zone,
  password_due boolean NOT NULL DEFAULT false,
  origin text,
  ended_at timestamp with time zone,
  ended_by text
);

CREATE TABLE sign_in_attempt (
  tried bytea NOT NULL,
  failures integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  blocked_until timestamp with time zone
);

CREATE TABLE source_currency (
  category text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  as_of date NOT NULL,
  batch_id text COLLATE "C" NOT NULL
);

CREATE TABLE subject (
  subject_id text COLLATE "C" NOT NULL,
  code text COLLATE "C",
  standing text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  region text COLLATE "C",
  status text,
  founded_on date,
  registered_by text COLLATE "C",
  recorded_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL
);

CREATE TABLE subject_alias (
  kind text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  from_date date,
  until_date date
);

CREATE TABLE subject_name (
  subject_id text COLLATE "C" NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  standing text COLLATE "C" NOT NULL,
  bigrams text[] COLLATE "C" NOT NULL,
  initials text COLLATE "C" NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE webhook_endpoint (
  endpoint_id text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  url text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone
);

CREATE TABLE webhook_secret (
  endpoint_id text COLLATE "C" NOT NULL,
  secret_no integer NOT NULL,
  sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  signs_until timestamp with time zone
);

-- constraints

ALTER TABLE account ADD CONSTRAINT account_account_id_check CHECK ((account_id ~ '^u[0-9a-f]{16}$'::text));

ALTER TABLE account ADD CONSTRAINT account_check CHECK (((kind = 'person'::text) = (name IS NULL)));

ALTER TABLE account ADD CONSTRAINT account_check1 CHECK (((login IS NULL) OR (kind = 'staff'::text)));

ALTER TABLE account ADD CONSTRAINT account_check2 CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

ALTER TABLE account ADD CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'organisation'::text, 'person'::text])));

ALTER TABLE account ADD CONSTRAINT account_login_check CHECK ((login ~ '^[a-z0-9][a-z0-9._-]{1,63}$'::text));

ALTER TABLE account ADD CONSTRAINT account_login_key UNIQUE (login);

ALTER TABLE account ADD CONSTRAINT account_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));

ALTER TABLE account ADD CONSTRAINT account_pkey PRIMARY KEY (account_id);

ALTER TABLE agency ADD CONSTRAINT agency_check CHECK (((successor_of IS NULL) = (successor_from IS NULL)));

ALTER TABLE agency ADD CONSTRAINT agency_check1 CHECK (((parent <> uscc) AND (successor_of <> uscc)));

ALTER TABLE agency ADD CONSTRAINT agency_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));

ALTER TABLE agency ADD CONSTRAINT agency_pkey PRIMARY KEY (uscc);

ALTER TABLE agency ADD CONSTRAINT agency_region_check CHECK ((region ~ '^[0-9]{6}$'::text));

ALTER TABLE agency ADD CONSTRAINT agency_uscc_check CHECK ((length(uscc) = 18));

ALTER TABLE agency_category ADD CONSTRAINT agency_category_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE agency_category ADD CONSTRAINT agency_category_pkey PRIMARY KEY (agency, category);

ALTER TABLE agency_category ADD CONSTRAINT agency_category_release_check CHECK ((release = ANY (ARRAY['direct'::text, 'reviewed'::text])));

ALTER TABLE agency_list ADD CONSTRAINT agency_list_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE agency_list ADD CONSTRAINT agency_list_pkey PRIMARY KEY (agency, list);

ALTER TABLE agency_matter ADD CONSTRAINT agency_matter_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE agency_matter ADD CONSTRAINT agency_matter_pkey PRIMARY KEY (agency, matter);

ALTER TABLE agency_submits_for ADD CONSTRAINT agency_submits_for_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE agency_submits_for ADD CONSTRAINT agency_submits_for_check CHECK ((for_agency <> agency));

ALTER TABLE agency_submits_for ADD CONSTRAINT agency_submits_for_pkey PRIMARY KEY (agency, for_agency);

ALTER TABLE api_key ADD CONSTRAINT api_key_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE api_key ADD CONSTRAINT api_key_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)));

ALTER TABLE api_key ADD CONSTRAINT api_key_key_id_check CHECK ((key_id ~ '^[0-9a-f]{16}$'::text));

ALTER TABLE api_key ADD CONSTRAINT api_key_last_four_check CHECK ((length(last_four) = 4));

ALTER TABLE api_key ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);

ALTER TABLE api_key ADD CONSTRAINT api_key_scopes_check CHECK (((cardinality(scopes) >= 1) AND (scopes <@ ARRAY['intake'::text, 'check'::text, 'read'::text, 'withdraw'::text, 'feedback'::text])));

ALTER TABLE api_key ADD CONSTRAINT api_key_secret_hash_check CHECK ((length(secret_hash) = 32));

ALTER TABLE applied_notice ADD CONSTRAINT applied_notice_pkey PRIMARY KEY (subject_id, check_id, "position", measure);

ALTER TABLE applied_notice ADD CONSTRAINT applied_notice_procedure_check CHECK ((procedure = 'applied-notice'::text));

ALTER TABLE applied_notice ADD CONSTRAINT applied_notice_subject_id_case_id_procedure_fkey FOREIGN KEY (subject_id, case_id, procedure) REFERENCES case_file(subject_id, case_id, procedure);

ALTER TABLE applied_notice ADD CONSTRAINT applied_notice_subject_id_check_id_position_measure_fkey FOREIGN KEY (subject_id, check_id, "position", measure) REFERENCES check_feedback(subject_id, check_id, "position", measure);

ALTER TABLE authenticator ADD CONSTRAINT authenticator_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE authenticator ADD CONSTRAINT authenticator_authenticator_id_check CHECK ((authenticator_id ~ '^a[0-9a-f]{16}$'::text));

ALTER TABLE authenticator ADD CONSTRAINT authenticator_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

ALTER TABLE authenticator ADD CONSTRAINT authenticator_pkey PRIMARY KEY (authenticator_id);

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_amount_check CHECK (((amount >= 1) AND (amount <= 1000)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_cause_check CHECK (((length(cause) >= 1) AND (length(cause) <= 500)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_check CHECK (((kind = ANY (ARRAY['started'::text, 'extended'::text])) = (amount IS NOT NULL)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_check1 CHECK (((amount IS NULL) = (unit IS NULL)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_check2 CHECK (((kind = 'started'::text) = (entry_no = 1)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_entry_no_check CHECK ((entry_no >= 1));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_evidence_check CHECK (((length(evidence) >= 1) AND (length(evidence) <= 200)));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_kind_check CHECK ((kind = ANY (ARRAY['started'::text, 'suspended'::text, 'resumed'::text, 'extended'::text, 'stopped'::text])));

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_pkey PRIMARY KEY (subject_id, case_id, clock, entry_no);

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES case_file(subject_id, case_id);

ALTER TABLE case_clock_entry ADD CONSTRAINT case_clock_entry_unit_check CHECK ((unit = ANY (ARRAY['working-days'::text, 'days'::text])));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_check CHECK (((deed_no = 1) = (from_state = 'none'::text)));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_check1 CHECK (((second_to = ''::text) OR ((second_no < deed_no) AND (second_actor IS NOT NULL) AND (second_actor <> actor))));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_check2 CHECK (((second_to = ''::text) OR (second_no IS NOT NULL)));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_check3 CHECK (((serves = ''::text) OR (service_no IS NOT NULL)));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_check4 CHECK (((waits = ''::text) OR ((due_on IS NOT NULL) AND (on_day > due_on))));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_deed_no_check CHECK ((deed_no >= 1));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_document_no_check CHECK (((length(document_no) >= 1) AND (length(document_no) <= 128)));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_pkey PRIMARY KEY (subject_id, case_id, deed_no);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_procedure_deed_from_state_to_state_second_to_ser_fkey FOREIGN KEY (procedure, deed, from_state, to_state, second_to, serves, waits) REFERENCES case_step(procedure, deed, from_state, to_state, second_to, serves, waits);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 4000)));

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_deed_no_deed_actor_key UNIQUE (subject_id, case_id, deed_no, deed, actor);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_deed_no_deed_key UNIQUE (subject_id, case_id, deed_no, deed);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_deed_no_to_state_key UNIQUE (subject_id, case_id, deed_no, to_state);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_previous_no_from_state_fkey FOREIGN KEY (subject_id, case_id, previous_no, from_state) REFERENCES case_deed(subject_id, case_id, deed_no, to_state);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_procedure_fkey FOREIGN KEY (subject_id, case_id, procedure) REFERENCES case_file(subject_id, case_id, procedure);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_second_no_second_to_second_ac_fkey FOREIGN KEY (subject_id, case_id, second_no, second_to, second_actor) REFERENCES case_deed(subject_id, case_id, deed_no, deed, actor);

ALTER TABLE case_deed ADD CONSTRAINT case_deed_subject_id_case_id_service_no_serves_subject_id_fkey FOREIGN KEY (subject_id, case_id, service_no, serves, subject_id) REFERENCES case_service(subject_id, case_id, service_no, paper, recipient);

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_about_check CHECK (((length(about) >= 1) AND (length(about) <= 500)));

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_bytes_check CHECK (((bytes >= 1) AND (bytes <= 10485760)));

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_evidence_no_check CHECK ((evidence_no >= 1));

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_pkey PRIMARY KEY (subject_id, case_id, evidence_no);

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE case_evidence ADD CONSTRAINT case_evidence_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES case_file(subject_id, case_id);

ALTER TABLE case_file ADD CONSTRAINT case_file_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE case_file ADD CONSTRAINT case_file_case_id_check CHECK ((case_id ~ '^c[0-9a-f]{20}$'::text));

ALTER TABLE case_file ADD CONSTRAINT case_file_pkey PRIMARY KEY (subject_id, case_id);

ALTER TABLE case_file ADD CONSTRAINT case_file_subject_id_case_id_procedure_key UNIQUE (subject_id, case_id, procedure);

ALTER TABLE case_file ADD CONSTRAINT case_file_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE case_file ADD CONSTRAINT case_file_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(subject_id);

ALTER TABLE case_paper ADD CONSTRAINT case_paper_document_no_check CHECK (((length(document_no) >= 1) AND (length(document_no) <= 128)));

ALTER TABLE case_paper ADD CONSTRAINT case_paper_notice_of_person CHECK (((paper <> 'person-notice'::text) OR (person_no IS NOT NULL)));

ALTER TABLE case_paper ADD CONSTRAINT case_paper_paper_no_check CHECK ((paper_no >= 1));

ALTER TABLE case_paper ADD CONSTRAINT case_paper_person_no_check CHECK (((person_no >= 1) AND (person_no <= 10)));

ALTER TABLE case_paper ADD CONSTRAINT case_paper_pkey PRIMARY KEY (subject_id, case_id, paper_no);

ALTER TABLE case_paper ADD CONSTRAINT case_paper_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE case_paper ADD CONSTRAINT case_paper_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES case_file(subject_id, case_id);

ALTER TABLE case_paper ADD CONSTRAINT case_paper_subject_id_case_id_paper_no_paper_key UNIQUE (subject_id, case_id, paper_no, paper);

ALTER TABLE case_person ADD CONSTRAINT case_person_check CHECK (((held_as IS NULL) OR ((service_no IS NOT NULL) AND (sealed IS NULL) AND (dropped_reason IS NULL))));

ALTER TABLE case_person ADD CONSTRAINT case_person_check1 CHECK (((dropped_reason IS NULL) OR (sealed IS NULL)));

ALTER TABLE case_person ADD CONSTRAINT case_person_conduct_check CHECK (((length(conduct) >= 1) AND (length(conduct) <= 2000)));

ALTER TABLE case_person ADD CONSTRAINT case_person_dropped_reason_check CHECK (((length(dropped_reason) >= 1) AND (length(dropped_reason) <= 2000)));

ALTER TABLE case_person ADD CONSTRAINT case_person_duty_check CHECK (((length(duty) >= 1) AND (length(duty) <= 100)));

ALTER TABLE case_person ADD CONSTRAINT case_person_held_as_check CHECK ((held_as ~ '^P-[0-9a-f]{32}$'::text));

ALTER TABLE case_person ADD CONSTRAINT case_person_person_no_check CHECK (((person_no >= 1) AND (person_no <= 10)));

ALTER TABLE case_person ADD CONSTRAINT case_person_pkey PRIMARY KEY (subject_id, case_id, person_no);

ALTER TABLE case_person ADD CONSTRAINT case_person_sealed_check CHECK ((length(sealed) > 28));

ALTER TABLE case_person ADD CONSTRAINT case_person_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES case_file(subject_id, case_id);

ALTER TABLE case_person ADD CONSTRAINT case_person_subject_id_case_id_service_no_notice_recipient_fkey FOREIGN KEY (subject_id, case_id, service_no, notice, recipient) REFERENCES case_service(subject_id, case_id, service_no, paper, recipient);

ALTER TABLE case_service ADD CONSTRAINT case_service_check CHECK ((served_on >= sent_on));

ALTER TABLE case_service ADD CONSTRAINT case_service_method_check CHECK ((method = ANY (ARRAY['hand'::text, 'post'::text, 'public-notice'::text])));

ALTER TABLE case_service ADD CONSTRAINT case_service_pkey PRIMARY KEY (subject_id, case_id, service_no);

ALTER TABLE case_service ADD CONSTRAINT case_service_receiver_check CHECK (((length(receiver) >= 1) AND (length(receiver) <= 100)));

ALTER TABLE case_service ADD CONSTRAINT case_service_service_no_check CHECK ((service_no >= 1));

ALTER TABLE case_service ADD CONSTRAINT case_service_subject_id_case_id_evidence_no_fkey FOREIGN KEY (subject_id, case_id, evidence_no) REFERENCES case_evidence(subject_id, case_id, evidence_no);

ALTER TABLE case_service ADD CONSTRAINT case_service_subject_id_case_id_paper_no_paper_fkey FOREIGN KEY (subject_id, case_id, paper_no, paper) REFERENCES case_paper(subject_id, case_id, paper_no, paper);

ALTER TABLE case_service ADD CONSTRAINT case_service_subject_id_case_id_service_no_paper_recipient_key UNIQUE (subject_id, case_id, service_no, paper, recipient);

ALTER TABLE case_step ADD CONSTRAINT case_step_pkey PRIMARY KEY (procedure, deed, from_state, to_state);

ALTER TABLE case_step ADD CONSTRAINT case_step_procedure_deed_from_state_to_state_second_to_serv_key UNIQUE (procedure, deed, from_state, to_state, second_to, serves, waits);

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_kind_check CHECK ((kind ~ '^[a-z]+$'::text));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_of_the_first CHECK ((version = 1));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_pkey PRIMARY KEY (version, kind, code);

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_version_fkey FOREIGN KEY (version) REFERENCES catalogue_version(version);

ALTER TABLE catalogue_list ADD CONSTRAINT catalogue_list_decided_by_check CHECK ((decided_by = ANY (ARRAY['authority'::text, 'office'::text])));

ALTER TABLE catalogue_list ADD CONSTRAINT catalogue_list_pkey PRIMARY KEY (version, list);

ALTER TABLE catalogue_list ADD CONSTRAINT catalogue_list_version_fkey FOREIGN KEY (version) REFERENCES catalogue_version(version);

ALTER TABLE catalogue_list ADD CONSTRAINT catalogue_list_version_list_decided_by_key UNIQUE (version, list, decided_by);

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_check CHECK ((in_force_from > ((proposed_at AT TIME ZONE 'Asia/Shanghai'::text))::date));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_entries_check CHECK (((entries >= 1) AND (entries <= 2000)));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_follows_check CHECK ((follows >= 1));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_pkey PRIMARY KEY (proposal_id);

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_proposal_id_check CHECK ((proposal_id ~ '^p[0-9a-z]+$'::text));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_proposal_id_entries_key UNIQUE (proposal_id, entries);

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_proposal_id_proposed_by_follows_in_force_key UNIQUE (proposal_id, proposed_by, follows, in_force_from, digest);

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_proposed_by_check CHECK (((length(proposed_by) >= 1) AND (length(proposed_by) <= 200)));

ALTER TABLE catalogue_proposal ADD CONSTRAINT catalogue_proposal_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_check CHECK (((kind = 'withdrawal'::text) OR (actor <> proposed_by)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_check1 CHECK (((kind = 'confirmation'::text) = (dry_run_digest IS NOT NULL)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_check2 CHECK (((kind = 'confirmation'::text) OR (reason IS NOT NULL)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_check3 CHECK (((kind <> 'confirmation'::text) OR (in_force_from > ((done_at AT TIME ZONE 'Asia/Shanghai'::text))::date)));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_kind_check CHECK ((kind = ANY (ARRAY['confirmation'::text, 'rejection'::text, 'withdrawal'::text])));

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_pkey PRIMARY KEY (proposal_id);

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_proposal_id_dry_run_digest_fkey FOREIGN KEY (proposal_id, dry_run_digest) REFERENCES catalogue_proposal_dry_run(proposal_id, digest);

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_proposal_id_kind_follows_in_force_f_key UNIQUE (proposal_id, kind, follows, in_force_from, digest, actor, done_at);

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_proposal_id_proposed_by_follows_in_fkey FOREIGN KEY (proposal_id, proposed_by, follows, in_force_from, digest) REFERENCES catalogue_proposal(proposal_id, proposed_by, follows, in_force_from, digest);

ALTER TABLE catalogue_proposal_deed ADD CONSTRAINT catalogue_proposal_deed_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)));

ALTER TABLE catalogue_proposal_dry_run ADD CONSTRAINT catalogue_proposal_dry_run_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE catalogue_proposal_dry_run ADD CONSTRAINT catalogue_proposal_dry_run_pkey PRIMARY KEY (proposal_id, run_no);

ALTER TABLE catalogue_proposal_dry_run ADD CONSTRAINT catalogue_proposal_dry_run_proposal_id_digest_key UNIQUE (proposal_id, digest);

ALTER TABLE catalogue_proposal_dry_run ADD CONSTRAINT catalogue_proposal_dry_run_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES catalogue_proposal(proposal_id);

ALTER TABLE catalogue_proposal_dry_run ADD CONSTRAINT catalogue_proposal_dry_run_run_no_check CHECK ((run_no >= 1));

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_check CHECK (((entry_no >= 1) AND (entry_no <= entries)));

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_kind_check CHECK ((kind ~ '^[a-z]+$'::text));

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_pkey PRIMARY KEY (proposal_id, entry_no);

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_proposal_id_entries_fkey FOREIGN KEY (proposal_id, entries) REFERENCES catalogue_proposal(proposal_id, entries);

ALTER TABLE catalogue_proposal_entry ADD CONSTRAINT catalogue_proposal_entry_proposal_id_kind_code_key UNIQUE (proposal_id, kind, code);

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_by_two CHECK ((num_nulls(proposal_id, deed, follows) =
CASE
    WHEN (version = 1) THEN 3
    ELSE 0
END));

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_check CHECK ((follows = (version - 1)));

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_deed_check CHECK ((deed = 'confirmation'::text));

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_follows_fkey FOREIGN KEY (follows) REFERENCES catalogue_version(version);

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_loaded_by_check CHECK (((length(loaded_by) >= 1) AND (length(loaded_by) <= 200)));

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_pkey PRIMARY KEY (version);

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_proposal_id_deed_follows_in_force_from_d_fkey FOREIGN KEY (proposal_id, deed, follows, in_force_from, digest, loaded_by, loaded_at) REFERENCES catalogue_proposal_deed(proposal_id, kind, follows, in_force_from, digest, actor, done_at);

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_proposal_id_key UNIQUE (proposal_id);

ALTER TABLE catalogue_version ADD CONSTRAINT catalogue_version_version_check CHECK ((version >= 1));

ALTER TABLE check_answer ADD CONSTRAINT check_answer_known_check CHECK ((known = ANY (ARRAY['registered'::text, 'provisional'::text, 'unknown'::text])));

ALTER TABLE check_answer ADD CONSTRAINT check_answer_of_organisation CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE check_answer ADD CONSTRAINT check_answer_pkey PRIMARY KEY (subject_id, check_id, "position");

ALTER TABLE check_answer ADD CONSTRAINT check_answer_verdict_check CHECK ((verdict = ANY (ARRAY['unidentified'::text, 'restricted'::text, 'incentive'::text, 'mixed'::text, 'not-covered'::text, 'clear'::text])));

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'not-applicable'::text, 'overridden'::text])));

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_pkey PRIMARY KEY (subject_id, check_id, "position", measure);

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_subject_id_check_id_position_fkey FOREIGN KEY (subject_id, check_id, "position") REFERENCES check_answer(subject_id, check_id, "position");

ALTER TABLE check_head ADD CONSTRAINT check_head_pkey PRIMARY KEY (check_id);

ALTER TABLE correction_consent ADD CONSTRAINT correction_consent_check CHECK ((withdrawn_at >= recorded_at));

ALTER TABLE correction_consent ADD CONSTRAINT correction_consent_check1 CHECK ((num_nonnulls(withdrawn_by, withdrawn_at) = ANY (ARRAY[0, 2])));

ALTER TABLE correction_consent ADD CONSTRAINT correction_consent_consent_no_check CHECK ((consent_no >= 1));

ALTER TABLE correction_consent ADD CONSTRAINT correction_consent_pkey PRIMARY KEY (subject_id, record_id, consent_no);

ALTER TABLE correction_consent ADD CONSTRAINT correction_consent_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_check CHECK ((until_day >= from_day));

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_notice_id_check CHECK ((notice_id ~ '^n[0-9a-f]{16}$'::text));

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_once UNIQUE (subject_id, record_id, consent_no);

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_pkey PRIMARY KEY (subject_id, notice_id);

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_subject_id_record_id_consent_no_fkey FOREIGN KEY (subject_id, record_id, consent_no) REFERENCES correction_consent(subject_id, record_id, consent_no);

ALTER TABLE correction_notice ADD CONSTRAINT correction_notice_text_check CHECK (((length(text) >= 1) AND (length(text) <= 1000)));

ALTER TABLE entry_response ADD CONSTRAINT entry_response_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE entry_response ADD CONSTRAINT entry_response_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000)));

ALTER TABLE entry_response ADD CONSTRAINT entry_response_pkey PRIMARY KEY (subject_id, record_id, agency);

ALTER TABLE entry_response ADD CONSTRAINT entry_response_response_check CHECK ((response = ANY (ARRAY['arranged'::text, 'not-concerned'::text])));

ALTER TABLE entry_response ADD CONSTRAINT entry_response_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version) ON DELETE CASCADE;

ALTER TABLE external_effect ADD CONSTRAINT external_effect_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE external_effect ADD CONSTRAINT external_effect_effect_id_check CHECK ((effect_id ~ '^x[0-9a-f]{16}$'::text));

ALTER TABLE external_effect ADD CONSTRAINT external_effect_once UNIQUE (subject_id, record_id, site);

ALTER TABLE external_effect ADD CONSTRAINT external_effect_pkey PRIMARY KEY (subject_id, effect_id);

ALTER TABLE external_effect ADD CONSTRAINT external_effect_site_check CHECK (((length(site) >= 1) AND (length(site) <= 100)));

ALTER TABLE external_effect ADD CONSTRAINT external_effect_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_check CHECK (((state = 'received'::text) = (follows IS NOT NULL)));

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_follows_check CHECK ((follows = 'sent'::text));

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_pkey PRIMARY KEY (subject_id, effect_id, state);

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 200)));

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'received'::text])));

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_subject_id_effect_id_fkey FOREIGN KEY (subject_id, effect_id) REFERENCES external_effect(subject_id, effect_id);

ALTER TABLE external_effect_step ADD CONSTRAINT external_effect_step_subject_id_effect_id_follows_fkey FOREIGN KEY (subject_id, effect_id, follows) REFERENCES external_effect_step(subject_id, effect_id, state);

ALTER TABLE gongxin_migration ADD CONSTRAINT gongxin_migration_pkey PRIMARY KEY (name);

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_answered_by_check CHECK (((length(answered_by) >= 1) AND (length(answered_by) <= 200)));

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_check CHECK (
CASE kind
    WHEN 'number-gap'::text THEN (answer = ANY (ARRAY['void'::text, 'not-public'::text, 'natural-person'::text, 'will-report'::text]))
    WHEN 'missed-check'::text THEN (answer = ANY (ARRAY['checked-elsewhere'::text, 'not-required'::text, 'omitted'::text, 'reported-wrongly'::text]))
    ELSE NULL::boolean
END);

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_check1 CHECK (((answer = 'will-report'::text) = (report_by IS NOT NULL)));

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_check2 CHECK (((answer <> 'natural-person'::text) OR (note IS NULL)));

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500)));

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_pkey PRIMARY KEY (query_id);

ALTER TABLE governance_answer ADD CONSTRAINT governance_answer_query_id_kind_agency_fkey FOREIGN KEY (query_id, kind, agency) REFERENCES governance_query(query_id, kind, agency);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_asked_by_check CHECK (((length(asked_by) >= 1) AND (length(asked_by) <= 200)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_check CHECK ((last_number >= first_number));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_check1 CHECK ((num_nulls(subject_id, record_id) =
CASE kind
    WHEN 'missed-check'::text THEN 0
    ELSE 2
END));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_check2 CHECK ((num_nulls(series, year, first_number, last_number) =
CASE kind
    WHEN 'number-gap'::text THEN 0
    ELSE 4
END));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_check3 CHECK (((follows IS NULL) OR (kind = 'number-gap'::text)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_first_number_check CHECK ((first_number >= 1));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_follows_fkey FOREIGN KEY (follows) REFERENCES governance_query(query_id);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_follows_key UNIQUE (follows);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_kind_check CHECK ((kind = ANY (ARRAY['missed-check'::text, 'number-gap'::text])));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_once EXCLUDE USING gist (agency WITH =, category WITH =, series WITH =, year WITH =, int4range(first_number, last_number, '[]'::text) WITH &&) WHERE (((kind = 'number-gap'::text) AND (follows IS NULL)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_pkey PRIMARY KEY (query_id);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_query_id_check CHECK ((query_id ~ '^g[0-9a-f]{16}$'::text));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_query_id_kind_agency_key UNIQUE (query_id, kind, agency);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_question_check CHECK (((length(question) >= 1) AND (length(question) <= 500)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_record_id_subject_id_key UNIQUE (record_id, subject_id);

ALTER TABLE governance_query ADD CONSTRAINT governance_query_series_check CHECK (((length(series) >= 1) AND (length(series) <= 128)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE governance_query ADD CONSTRAINT governance_query_year_check CHECK (((year >= 1900) AND (year <= 2099)));

ALTER TABLE identity ADD CONSTRAINT identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE identity ADD CONSTRAINT identity_identity_hash_check CHECK ((length(identity_hash) = 32));

ALTER TABLE identity ADD CONSTRAINT identity_pkey PRIMARY KEY (identity_hash);

ALTER TABLE installation ADD CONSTRAINT installation_only_row_check CHECK (only_row);

ALTER TABLE installation ADD CONSTRAINT installation_pkey PRIMARY KEY (only_row);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_agency_idempotency_key_key UNIQUE (agency, idempotency_key);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_origin_check CHECK ((origin = ANY (ARRAY['cli'::text, 'http'::text, 'rows'::text])));

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_pkey PRIMARY KEY (batch_id);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_status_check CHECK ((status = ANY (ARRAY['received'::text, 'running'::text, 'finished'::text, 'refused'::text, 'failed'::text, 'cancelled'::text])));

ALTER TABLE intake_chunk ADD CONSTRAINT intake_chunk_pkey PRIMARY KEY (batch_id, chunk_no);

ALTER TABLE intake_finding ADD CONSTRAINT intake_finding_outcome_check CHECK ((outcome = ANY (ARRAY['rejected'::text, 'unresolved'::text, 'warning'::text])));

ALTER TABLE intake_finding ADD CONSTRAINT intake_finding_pkey PRIMARY KEY (batch_id, seq, "position");

ALTER TABLE intake_newcomer ADD CONSTRAINT intake_newcomer_pkey PRIMARY KEY (batch_id, subject_id);

ALTER TABLE intake_part ADD CONSTRAINT intake_part_pkey PRIMARY KEY (batch_id, part_no);

ALTER TABLE intake_queue ADD CONSTRAINT intake_queue_digest_key UNIQUE (digest);

ALTER TABLE intake_queue ADD CONSTRAINT intake_queue_pkey PRIMARY KEY (queue_id);

ALTER TABLE intake_queue_sending ADD CONSTRAINT intake_queue_sending_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES intake_queue(queue_id);

ALTER TABLE intake_row ADD CONSTRAINT intake_row_pkey PRIMARY KEY (batch_id, record_id, seq);

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_check CHECK (((decision = 'attributed'::text) = (subject_id IS NOT NULL)));

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_decision_check CHECK ((decision = ANY (ARRAY['attributed'::text, 'dismissed'::text])));

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_pkey PRIMARY KEY (queue_id);

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES intake_queue(queue_id);

ALTER TABLE invitation ADD CONSTRAINT invitation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE invitation ADD CONSTRAINT invitation_check CHECK ((expires_at > made_at));

ALTER TABLE invitation ADD CONSTRAINT invitation_check1 CHECK (((used_at IS NULL) OR (ended_at IS NULL)));

ALTER TABLE invitation ADD CONSTRAINT invitation_invitation_id_check CHECK ((invitation_id ~ '^i[0-9a-f]{16}$'::text));

ALTER TABLE invitation ADD CONSTRAINT invitation_pkey PRIMARY KEY (invitation_id);

ALTER TABLE invitation ADD CONSTRAINT invitation_token_hash_check CHECK ((length(token_hash) = 32));

ALTER TABLE invitation ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE journal_detachment ADD CONSTRAINT journal_detachment_check CHECK ((end_position > first_position));

ALTER TABLE journal_detachment ADD CONSTRAINT journal_detachment_first_position_key UNIQUE (first_position);

ALTER TABLE journal_detachment ADD CONSTRAINT journal_detachment_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text));

ALTER TABLE journal_detachment ADD CONSTRAINT journal_detachment_pkey PRIMARY KEY (month);

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_actor_known CHECK (((actor IS NOT NULL) OR erased));

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_pkey PRIMARY KEY (entry_id);

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 200)));

ALTER TABLE journal_erasure ADD CONSTRAINT journal_erasure_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE journal_erasure ADD CONSTRAINT journal_erasure_pkey PRIMARY KEY (entry_id, field);

ALTER TABLE journal_erasure ADD CONSTRAINT journal_erasure_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));

ALTER TABLE journal_head ADD CONSTRAINT journal_head_check CHECK (((sm2_key_id IS NULL) = (sm2_signature IS NULL)));

ALTER TABLE journal_head ADD CONSTRAINT journal_head_pkey PRIMARY KEY (tree_size);

ALTER TABLE journal_head ADD CONSTRAINT journal_head_root_check CHECK ((length(root) = 32));

ALTER TABLE journal_head ADD CONSTRAINT journal_head_tree_size_check CHECK ((tree_size > 0));

ALTER TABLE journal_key ADD CONSTRAINT journal_key_algorithm_check CHECK ((algorithm = ANY (ARRAY['ed25519'::text, 'sm2'::text])));

ALTER TABLE journal_key ADD CONSTRAINT journal_key_pkey PRIMARY KEY (key_id);

ALTER TABLE journal_leaf ADD CONSTRAINT journal_leaf_entry_id_key UNIQUE (entry_id);

ALTER TABLE journal_leaf ADD CONSTRAINT journal_leaf_hash_check CHECK ((length(hash) = 32));

ALTER TABLE journal_leaf ADD CONSTRAINT journal_leaf_pkey PRIMARY KEY ("position");

ALTER TABLE journal_leaf ADD CONSTRAINT journal_leaf_position_check CHECK (("position" >= 0));

ALTER TABLE journal_node ADD CONSTRAINT journal_node_hash_check CHECK ((length(hash) = 32));

ALTER TABLE journal_node ADD CONSTRAINT journal_node_index_check CHECK ((index >= 0));

ALTER TABLE journal_node ADD CONSTRAINT journal_node_level_check CHECK (((level >= 1) AND (level <= 6)));

ALTER TABLE journal_node ADD CONSTRAINT journal_node_pkey PRIMARY KEY (level, index);

ALTER TABLE journal_seal ADD CONSTRAINT journal_seal_pkey PRIMARY KEY (entry_id);

ALTER TABLE journal_settled ADD CONSTRAINT journal_settled_pkey PRIMARY KEY (entry_id);

ALTER TABLE mail_address ADD CONSTRAINT mail_address_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE mail_address ADD CONSTRAINT mail_address_address_id_check CHECK ((address_id ~ '^e[0-9a-f]{16}$'::text));

ALTER TABLE mail_address ADD CONSTRAINT mail_address_code_mail_check CHECK ((code_mail = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])));

ALTER TABLE mail_address ADD CONSTRAINT mail_address_pkey PRIMARY KEY (address_id);

ALTER TABLE mail_address ADD CONSTRAINT mail_address_sealed_check CHECK (((length(sealed) >= 29) AND (length(sealed) <= 300)));

ALTER TABLE mail_address ADD CONSTRAINT mail_address_tries_check CHECK (((tries >= 0) AND (tries <= 5)));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_ground_no_check CHECK ((ground_no >= 1));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_pkey PRIMARY KEY (subject_id, record_id, ground_no);

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_act_check CHECK (((length(act) >= 1) AND (length(act) <= 500)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_authority_check CHECK (((length(authority) >= 1) AND (length(authority) <= 200)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check CHECK ((until_day >= from_day));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check1 CHECK ((confirmed_by <> proposed_by));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check2 CHECK ((confirmed_at >= proposed_at));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check3 CHECK ((ended_at >= proposed_at));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check4 CHECK ((num_nonnulls(confirmed_by, confirmed_at) = ANY (ARRAY[0, 2])));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_check5 CHECK ((num_nonnulls(ended_by, ended_at, reason) = ANY (ARRAY[0, 3])));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_clause_check CHECK (((length(clause) >= 1) AND (length(clause) <= 200)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_document_no_check CHECK (((length(document_no) >= 1) AND (length(document_no) <= 128)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_pkey PRIMARY KEY (subject_id, relief_id);

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_relief_id_check CHECK ((relief_id ~ '^e[0-9a-f]{20}$'::text));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_request_ref_check CHECK (((length(request_ref) >= 1) AND (length(request_ref) <= 256)));

ALTER TABLE measure_relief ADD CONSTRAINT measure_relief_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version) ON DELETE CASCADE;

ALTER TABLE message ADD CONSTRAINT message_about_case_check CHECK (((length(about_case) >= 1) AND (length(about_case) <= 80)));

ALTER TABLE message ADD CONSTRAINT message_about_record_check CHECK (((length(about_record) >= 1) AND (length(about_record) <= 80)));

ALTER TABLE message ADD CONSTRAINT message_about_subject_check CHECK ((((length(about_subject) >= 1) AND (length(about_subject) <= 80)) AND (NOT starts_with(about_subject, 'P-'::text))));

ALTER TABLE message ADD CONSTRAINT message_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE message ADD CONSTRAINT message_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000)));

ALTER TABLE message ADD CONSTRAINT message_check CHECK ((num_nonnulls(agency, subject_id) = 1));

ALTER TABLE message ADD CONSTRAINT message_message_id_check CHECK ((message_id ~ '^m[0-9a-f]{16}$'::text));

ALTER TABLE message ADD CONSTRAINT message_pkey PRIMARY KEY (message_id);

ALTER TABLE message ADD CONSTRAINT message_said_key_check CHECK (((length(said_key) >= 1) AND (length(said_key) <= 200)));

ALTER TABLE message ADD CONSTRAINT message_sent_by_check CHECK (((length(sent_by) >= 1) AND (length(sent_by) <= 200)));

ALTER TABLE message ADD CONSTRAINT message_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE message ADD CONSTRAINT message_template_check CHECK ((template ~ '^[a-z][a-z-]{1,40}$'::text));

ALTER TABLE message ADD CONSTRAINT message_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)));

ALTER TABLE message_mail ADD CONSTRAINT message_mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE message_mail ADD CONSTRAINT message_mail_check CHECK (((state = 'queued'::text) OR (reply IS NOT NULL)));

ALTER TABLE message_mail ADD CONSTRAINT message_mail_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(message_id) ON DELETE CASCADE;

ALTER TABLE message_mail ADD CONSTRAINT message_mail_pkey PRIMARY KEY (message_id, account_id);

ALTER TABLE message_mail ADD CONSTRAINT message_mail_reply_check CHECK (((length(reply) >= 1) AND (length(reply) <= 200)));

ALTER TABLE message_mail ADD CONSTRAINT message_mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])));

ALTER TABLE message_mail ADD CONSTRAINT message_mail_tries_check CHECK ((tries >= 0));

ALTER TABLE message_receipt ADD CONSTRAINT message_receipt_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE message_receipt ADD CONSTRAINT message_receipt_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(message_id) ON DELETE CASCADE;

ALTER TABLE message_receipt ADD CONSTRAINT message_receipt_pkey PRIMARY KEY (message_id, account_id);

ALTER TABLE misconduct_content ADD CONSTRAINT misconduct_content_pkey PRIMARY KEY (report_id);

ALTER TABLE misconduct_content ADD CONSTRAINT misconduct_content_report_id_fkey FOREIGN KEY (report_id) REFERENCES misconduct_report(report_id);

ALTER TABLE misconduct_content ADD CONSTRAINT misconduct_content_sealed_check CHECK (((length(sealed) >= 29) AND (length(sealed) <= 131072)));

ALTER TABLE misconduct_erasure ADD CONSTRAINT misconduct_erasure_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE misconduct_erasure ADD CONSTRAINT misconduct_erasure_pkey PRIMARY KEY (report_id);

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_asked_as_check CHECK ((asked_as = ANY (ARRAY['clerk'::text, 'case-officer'::text])));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_asked_for_fkey FOREIGN KEY (asked_for) REFERENCES agency(uscc);

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check CHECK ((settled_at >= asked_at));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check1 CHECK (((good_until > settled_at) AND (good_until <= (settled_at + '24:00:00'::interval))));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check2 CHECK ((settled_by <> asked_by));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check3 CHECK ((num_nonnulls(settled_by, settled_as, settled_at, granted) = ANY (ARRAY[0, 4])));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check4 CHECK (((granted IS TRUE) = (good_until IS NOT NULL)));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_check5 CHECK (((opened_at IS NULL) OR ((granted IS TRUE) AND (opened_at >= settled_at) AND (opened_at <= good_until))));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_opening_id_check CHECK ((opening_id ~ '^o[0-9a-f]{16}$'::text));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_pkey PRIMARY KEY (opening_id);

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_report_id_fkey FOREIGN KEY (report_id) REFERENCES misconduct_report(report_id);

ALTER TABLE misconduct_opening ADD CONSTRAINT misconduct_opening_settled_as_check CHECK ((settled_as = 'decider'::text));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_came_by_check CHECK ((came_by = ANY (ARRAY['online'::text, 'counter'::text, 'agency'::text])));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_case_id_check CHECK ((case_id ~ '^c[0-9a-f]{20}$'::text));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_case_id_key UNIQUE (case_id);

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check CHECK ((ended_on >= received_on));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check1 CHECK (((came_by = 'online'::text) = (received_by IS NULL)));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check2 CHECK (((received_by IS NULL) = (received_for IS NULL)));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check3 CHECK ((num_nonnulls(subject_id, case_id) = ANY (ARRAY[0, 2])));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check4 CHECK (((ended_as IS NULL) = (ended_on IS NULL)));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check5 CHECK (((NOT (ended_as IS DISTINCT FROM 'refused'::text)) = (refused_for IS NOT NULL)));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_check6 CHECK (((case_id IS NULL) OR (ended_as IS NULL)));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_code_hash_check CHECK ((length(code_hash) = 32));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_code_hash_key UNIQUE (code_hash);

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_ended_as_check CHECK ((ended_as = ANY (ARRAY['refused'::text, 'withdrawn'::text])));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_pkey PRIMARY KEY (report_id);

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_received_for_fkey FOREIGN KEY (received_for) REFERENCES agency(uscc);

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_refused_for_check CHECK ((refused_for = ANY (ARRAY['about-a-person'::text, 'no-organisation'::text, 'not-credit'::text, 'too-vague'::text, 'duplicate'::text])));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_report_id_check CHECK ((report_id ~ '^m[0-9a-f]{16}$'::text));

ALTER TABLE misconduct_report ADD CONSTRAINT misconduct_report_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE misconduct_reporter ADD CONSTRAINT misconduct_reporter_pkey PRIMARY KEY (report_id);

ALTER TABLE misconduct_reporter ADD CONSTRAINT misconduct_reporter_report_id_fkey FOREIGN KEY (report_id) REFERENCES misconduct_report(report_id);

ALTER TABLE misconduct_reporter ADD CONSTRAINT misconduct_reporter_sealed_check CHECK (((length(sealed) >= 29) AND (length(sealed) <= 8192)));

ALTER TABLE objection ADD CONSTRAINT objection_about_check CHECK ((about = ANY (ARRAY['facts'::text, 'attribution'::text, 'term'::text, 'identity'::text, 'naming'::text])));

ALTER TABLE objection ADD CONSTRAINT objection_check CHECK (((origin = 'person'::text) = (person_id <> ''::text)));

ALTER TABLE objection ADD CONSTRAINT objection_check1 CHECK (((origin = 'person'::text) = (person_no IS NOT NULL)));

ALTER TABLE objection ADD CONSTRAINT objection_check2 CHECK (((origin = 'person'::text) = (about = 'naming'::text)));

ALTER TABLE objection ADD CONSTRAINT objection_check3 CHECK (((origin = 'counter'::text) = (proof IS NOT NULL)));

ALTER TABLE objection ADD CONSTRAINT objection_check4 CHECK (((origin = 'own-motion'::text) = (standing = 'own-motion'::text)));

ALTER TABLE objection ADD CONSTRAINT objection_check6 CHECK (((joined_at IS NULL) OR (origin = 'own-motion'::text)));

ALTER TABLE objection ADD CONSTRAINT objection_facts_sha256_check CHECK ((facts_sha256 ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE objection ADD CONSTRAINT objection_origin_check CHECK ((origin = ANY (ARRAY['organisation'::text, 'counter'::text, 'person'::text, 'own-motion'::text])));

ALTER TABLE objection ADD CONSTRAINT objection_person_id_check CHECK (((person_id = ''::text) OR (person_id ~ '^P-[0-9a-f]{32}$'::text)));

ALTER TABLE objection ADD CONSTRAINT objection_person_no_check CHECK (((person_no >= 1) AND (person_no <= 10)));

ALTER TABLE objection ADD CONSTRAINT objection_pkey PRIMARY KEY (subject_id, case_id);

ALTER TABLE objection ADD CONSTRAINT objection_proof_check CHECK (((length(proof) >= 1) AND (length(proof) <= 500)));

ALTER TABLE objection ADD CONSTRAINT objection_standing_check CHECK ((standing = ANY (ARRAY['first'::text, 'repeat'::text, 'court'::text, 'own-motion'::text])));

ALTER TABLE objection ADD CONSTRAINT objection_subject_id_case_id_procedure_fkey FOREIGN KEY (subject_id, case_id, procedure) REFERENCES case_file(subject_id, case_id, procedure);

ALTER TABLE objection ADD CONSTRAINT objection_suspends CHECK ((suspends OR (standing = ANY (ARRAY['repeat'::text, 'court'::text, 'own-motion'::text]))));

ALTER TABLE objection ADD CONSTRAINT objection_version_check CHECK ((version >= 1));

ALTER TABLE oidc_flow ADD CONSTRAINT oidc_flow_browser_hash_check CHECK ((length(browser_hash) = 32));

ALTER TABLE oidc_flow ADD CONSTRAINT oidc_flow_pkey PRIMARY KEY (state_hash);

ALTER TABLE oidc_flow ADD CONSTRAINT oidc_flow_state_hash_check CHECK ((length(state_hash) = 32));

ALTER TABLE password ADD CONSTRAINT password_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE password ADD CONSTRAINT password_hash_check CHECK (((length(hash) >= 60) AND (length(hash) <= 300)));

ALTER TABLE password ADD CONSTRAINT password_pkey PRIMARY KEY (account_id);

ALTER TABLE person ADD CONSTRAINT person_pkey PRIMARY KEY (subject_id);

ALTER TABLE person ADD CONSTRAINT person_subject_id_check CHECK ((subject_id ~ '^P-[0-9a-f]{32}$'::text));

ALTER TABLE person_check ADD CONSTRAINT person_check_authorisation_check CHECK (((length(authorisation) >= 1) AND (length(authorisation) <= 128)));

ALTER TABLE person_check ADD CONSTRAINT person_check_check CHECK (((subject_id IS NOT NULL) OR (measures = '[]'::jsonb)));

ALTER TABLE person_check ADD CONSTRAINT person_check_check1 CHECK (((measures = '[]'::jsonb) = (token_hash IS NULL)));

ALTER TABLE person_check ADD CONSTRAINT person_check_check_id_fkey FOREIGN KEY (check_id) REFERENCES check_head(check_id);

ALTER TABLE person_check ADD CONSTRAINT person_check_pkey PRIMARY KEY (check_id, "position");

ALTER TABLE person_check ADD CONSTRAINT person_check_position_check CHECK (("position" >= 0));

ALTER TABLE person_check ADD CONSTRAINT person_check_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES person(subject_id);

ALTER TABLE person_check ADD CONSTRAINT person_check_verdict_check CHECK ((verdict = ANY (ARRAY['unidentified'::text, 'restricted'::text, 'not-covered'::text])));

ALTER TABLE person_check_feedback ADD CONSTRAINT person_check_feedback_check_id_position_fkey FOREIGN KEY (check_id, "position") REFERENCES person_check(check_id, "position");

ALTER TABLE person_check_feedback ADD CONSTRAINT person_check_feedback_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'not-applicable'::text, 'overridden'::text])));

ALTER TABLE person_check_feedback ADD CONSTRAINT person_check_feedback_pkey PRIMARY KEY (check_id, "position", measure);

ALTER TABLE person_check_feedback ADD CONSTRAINT person_check_feedback_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES person(subject_id);

ALTER TABLE person_erasure ADD CONSTRAINT person_erasure_document_check CHECK (((length(document) >= 1) AND (length(document) <= 128)));

ALTER TABLE person_erasure ADD CONSTRAINT person_erasure_pkey PRIMARY KEY (subject_id);

ALTER TABLE person_erasure ADD CONSTRAINT person_erasure_reason_check CHECK ((reason = ANY (ARRAY['term-over'::text, 'requested'::text, 'decision-void'::text, 'held-in-error'::text])));

ALTER TABLE person_erasure ADD CONSTRAINT person_erasure_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES person(subject_id);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_authority_fkey FOREIGN KEY (authority) REFERENCES agency(uscc);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_check CHECK ((until_day >= from_day));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_document_no_check CHECK (((length(document_no) >= 1) AND (length(document_no) <= 128)));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_ground_check CHECK ((ground = ANY (ARRAY['professional'::text, 'named-in-role'::text])));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_ground_no_check CHECK ((ground_no >= 1));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_organisation_check CHECK ((NOT starts_with(organisation, 'P-'::text)));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_organisation_fkey FOREIGN KEY (organisation) REFERENCES subject(subject_id);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_pkey PRIMARY KEY (subject_id, ground_no);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_released CHECK (((released_at IS NULL) = (released_by IS NULL)));

ALTER TABLE person_ground ADD CONSTRAINT person_ground_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES person(subject_id);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_subject_id_organisation_record_id_key UNIQUE (subject_id, organisation, record_id);

ALTER TABLE person_ground ADD CONSTRAINT person_ground_suspended CHECK (((suspended_at IS NULL) = (suspended_by IS NULL)));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_identifier_index_check CHECK ((length(identifier_index) = 32));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_identifier_index_key UNIQUE (identifier_index);

ALTER TABLE person_identity ADD CONSTRAINT person_identity_identifier_kind_check CHECK ((identifier_kind = ANY (ARRAY['resident-id'::text, 'passport'::text, 'hong-kong-macao-permit'::text, 'taiwan-permit'::text, 'foreign-permanent-id'::text])));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_index_version_check CHECK ((index_version >= 1));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_pkey PRIMARY KEY (subject_id);

ALTER TABLE person_identity ADD CONSTRAINT person_identity_seal_version_check CHECK ((seal_version >= 1));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_sealed_identifier_check CHECK ((length(sealed_identifier) > 28));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_sealed_name_check CHECK ((length(sealed_name) > 28));

ALTER TABLE person_identity ADD CONSTRAINT person_identity_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES person(subject_id);

ALTER TABLE person_key ADD CONSTRAINT person_key_pkey PRIMARY KEY (purpose, version);

ALTER TABLE person_key ADD CONSTRAINT person_key_purpose_check CHECK ((purpose = ANY (ARRAY['seal'::text, 'index'::text])));

ALTER TABLE person_key ADD CONSTRAINT person_key_version_check CHECK ((version >= 2));

ALTER TABLE post ADD CONSTRAINT post_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE post ADD CONSTRAINT post_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE post ADD CONSTRAINT post_check CHECK (((until_day IS NULL) OR (until_day >= from_day)));

ALTER TABLE post ADD CONSTRAINT post_check1 CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check2 CHECK (((ended_by IS NULL) = (ended_at IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check3 CHECK ((confirmed_by <> proposed_by));

ALTER TABLE post ADD CONSTRAINT post_check4 CHECK (((role <> ALL (ARRAY['person'::text, 'organisation'::text])) OR (agency IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check5 CHECK (((role = ANY (ARRAY['person'::text, 'organisation'::text, 'system-admin'::text, 'security-admin'::text, 'audit-admin'::text])) OR (agency IS NOT NULL)));

ALTER TABLE post ADD CONSTRAINT post_check6 CHECK (((agency IS NULL) = (region IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check7 CHECK (((role = ANY (ARRAY['person'::text, 'organisation'::text])) = (subject_id IS NOT NULL)));

ALTER TABLE post ADD CONSTRAINT post_check8 CHECK (((role <> 'organisation'::text) OR (until_day IS NOT NULL)));

ALTER TABLE post ADD CONSTRAINT post_pkey PRIMARY KEY (post_id);

ALTER TABLE post ADD CONSTRAINT post_post_id_check CHECK ((post_id ~ '^p[0-9a-f]{16}$'::text));

ALTER TABLE post ADD CONSTRAINT post_proof_check CHECK (((length(proof) >= 1) AND (length(proof) <= 500)));

ALTER TABLE post ADD CONSTRAINT post_region_check CHECK ((region ~ '^[0-9]{6}$'::text));

ALTER TABLE post ADD CONSTRAINT post_role_check CHECK ((role = ANY (ARRAY['person'::text, 'organisation'::text, 'clerk'::text, 'reviewer'::text, 'desk'::text, 'counter'::text, 'case-officer'::text, 'decider'::text, 'catalogue-editor'::text, 'auditor'::text, 'system-admin'::text, 'security-admin'::text, 'audit-admin'::text])));

ALTER TABLE post ADD CONSTRAINT post_shown_check CHECK (((length(shown) >= 1) AND (length(shown) <= 500)));

ALTER TABLE recall ADD CONSTRAINT recall_effect_check CHECK ((effect = ANY (ARRAY['withdrawn'::text, 'repaired'::text, 'closed'::text, 'corrected'::text, 'changed'::text, 'requeued'::text, 'hidden'::text, 'resumed'::text, 'reinstated'::text, 'expired'::text, 'renewed'::text])));

ALTER TABLE recall ADD CONSTRAINT recall_once UNIQUE (subject_id, record_id, effect, effect_at, recipient);

ALTER TABLE recall ADD CONSTRAINT recall_owed CHECK (((due_on IS NULL) = (effect = ANY (ARRAY['expired'::text, 'renewed'::text]))));

ALTER TABLE recall ADD CONSTRAINT recall_pkey PRIMARY KEY (subject_id, recall_id);

ALTER TABLE recall ADD CONSTRAINT recall_recall_id_check CHECK ((recall_id ~ '^l[0-9a-f]{20}$'::text));

ALTER TABLE recall ADD CONSTRAINT recall_recipient_fkey FOREIGN KEY (recipient) REFERENCES agency(uscc);

ALTER TABLE recall ADD CONSTRAINT recall_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE recall ADD CONSTRAINT recall_ways_check CHECK (((ways <@ (ARRAY['archive'::text, 'check'::text, 'feed'::text, 'finding'::text, 'export'::text] COLLATE "C")) AND ((cardinality(ways) >= 1) AND (cardinality(ways) <= 5))));

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_done_check CHECK ((done = ANY (ARRAY['deleted'::text, 'marked'::text, 'never-stored'::text])));

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500)));

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_pkey PRIMARY KEY (subject_id, recall_id);

ALTER TABLE recall_acknowledgement ADD CONSTRAINT recall_acknowledgement_subject_id_recall_id_fkey FOREIGN KEY (subject_id, recall_id) REFERENCES recall(subject_id, recall_id);

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_attempt_no_check CHECK ((attempt_no >= 1));

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_check CHECK (((way = 'webhook'::text) OR ((outcome = 'delivered'::text) AND (status IS NULL))));

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'refused'::text, 'unreachable'::text, 'too-slow'::text, 'address-not-allowed'::text])));

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_pkey PRIMARY KEY (subject_id, recall_id, attempt_no);

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_status_check CHECK (((status >= 100) AND (status <= 599)));

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_subject_id_recall_id_fkey FOREIGN KEY (subject_id, recall_id) REFERENCES recall(subject_id, recall_id);

ALTER TABLE recall_delivery ADD CONSTRAINT recall_delivery_way_check CHECK ((way = ANY (ARRAY['webhook'::text, 'inbox'::text])));

ALTER TABLE recall_escalation ADD CONSTRAINT recall_escalation_pkey PRIMARY KEY (subject_id, recall_id);

ALTER TABLE recall_escalation ADD CONSTRAINT recall_escalation_subject_id_recall_id_fkey FOREIGN KEY (subject_id, recall_id) REFERENCES recall(subject_id, recall_id);

ALTER TABLE record ADD CONSTRAINT record_case_effective CHECK ((case_deed = ANY (ARRAY['took-effect'::text, 'granted'::text, 'recorded'::text, 'corrected'::text, 'reattributed'::text])));

ALTER TABLE record ADD CONSTRAINT record_case_whole CHECK ((num_nonnulls(case_id, case_deed_no, case_deed) = ANY (ARRAY[0, 3])));

ALTER TABLE record ADD CONSTRAINT record_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record ADD CONSTRAINT record_from_batch_or_case CHECK ((num_nonnulls(batch_id, case_id) = 1));

ALTER TABLE record ADD CONSTRAINT record_list_by_casework CHECK (((list_decided_by <> 'office'::text) OR ((case_id IS NOT NULL) AND ((case_deed = 'took-effect'::text) OR ((case_deed = 'corrected'::text) AND (version > 1))))));

ALTER TABLE record ADD CONSTRAINT record_list_grounded CHECK (((list IS NULL) OR ((document_no IS NOT NULL) AND (decided_on IS NOT NULL))));

ALTER TABLE record ADD CONSTRAINT record_list_known CHECK (((list IS NULL) = (list_decided_by IS NULL)));

ALTER TABLE record ADD CONSTRAINT record_list_of_version FOREIGN KEY (catalogue_version, list, list_decided_by) REFERENCES catalogue_list(version, list, decided_by);

ALTER TABLE record ADD CONSTRAINT record_of_effective_case FOREIGN KEY (subject_id, case_id, case_deed_no, case_deed) REFERENCES case_deed(subject_id, case_id, deed_no, deed);

ALTER TABLE record ADD CONSTRAINT record_of_organisation CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE record ADD CONSTRAINT record_pkey PRIMARY KEY (subject_id, record_id, version);

ALTER TABLE record ADD CONSTRAINT record_version_check CHECK ((version >= 1));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_deed_no_check CHECK ((deed_no >= 1));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_kind_check CHECK ((kind = ANY (ARRAY['release'::text, 'withdrawal'::text, 'correction'::text, 'repair'::text, 'closure'::text, 'requeue'::text, 'repair-revoked'::text])));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_pkey PRIMARY KEY (subject_id, record_id, deed_no);

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_check CHECK ((last_at >= first_at));

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_pkey PRIMARY KEY (subject_id, record_id, recipient);

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_recipient_fkey FOREIGN KEY (recipient) REFERENCES agency(uscc);

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_version_check CHECK ((version >= 1));

ALTER TABLE record_disclosure ADD CONSTRAINT record_disclosure_ways_check CHECK (((ways <@ (ARRAY['archive'::text, 'feed'::text, 'finding'::text, 'export'::text] COLLATE "C")) AND ((cardinality(ways) >= 1) AND (cardinality(ways) <= 4))));

ALTER TABLE record_statement ADD CONSTRAINT record_statement_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record_statement ADD CONSTRAINT record_statement_pkey PRIMARY KEY (subject_id, record_id, statement_no);

ALTER TABLE record_statement ADD CONSTRAINT record_statement_public_text_check CHECK (((length(public_text) >= 1) AND (length(public_text) <= 500)));

ALTER TABLE record_statement ADD CONSTRAINT record_statement_statement_no_check CHECK ((statement_no >= 1));

ALTER TABLE record_statement ADD CONSTRAINT record_statement_text_check CHECK (((length(text) >= 1) AND (length(text) <= 500)));

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_cause_check CHECK ((cause = ANY (ARRAY['objection'::text, 'verification'::text, 'shield'::text, 'unanswered-objection'::text])));

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_pkey PRIMARY KEY (subject_id, record_id, suspension_no);

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_suspension_no_check CHECK ((suspension_no >= 1));

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_pkey PRIMARY KEY (subject_id, record_id, version, field, review_no);

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_review_no_check CHECK ((review_no >= 1));

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE record_window ADD CONSTRAINT record_window_cause_check CHECK ((cause = ANY (ARRAY['released'::text, 'new-version'::text, 'reconfirmed'::text, 'correction'::text, 'reclassification'::text, 'catalogue-transition'::text, 'repair-revoked'::text])));

ALTER TABLE record_window ADD CONSTRAINT record_window_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record_window ADD CONSTRAINT record_window_pkey PRIMARY KEY (subject_id, record_id, window_no);

ALTER TABLE record_window ADD CONSTRAINT record_window_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'general'::text, 'serious'::text])));

ALTER TABLE record_window ADD CONSTRAINT record_window_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE record_window ADD CONSTRAINT record_window_window_no_check CHECK ((window_no >= 1));

ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_check CHECK ((expires_at > made_at));

ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_code_hash_check CHECK ((length(code_hash) = 32));

ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, code_hash);

ALTER TABLE repair_application ADD CONSTRAINT repair_application_application_id_check CHECK ((application_id ~ '^x[0-9a-f]{20}$'::text));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_check CHECK (((origin = ANY (ARRAY['credit-china'::text, 'province'::text])) = (external_no IS NOT NULL)));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_check1 CHECK (((origin = 'workspace'::text) = (filed_at_agency IS NULL)));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_external_no_check CHECK (((length(external_no) >= 1) AND (length(external_no) <= 64)));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_filed_at_agency_fkey FOREIGN KEY (filed_at_agency) REFERENCES agency(uscc);

ALTER TABLE repair_application ADD CONSTRAINT repair_application_origin_check CHECK ((origin = ANY (ARRAY['counter'::text, 'workspace'::text, 'credit-china'::text, 'province'::text])));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_pkey PRIMARY KEY (subject_id, application_id);

ALTER TABLE repair_application ADD CONSTRAINT repair_application_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE repair_application ADD CONSTRAINT repair_application_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(subject_id);

ALTER TABLE repair_external ADD CONSTRAINT repair_external_external_no_check CHECK (((length(external_no) >= 1) AND (length(external_no) <= 64)));

ALTER TABLE repair_external ADD CONSTRAINT repair_external_origin_check CHECK ((origin = ANY (ARRAY['credit-china'::text, 'province'::text])));

ALTER TABLE repair_external ADD CONSTRAINT repair_external_pkey PRIMARY KEY (origin, external_no);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_pkey PRIMARY KEY (subject_id, case_id);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_procedure_check CHECK ((procedure = 'repair'::text));

ALTER TABLE repair_part ADD CONSTRAINT repair_part_subject_id_application_id_agency_key UNIQUE (subject_id, application_id, agency);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_subject_id_application_id_case_id_key UNIQUE (subject_id, application_id, case_id);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_subject_id_application_id_fkey FOREIGN KEY (subject_id, application_id) REFERENCES repair_application(subject_id, application_id);

ALTER TABLE repair_part ADD CONSTRAINT repair_part_subject_id_case_id_procedure_fkey FOREIGN KEY (subject_id, case_id, procedure) REFERENCES case_file(subject_id, case_id, procedure);

ALTER TABLE repair_proof ADD CONSTRAINT repair_proof_pkey PRIMARY KEY (subject_id, case_id, evidence_no);

ALTER TABLE repair_proof ADD CONSTRAINT repair_proof_subject_id_case_id_evidence_no_fkey FOREIGN KEY (subject_id, case_id, evidence_no) REFERENCES case_evidence(subject_id, case_id, evidence_no);

ALTER TABLE repair_proof ADD CONSTRAINT repair_proof_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES repair_part(subject_id, case_id);

ALTER TABLE repair_record ADD CONSTRAINT repair_record_pkey PRIMARY KEY (subject_id, application_id, record_id);

ALTER TABLE repair_record ADD CONSTRAINT repair_record_subject_id_application_id_case_id_fkey FOREIGN KEY (subject_id, application_id, case_id) REFERENCES repair_part(subject_id, application_id, case_id);

ALTER TABLE repair_record ADD CONSTRAINT repair_record_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version) ON DELETE CASCADE;

ALTER TABLE repair_reminder ADD CONSTRAINT repair_reminder_body_check CHECK (((length(body) >= 1) AND (length(body) <= 4000)));

ALTER TABLE repair_reminder ADD CONSTRAINT repair_reminder_pkey PRIMARY KEY (subject_id, week);

ALTER TABLE repair_reminder ADD CONSTRAINT repair_reminder_subject_id_check CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE repair_reminder ADD CONSTRAINT repair_reminder_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(subject_id);

ALTER TABLE repair_reminder ADD CONSTRAINT repair_reminder_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric));

ALTER TABLE repair_return ADD CONSTRAINT repair_return_about_check CHECK ((about = ANY (ARRAY['declined'::text, 'incomplete'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text, 'revoked'::text])));

ALTER TABLE repair_return ADD CONSTRAINT repair_return_check CHECK (((state = 'to-send'::text) = (number IS NULL)));

ALTER TABLE repair_return ADD CONSTRAINT repair_return_number_check CHECK (((length(number) >= 1) AND (length(number) <= 128)));

ALTER TABLE repair_return ADD CONSTRAINT repair_return_pkey PRIMARY KEY (subject_id, case_id, about, state);

ALTER TABLE repair_return ADD CONSTRAINT repair_return_state_check CHECK ((state = ANY (ARRAY['to-send'::text, 'sent'::text, 'received'::text])));

ALTER TABLE repair_return ADD CONSTRAINT repair_return_subject_id_case_id_about_after_state_fkey FOREIGN KEY (subject_id, case_id, about, after_state) REFERENCES repair_return(subject_id, case_id, about, state);

ALTER TABLE repair_return ADD CONSTRAINT repair_return_subject_id_case_id_fkey FOREIGN KEY (subject_id, case_id) REFERENCES repair_part(subject_id, case_id);

ALTER TABLE retention_proof ADD CONSTRAINT retention_proof_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));

ALTER TABLE retention_proof ADD CONSTRAINT retention_proof_pkey PRIMARY KEY (subject_id, record_id, version, forgotten_at);

ALTER TABLE reversal ADD CONSTRAINT reversal_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE reversal ADD CONSTRAINT reversal_effect_check CHECK ((effect = ANY (ARRAY['withdrawn'::text, 'corrected'::text, 'requeued'::text])));

ALTER TABLE reversal ADD CONSTRAINT reversal_measures_check CHECK (((cardinality(measures) >= 1) AND (cardinality(measures) <= 200)));

ALTER TABLE reversal ADD CONSTRAINT reversal_once UNIQUE (subject_id, check_id, "position", record_id, effect, effect_at);

ALTER TABLE reversal ADD CONSTRAINT reversal_pkey PRIMARY KEY (subject_id, reversal_id);

ALTER TABLE reversal ADD CONSTRAINT reversal_reversal_id_check CHECK ((reversal_id ~ '^v[0-9a-f]{20}$'::text));

ALTER TABLE reversal ADD CONSTRAINT reversal_subject_id_check_id_position_fkey FOREIGN KEY (subject_id, check_id, "position") REFERENCES check_answer(subject_id, check_id, "position");

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_answer_check CHECK ((answer = ANY (ARRAY['reversed'::text, 'not-reversed'::text, 'nothing-to-reverse'::text])));

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_pkey PRIMARY KEY (subject_id, reversal_id);

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)));

ALTER TABLE reversal_answer ADD CONSTRAINT reversal_answer_subject_id_reversal_id_fkey FOREIGN KEY (subject_id, reversal_id) REFERENCES reversal(subject_id, reversal_id);

ALTER TABLE reversal_escalation ADD CONSTRAINT reversal_escalation_pkey PRIMARY KEY (subject_id, reversal_id);

ALTER TABLE reversal_escalation ADD CONSTRAINT reversal_escalation_subject_id_reversal_id_fkey FOREIGN KEY (subject_id, reversal_id) REFERENCES reversal(subject_id, reversal_id);

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_check CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)));

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_check1 CHECK (((ended_by IS NULL) = (ended_at IS NULL)));

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_check2 CHECK ((confirmed_by <> proposed_by));

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_pkey PRIMARY KEY (reset_id);

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));

ALTER TABLE second_factor_reset ADD CONSTRAINT second_factor_reset_reset_id_check CHECK ((reset_id ~ '^f[0-9a-f]{16}$'::text));

ALTER TABLE session ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE session ADD CONSTRAINT session_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (session_id);

ALTER TABLE session ADD CONSTRAINT session_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(post_id);

ALTER TABLE session ADD CONSTRAINT session_session_id_check CHECK ((session_id ~ '^s[0-9a-f]{16}$'::text));

ALTER TABLE session ADD CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32));

ALTER TABLE session ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

ALTER TABLE sign_in_attempt ADD CONSTRAINT sign_in_attempt_failures_check CHECK ((failures >= 0));

ALTER TABLE sign_in_attempt ADD CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (tried);

ALTER TABLE sign_in_attempt ADD CONSTRAINT sign_in_attempt_tried_check CHECK ((length(tried) = 32));

ALTER TABLE source_currency ADD CONSTRAINT source_currency_pkey PRIMARY KEY (category, agency);

ALTER TABLE subject ADD CONSTRAINT subject_is_organisation CHECK ((NOT starts_with(subject_id, 'P-'::text)));

ALTER TABLE subject ADD CONSTRAINT subject_kind_of_organisation CHECK ((kind = ANY (ARRAY['enterprise'::text, 'unincorporated-enterprise'::text, 'individual-business'::text, 'cooperative'::text, 'organ'::text, 'institution'::text, 'social-organisation'::text, 'village-collective'::text, 'other-organisation'::text])));

ALTER TABLE subject ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);

ALTER TABLE subject ADD CONSTRAINT subject_standing_check CHECK ((standing = ANY (ARRAY['registered'::text, 'provisional'::text, 'retired'::text])));

ALTER TABLE subject_alias ADD CONSTRAINT subject_alias_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'org-code'::text, 'registration-no'::text, 'tax-no'::text, 'institution-no'::text, 'social-organisation-no'::text])));

ALTER TABLE subject_alias ADD CONSTRAINT subject_alias_pkey PRIMARY KEY (kind, value, subject_id);

ALTER TABLE subject_name ADD CONSTRAINT subject_name_pkey PRIMARY KEY (subject_id, name_key);

ALTER TABLE subject_name ADD CONSTRAINT subject_name_standing_check CHECK ((standing = ANY (ARRAY['current'::text, 'former'::text, 'provisional'::text])));

ALTER TABLE subject_name ADD CONSTRAINT subject_name_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(subject_id);

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_check CHECK ((ended_at >= made_at));

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_check1 CHECK ((num_nonnulls(ended_by, ended_at) = ANY (ARRAY[0, 2])));

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_endpoint_id_check CHECK ((endpoint_id ~ '^h[0-9a-f]{16}$'::text));

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (endpoint_id);

ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_url_check CHECK (((length(url) >= 10) AND (length(url) <= 500)));

ALTER TABLE webhook_secret ADD CONSTRAINT webhook_secret_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(endpoint_id);

ALTER TABLE webhook_secret ADD CONSTRAINT webhook_secret_pkey PRIMARY KEY (endpoint_id, secret_no);

ALTER TABLE webhook_secret ADD CONSTRAINT webhook_secret_sealed_check CHECK ((length(sealed) > 28));

ALTER TABLE webhook_secret ADD CONSTRAINT webhook_secret_secret_no_check CHECK ((secret_no >= 1));

-- indexes

CREATE INDEX agency_category_category ON public.agency_category USING btree (category);
CREATE INDEX agency_name_key ON public.agency USING btree (name_key);
CREATE INDEX agency_successor_of ON public.agency USING btree (successor_of) WHERE (successor_of IS NOT NULL);
CREATE INDEX api_key_agency ON public.api_key USING btree (agency);
CREATE INDEX applied_notice_case ON public.applied_notice USING btree (subject_id, case_id);
CREATE INDEX case_deed_honour_shown ON public.case_deed USING btree (on_day DESC, case_id) WHERE ((procedure = 'honour'::text) AND (deed = 'shown'::text));
CREATE INDEX case_file_agency ON public.case_file USING btree (agency, opened_at DESC, case_id);
CREATE INDEX case_file_id ON public.case_file USING btree (case_id);
CREATE INDEX case_file_reorganisation ON public.case_file USING btree (subject_id, case_id) WHERE (procedure = 'reorganisation'::text);
CREATE INDEX check_answer_hit ON public.check_answer USING btree (check_id, "position") WHERE (verdict = ANY (ARRAY['restricted'::text, 'incentive'::text, 'mixed'::text]));
CREATE INDEX check_answer_token ON public.check_answer USING btree (token_hash) WHERE (token_hash IS NOT NULL);
CREATE INDEX correction_notice_until ON public.correction_notice USING btree (until_day, notice_id);
CREATE INDEX entry_response_agency ON public.entry_response USING btree (agency, owed_since);
CREATE INDEX external_effect_id ON public.external_effect USING btree (effect_id);
CREATE INDEX governance_query_agency ON public.governance_query USING btree (agency, asked_at DESC, query_id);
CREATE INDEX identity_account ON public.identity USING btree (account_id);
CREATE INDEX intake_batch_bytes ON public.intake_batch USING btree (agency, category, digest, started_at DESC);
CREATE INDEX intake_batch_patches ON public.intake_batch USING btree (patches) WHERE (patches IS NOT NULL);
CREATE INDEX intake_newcomer_subject ON public.intake_newcomer USING btree (subject_id);
CREATE INDEX intake_queue_agency ON public.intake_queue USING btree (agency, queued_at);
CREATE INDEX intake_queue_sending_batch ON public.intake_queue_sending USING btree (batch_id, "row");
CREATE INDEX intake_queue_sending_queue ON public.intake_queue_sending USING btree (queue_id);
CREATE INDEX journal_entry_event ON public.journal_entry USING btree (event, occurred_at DESC, entry_id DESC);
CREATE INDEX journal_entry_subject ON public.journal_entry USING btree (subject_id, occurred_at DESC, entry_id DESC) WHERE (subject_id IS NOT NULL);
CREATE INDEX journal_entry_time ON public.journal_entry USING btree (occurred_at DESC, entry_id DESC);
CREATE INDEX measure_ground_in_force ON public.measure_ground USING btree (subject_id) WHERE (superseded_at IS NULL);
CREATE INDEX measure_ground_trigger ON public.measure_ground USING btree (trigger, subject_id) WHERE (superseded_at IS NULL);
CREATE INDEX measure_relief_id ON public.measure_relief USING btree (relief_id);
CREATE INDEX measure_relief_in_force ON public.measure_relief USING btree (subject_id, record_id) WHERE ((confirmed_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX message_inbox_agency ON public.message USING btree (agency, sent_at DESC, message_id DESC) WHERE (agency IS NOT NULL);
CREATE INDEX message_inbox_subject ON public.message USING btree (subject_id, sent_at DESC, message_id DESC) WHERE (subject_id IS NOT NULL);
CREATE INDEX message_mail_trouble ON public.message_mail USING btree (changed_at DESC, message_id DESC, account_id DESC) WHERE ((state = 'failed'::text) OR ((state = 'queued'::text) AND (tries > 0)));
CREATE INDEX message_sent ON public.message USING btree (sent_at);
CREATE INDEX misconduct_report_waiting ON public.misconduct_report USING btree (received_at, report_id) WHERE ((case_id IS NULL) AND (ended_as IS NULL));
CREATE INDEX objection_case ON public.objection USING btree (case_id);
CREATE INDEX objection_person ON public.objection USING btree (person_id, filed_at DESC) WHERE (person_id <> ''::text);
CREATE INDEX objection_waiting ON public.objection USING btree (filed_at, case_id) WHERE (closed_at IS NULL);
CREATE INDEX oidc_flow_began ON public.oidc_flow USING btree (began_at);
CREATE INDEX person_check_token ON public.person_check USING btree (token_hash) WHERE (token_hash IS NOT NULL);
CREATE INDEX person_identity_versions ON public.person_identity USING btree (seal_version, index_version);
CREATE INDEX post_account ON public.post USING btree (account_id);
CREATE INDEX post_agency ON public.post USING btree (agency) WHERE (agency IS NOT NULL);
CREATE INDEX post_subject ON public.post USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX recall_feed ON public.recall USING btree (recipient, recorded_at, recall_id);
CREATE INDEX recall_id ON public.recall USING btree (recall_id);
CREATE INDEX record_archive ON public.record USING btree (subject_id, category, decided_on DESC, record_id);
CREATE INDEX record_batch ON public.record USING btree (batch_id);
CREATE INDEX record_case ON public.record USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX record_deed_recorded ON public.record_deed USING brin (recorded_at);
CREATE INDEX record_honour ON public.record USING btree (subject_id) WHERE ((category = 'honour'::text) AND (superseded_at IS NULL));
CREATE INDEX record_listed ON public.record USING btree (list, decided_on DESC, authority, record_id) WHERE ((superseded_at IS NULL) AND (list IS NOT NULL));
CREATE INDEX record_of_agency ON public.record USING btree (agency, record_id) WHERE (superseded_at IS NULL);
CREATE INDEX record_published ON public.record USING btree (category, decided_on DESC, authority, record_id) WHERE ((superseded_at IS NULL) AND (decided_on IS NOT NULL));
CREATE INDEX record_recorded ON public.record USING brin (recorded_at);
CREATE INDEX record_suspension_open ON public.record_suspension USING btree (subject_id, record_id) WHERE (superseded_at IS NULL);
CREATE INDEX record_window_ends ON public.record_window USING btree (public_until) WHERE ((superseded_at IS NULL) AND (public_until IS NOT NULL));
CREATE INDEX record_window_recorded ON public.record_window USING brin (recorded_at);
CREATE INDEX record_window_usable_ends ON public.record_window USING btree (usable_until) WHERE ((superseded_at IS NULL) AND (usable_until IS NOT NULL));
CREATE INDEX repair_application_id ON public.repair_application USING btree (application_id);
CREATE INDEX repair_record_case ON public.repair_record USING btree (subject_id, case_id);
CREATE INDEX repair_record_record ON public.repair_record USING btree (subject_id, record_id);
CREATE INDEX repair_reminder_week ON public.repair_reminder USING btree (week, subject_id);
CREATE INDEX repair_return_waiting ON public.repair_return USING btree (recorded_at, case_id) WHERE (state = 'to-send'::text);
CREATE INDEX reversal_id ON public.reversal USING btree (reversal_id);
CREATE INDEX reversal_of_agency ON public.reversal USING btree (agency, asked_at, reversal_id);
CREATE INDEX session_account ON public.session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX subject_alias_subject ON public.subject_alias USING btree (subject_id);
CREATE INDEX subject_changed ON public.subject USING btree (changed_at);
CREATE INDEX subject_name_bigrams ON public.subject_name USING gin (bigrams);
CREATE INDEX subject_name_initials ON public.subject_name USING btree (initials, subject_id);
CREATE INDEX subject_name_key ON public.subject_name USING btree (name_key, subject_id);
CREATE UNIQUE INDEX authenticator_current ON public.authenticator USING btree (account_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX correction_consent_current ON public.correction_consent USING btree (subject_id, record_id) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX invitation_open ON public.invitation USING btree (account_id) WHERE ((used_at IS NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX mail_address_confirmed ON public.mail_address USING btree (account_id) WHERE (confirmed_at IS NOT NULL);
CREATE UNIQUE INDEX mail_address_waiting ON public.mail_address USING btree (account_id) WHERE (confirmed_at IS NULL);
CREATE UNIQUE INDEX message_once_agency ON public.message USING btree (agency, said_key) WHERE (agency IS NOT NULL);
CREATE UNIQUE INDEX message_once_subject ON public.message USING btree (subject_id, said_key) WHERE (subject_id IS NOT NULL);
CREATE UNIQUE INDEX misconduct_opening_open ON public.misconduct_opening USING btree (report_id) WHERE (settled_by IS NULL);
CREATE UNIQUE INDEX objection_first ON public.objection USING btree (subject_id, record_id, person_id, facts_sha256) WHERE (standing = 'first'::text);
CREATE UNIQUE INDEX objection_open ON public.objection USING btree (subject_id, record_id, person_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX post_one_administrator ON public.post USING btree (account_id) WHERE ((role = ANY (ARRAY['system-admin'::text, 'security-admin'::text, 'audit-admin'::text])) AND (ended_at IS NULL));
CREATE UNIQUE INDEX record_current ON public.record USING btree (record_id, subject_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX record_statement_current ON public.record_statement USING btree (subject_id, record_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX record_window_current ON public.record_window USING btree (subject_id, record_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX second_factor_reset_open ON public.second_factor_reset USING btree (account_id) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX webhook_endpoint_of_agency ON public.webhook_endpoint USING btree (agency) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX webhook_secret_current ON public.webhook_secret USING btree (endpoint_id) WHERE (signs_until IS NULL);

-- functions

CREATE OR REPLACE FUNCTION public.catalogue_version_on(day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select coalesce(max(version) filter (where in_force_from <= day), min(version)) from public.catalogue_version $function$;

CREATE OR REPLACE FUNCTION public.forget_misconduct_reporters(moment timestamp with time zone, most integer)
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
begin
  return query
    delete from public.misconduct_reporter x
     where x.report_id in (
       select i.report_id from public.misconduct_reporter i join public.misconduct_report r using (report_id)
        where public.misconduct_report_ended_on(i.report_id)
              + least(make_interval(days => public.policy_figure('reporterKeptDays', 30, day)),
                      public.misconduct_report_kept(i.report_id, day)) < day
        order by i.report_id limit most)
    returning x.report_id;
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_misconduct_reports(moment timestamp with time zone, most integer)
 RETURNS TABLE(forgotten text, of_subject text, of_case text, hash text, until_day date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  due record;
begin
  for due in
    select r.report_id, r.subject_id, r.case_id, public.misconduct_report_ended_on(r.report_id) as ended,
           public.misconduct_report_kept(r.report_id, day) as term
      from public.misconduct_report r
     where public.misconduct_report_ended_on(r.report_id) + public.misconduct_report_kept(r.report_id, day) < day
     order by r.report_id limit most
       for update
  loop
    insert into public.misconduct_erasure
    select r.report_id,
           encode(sha256(convert_to(jsonb_build_object(
             'report', to_jsonb(r),
             'content', (select encode(c.sealed, 'hex') from public.misconduct_content c where c.report_id = r.report_id),
             'deeds', (select jsonb_agg(to_jsonb(d) order by d.deed_no) from public.case_deed d
                        where d.subject_id = r.subject_id and d.case_id = r.case_id),
             'evidence', (select jsonb_agg(e.sha256 order by e.evidence_no) from public.case_evidence e
                           where e.subject_id = r.subject_id and e.case_id = r.case_id))::text, 'UTF8')), 'hex'),
           due.ended, (due.ended + due.term)::date, due.term::text, public.catalogue_version_on(day), moment
      from public.misconduct_report r where r.report_id = due.report_id
    returning report_id, content_hash, kept_until into forgotten, hash, until_day;
    delete from public.misconduct_opening x where x.report_id = due.report_id;
    delete from public.misconduct_reporter x where x.report_id = due.report_id;
    delete from public.misconduct_content x where x.report_id = due.report_id;
    delete from public.misconduct_report x where x.report_id = due.report_id;
    delete from public.case_deed x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_clock_entry x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_evidence x where x.subject_id = due.subject_id and x.case_id = due.case_id;
    delete from public.case_file x where x.subject_id = due.subject_id and x.case_id = due.case_id
      and x.procedure = 'misconduct-report';
    of_subject := due.subject_id;
    of_case := due.case_id;
    return next;
  end loop;
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_recalls(moment timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  term constant interval := make_interval(months => public.policy_figure('recallKeptMonths', 24, day));
  due record;
  forgotten int := 0;
begin
  for due in
    select r.subject_id, r.recall_id
      from public.recall r
      left join public.recall_acknowledgement k on k.subject_id = r.subject_id and k.recall_id = r.recall_id
     where greatest(r.due_on, (k.recorded_at at time zone 'Asia/Shanghai')::date) + term < day
     order by r.subject_id, r.recall_id limit most
       for update of r
  loop
    delete from public.recall_delivery x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall_acknowledgement x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall_escalation x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    delete from public.recall x where x.subject_id = due.subject_id and x.recall_id = due.recall_id;
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_records(moment timestamp with time zone, most integer)
 RETURNS SETOF retention_proof
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  due record;
  ended date;
  term interval;
begin
  for due in
    select c.subject_id, c.record_id, max(r.category) as category
      from (select w.subject_id, w.record_id from public.record_window w
             where w.superseded_at is null and w.usable_until < day
            union
            select d.subject_id, d.record_id from public.record_deed d where d.recorded_at < moment
            union
            select n.subject_id, n.record_id from public.record n
             where n.recorded_at < moment and not exists (select from public.record_window v
               where v.subject_id = n.subject_id and v.record_id = n.record_id and v.superseded_at is null)) c
      join public.record r on r.subject_id = c.subject_id and r.record_id = c.record_id
     group by c.subject_id, c.record_id
    having not public.record_is_kept(c.subject_id, c.record_id, max(r.category), day)
     order by c.subject_id, c.record_id
     limit most
  loop
    -- whoever acts on the record holds its versions; what that act changed is seen below
    perform from public.record r where r.subject_id = due.subject_id and r.record_id = due.record_id for update;
    continue when public.record_is_kept(due.subject_id, due.record_id, due.category, day);
    ended := public.record_ended_on(due.subject_id, due.record_id);
    term := public.kept_after_end(due.category, day);
    return query
      insert into public.retention_proof
      select r.subject_id, r.record_id, r.version, r.category,
             encode(sha256(convert_to(to_jsonb(r)::text, 'UTF8')), 'hex'), ended, (ended + term)::date, term::text,
             public.catalogue_version_on(day), moment
        from public.record r where r.subject_id = due.subject_id and r.record_id = due.record_id
      returning *;
    delete from public.record_statement x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_text_review x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.measure_ground x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_window x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_suspension x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record_deed x where x.subject_id = due.subject_id and x.record_id = due.record_id;
    delete from public.record x where x.subject_id = due.subject_id and x.record_id = due.record_id;
  end loop;
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_reversals(moment timestamp with time zone, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  day constant date := (moment at time zone 'Asia/Shanghai')::date;
  term constant interval := make_interval(months => public.policy_figure('recallKeptMonths', 24, day));
  due record;
  forgotten int := 0;
begin
  for due in
    select v.subject_id, v.reversal_id
      from public.reversal v
      left join public.reversal_answer k on k.subject_id = v.subject_id and k.reversal_id = v.reversal_id
     where greatest(v.due_on, (k.recorded_at at time zone 'Asia/Shanghai')::date) + term < day
     order by v.subject_id, v.reversal_id limit most
       for update of v
  loop
    delete from public.reversal_answer x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    delete from public.reversal_escalation x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    delete from public.reversal x where x.subject_id = due.subject_id and x.reversal_id = due.reversal_id;
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$function$;

CREATE OR REPLACE FUNCTION public.hand_over_misconduct_case(of_subject text, of_case text)
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update public.case_file f set agency = d.content ->> 'to'
    from public.case_deed d
   where f.subject_id = of_subject and f.case_id = of_case and f.procedure = 'misconduct-report'
     and d.subject_id = f.subject_id and d.case_id = f.case_id and d.deed in ('triaged', 'returned')
     and not exists (select from public.case_deed l where l.subject_id = d.subject_id and l.case_id = d.case_id
       and l.deed_no > d.deed_no)
  returning f.agency
$function$;

CREATE OR REPLACE FUNCTION public.journal_erase_value(entry bigint, name text, moment timestamp with time zone, who text, why text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.kept_after_end(of_category text, day date)
 RETURNS interval
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(
    (select make_interval(years => coalesce((t.term->>'years')::int, 0), months => coalesce((t.term->>'months')::int, 0),
                          days => coalesce((t.term->>'days')::int, 0))
       from (select e.body->'retention'->'afterEnd' as term from public.catalogue_entry e
              where e.version = public.catalogue_version_on(day) and e.kind = 'categories' and e.code = of_category) t
      where t.term is not null),
    (select make_interval(months => (f->>'value')::int)
       from public.catalogue_entry e cross join jsonb_array_elements(e.body->'figures') f
      where e.version = public.catalogue_version_on(day) and e.kind = 'policies' and f->>'figure' = 'keptAfterEndMonths'
      limit 1),
    make_interval(months => 36))
$function$;

CREATE OR REPLACE FUNCTION public.misconduct_report_ended_on(of_report text)
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(r.ended_on,
      (select min(d.on_day) from public.case_deed d
        where d.subject_id = r.subject_id and d.case_id = r.case_id and d.procedure = 'misconduct-report'
          and d.to_state in ('closed', 'declined', 'withdrawn')))
    from public.misconduct_report r where r.report_id = of_report
$function$;

CREATE OR REPLACE FUNCTION public.misconduct_report_kept(of_report text, day date)
 RETURNS interval
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when r.refused_for = 'about-a-person' then interval '0 days'
              else make_interval(months => public.policy_figure('reportKeptMonths', 6, day)) end
    from public.misconduct_report r where r.report_id = of_report
$function$;

CREATE OR REPLACE FUNCTION public.policy_figure(of_figure text, otherwise integer, day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce(
    (select (f ->> 'value')::int
       from public.catalogue_entry e cross join jsonb_array_elements(e.body -> 'figures') f
      where e.version = public.catalogue_version_on(day) and e.kind = 'policies' and f ->> 'figure' = of_figure
      limit 1),
    otherwise)
$function$;

CREATE OR REPLACE FUNCTION public.record_ended_on(of_subject text, of_record text)
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case
      when exists (select from public.record_suspension s where s.subject_id = of_subject and s.record_id = of_record
                      and s.superseded_at is null) then null
      when exists (select from public.measure_ground g where g.subject_id = of_subject and g.record_id = of_record
                      and g.superseded_at is null and g.valid_until is null) then null
      when w.record_id is not null and (w.usable_until is null or w.public_from is not null and w.public_until is null)
        then null
      -- greatest() passes over what is null
      else greatest(
        case when w.record_id is not null then greatest(w.usable_until, w.public_until)
             else coalesce(
               (select max((d.recorded_at at time zone 'Asia/Shanghai')::date) from public.record_deed d
                 where d.subject_id = of_subject and d.record_id = of_record
                   and d.kind in ('withdrawal', 'correction', 'repair', 'closure', 'requeue')),
               (select max((r.recorded_at at time zone 'Asia/Shanghai')::date) from public.record r
                 where r.subject_id = of_subject and r.record_id = of_record)) end,
        (select max(g.valid_until) from public.measure_ground g where g.subject_id = of_subject and g.record_id = of_record
            and g.superseded_at is null))
    end
    from (select 1) one left join public.record_window w
      on w.subject_id = of_subject and w.record_id = of_record and w.superseded_at is null
$function$;

CREATE OR REPLACE FUNCTION public.record_is_kept(of_subject text, of_record text, of_category text, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select coalesce(public.record_ended_on(of_subject, of_record) + public.kept_after_end(of_category, day) >= day, true) $function$;

-- policies

CREATE POLICY application ON graphile_worker._private_job_queues AS PERMISSIVE FOR ALL TO gongxin_app USING (true) WITH CHECK (true);
CREATE POLICY application ON graphile_worker._private_jobs AS PERMISSIVE FOR ALL TO gongxin_app USING (true) WITH CHECK (true);
CREATE POLICY application ON graphile_worker._private_known_crontabs AS PERMISSIVE FOR ALL TO gongxin_app USING (true) WITH CHECK (true);
CREATE POLICY application ON graphile_worker._private_tasks AS PERMISSIVE FOR ALL TO gongxin_app USING (true) WITH CHECK (true);

-- schema grants

GRANT USAGE ON SCHEMA public TO PUBLIC;

-- table grants

GRANT DELETE, INSERT, SELECT ON TABLE intake_finding TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_newcomer TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_part TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_queue TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_queue_sending TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_row TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE mail_address TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE message TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE message_mail TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE oidc_flow TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE person_identity TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE record_disclosure TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE sign_in_attempt TO gongxin_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE intake_chunk TO gongxin_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE subject_name TO gongxin_app;
GRANT INSERT, SELECT ON TABLE account TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_category TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_list TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_matter TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_submits_for TO gongxin_app;
GRANT INSERT, SELECT ON TABLE api_key TO gongxin_app;
GRANT INSERT, SELECT ON TABLE applied_notice TO gongxin_app;
GRANT INSERT, SELECT ON TABLE authenticator TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_clock_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_deed TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_evidence TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_file TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_paper TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_person TO gongxin_app;
GRANT INSERT, SELECT ON TABLE case_service TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_list TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_deed TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_dry_run TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_version TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_answer TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_feedback TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_head TO gongxin_app;
GRANT INSERT, SELECT ON TABLE correction_consent TO gongxin_app;
GRANT INSERT, SELECT ON TABLE correction_notice TO gongxin_app;
GRANT INSERT, SELECT ON TABLE entry_response TO gongxin_app;
GRANT INSERT, SELECT ON TABLE external_effect TO gongxin_app;
GRANT INSERT, SELECT ON TABLE external_effect_step TO gongxin_app;
GRANT INSERT, SELECT ON TABLE governance_answer TO gongxin_app;
GRANT INSERT, SELECT ON TABLE governance_query TO gongxin_app;
GRANT INSERT, SELECT ON TABLE identity TO gongxin_app;
GRANT INSERT, SELECT ON TABLE installation TO gongxin_app;
GRANT INSERT, SELECT ON TABLE intake_settlement TO gongxin_app;
GRANT INSERT, SELECT ON TABLE invitation TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_head TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_key TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_leaf TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_node TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_seal TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_settled TO gongxin_app;
GRANT INSERT, SELECT ON TABLE measure_ground TO gongxin_app;
GRANT INSERT, SELECT ON TABLE measure_relief TO gongxin_app;
GRANT INSERT, SELECT ON TABLE message_receipt TO gongxin_app;
GRANT INSERT, SELECT ON TABLE misconduct_content TO gongxin_app;
GRANT INSERT, SELECT ON TABLE misconduct_opening TO gongxin_app;
GRANT INSERT, SELECT ON TABLE misconduct_report TO gongxin_app;
GRANT INSERT, SELECT ON TABLE misconduct_reporter TO gongxin_app;
GRANT INSERT, SELECT ON TABLE objection TO gongxin_app;
GRANT INSERT, SELECT ON TABLE password TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person_check TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person_check_feedback TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person_erasure TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person_ground TO gongxin_app;
GRANT INSERT, SELECT ON TABLE person_key TO gongxin_app;
GRANT INSERT, SELECT ON TABLE post TO gongxin_app;
GRANT INSERT, SELECT ON TABLE recall TO gongxin_app;
GRANT INSERT, SELECT ON TABLE recall_acknowledgement TO gongxin_app;
GRANT INSERT, SELECT ON TABLE recall_delivery TO gongxin_app;
GRANT INSERT, SELECT ON TABLE recall_escalation TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_deed TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_statement TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_suspension TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_text_review TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_window TO gongxin_app;
GRANT INSERT, SELECT ON TABLE recovery_code TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_application TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_external TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_part TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_proof TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_record TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_reminder TO gongxin_app;
GRANT INSERT, SELECT ON TABLE repair_return TO gongxin_app;
GRANT INSERT, SELECT ON TABLE reversal TO gongxin_app;
GRANT INSERT, SELECT ON TABLE reversal_answer TO gongxin_app;
GRANT INSERT, SELECT ON TABLE reversal_escalation TO gongxin_app;
GRANT INSERT, SELECT ON TABLE second_factor_reset TO gongxin_app;
GRANT INSERT, SELECT ON TABLE session TO gongxin_app;
GRANT INSERT, SELECT ON TABLE webhook_endpoint TO gongxin_app;
GRANT INSERT, SELECT ON TABLE webhook_secret TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE intake_batch TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE source_currency TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE subject TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE subject_alias TO gongxin_app;
GRANT SELECT ON TABLE case_step TO gongxin_app;
GRANT SELECT ON TABLE gongxin_migration TO gongxin_app;
GRANT SELECT ON TABLE journal_detachment TO gongxin_app;
GRANT SELECT ON TABLE journal_erasure TO gongxin_app;
GRANT SELECT ON TABLE misconduct_erasure TO gongxin_app;
GRANT SELECT ON TABLE retention_proof TO gongxin_app;

-- column grants

GRANT UPDATE ON TABLE account (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE account (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE api_key (revoked_at) TO gongxin_app;
GRANT UPDATE ON TABLE api_key (revoked_by) TO gongxin_app;
GRANT UPDATE ON TABLE authenticator (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE authenticator (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE authenticator (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE authenticator (last_step) TO gongxin_app;
GRANT UPDATE ON TABLE case_person (dropped_reason) TO gongxin_app;
GRANT UPDATE ON TABLE case_person (held_as) TO gongxin_app;
GRANT UPDATE ON TABLE case_person (sealed) TO gongxin_app;
GRANT UPDATE ON TABLE case_person (service_no) TO gongxin_app;
GRANT UPDATE ON TABLE correction_consent (withdrawn_at) TO gongxin_app;
GRANT UPDATE ON TABLE correction_consent (withdrawn_by) TO gongxin_app;
GRANT UPDATE ON TABLE intake_queue ("row") TO gongxin_app;
GRANT UPDATE ON TABLE intake_queue (batch_id) TO gongxin_app;
GRANT UPDATE ON TABLE intake_queue (file) TO gongxin_app;
GRANT UPDATE ON TABLE intake_queue (sheet) TO gongxin_app;
GRANT UPDATE ON TABLE invitation (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE invitation (used_at) TO gongxin_app;
GRANT UPDATE ON TABLE mail_address (code_mail) TO gongxin_app;
GRANT UPDATE ON TABLE mail_address (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE mail_address (tries) TO gongxin_app;
GRANT UPDATE ON TABLE measure_ground (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE measure_relief (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE measure_relief (confirmed_by) TO gongxin_app;
GRANT UPDATE ON TABLE measure_relief (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE measure_relief (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE measure_relief (reason) TO gongxin_app;
GRANT UPDATE ON TABLE message_mail (changed_at) TO gongxin_app;
GRANT UPDATE ON TABLE message_mail (reply) TO gongxin_app;
GRANT UPDATE ON TABLE message_mail (state) TO gongxin_app;
GRANT UPDATE ON TABLE message_mail (tries) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (good_until) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (granted) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (opened_at) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (settled_as) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (settled_at) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_opening (settled_by) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_report (case_id) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_report (ended_as) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_report (ended_on) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_report (refused_for) TO gongxin_app;
GRANT UPDATE ON TABLE misconduct_report (subject_id) TO gongxin_app;
GRANT UPDATE ON TABLE objection (closed_at) TO gongxin_app;
GRANT UPDATE ON TABLE objection (joined_at) TO gongxin_app;
GRANT UPDATE ON TABLE objection (suspends) TO gongxin_app;
GRANT UPDATE ON TABLE password (due) TO gongxin_app;
GRANT UPDATE ON TABLE password (hash) TO gongxin_app;
GRANT UPDATE ON TABLE password (set_at) TO gongxin_app;
GRANT UPDATE ON TABLE person_ground (released_at) TO gongxin_app;
GRANT UPDATE ON TABLE person_ground (released_by) TO gongxin_app;
GRANT UPDATE ON TABLE person_ground (suspended_at) TO gongxin_app;
GRANT UPDATE ON TABLE person_ground (suspended_by) TO gongxin_app;
GRANT UPDATE ON TABLE person_identity (identifier_index) TO gongxin_app;
GRANT UPDATE ON TABLE person_identity (index_version) TO gongxin_app;
GRANT UPDATE ON TABLE person_identity (seal_version) TO gongxin_app;
GRANT UPDATE ON TABLE person_identity (sealed_identifier) TO gongxin_app;
GRANT UPDATE ON TABLE person_identity (sealed_name) TO gongxin_app;
GRANT UPDATE ON TABLE post (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE post (confirmed_by) TO gongxin_app;
GRANT UPDATE ON TABLE post (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE post (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE post (shown) TO gongxin_app;
GRANT UPDATE ON TABLE record (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_disclosure (last_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_disclosure (version) TO gongxin_app;
GRANT UPDATE ON TABLE record_disclosure (ways) TO gongxin_app;
GRANT UPDATE ON TABLE record_statement (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_suspension (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_window (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE recovery_code (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE recovery_code (used_at) TO gongxin_app;
GRANT UPDATE ON TABLE second_factor_reset (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE second_factor_reset (confirmed_by) TO gongxin_app;
GRANT UPDATE ON TABLE second_factor_reset (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE second_factor_reset (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE session (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE session (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE session (password_due) TO gongxin_app;
GRANT UPDATE ON TABLE session (post_id) TO gongxin_app;
GRANT UPDATE ON TABLE session (second_factor_at) TO gongxin_app;
GRANT UPDATE ON TABLE session (seen_at) TO gongxin_app;
GRANT UPDATE ON TABLE sign_in_attempt (blocked_until) TO gongxin_app;
GRANT UPDATE ON TABLE sign_in_attempt (failures) TO gongxin_app;
GRANT UPDATE ON TABLE sign_in_attempt (last_at) TO gongxin_app;
GRANT UPDATE ON TABLE webhook_endpoint (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE webhook_endpoint (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE webhook_secret (signs_until) TO gongxin_app;

-- function grants

GRANT EXECUTE ON FUNCTION catalogue_version_on(date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION forget_misconduct_reporters(timestamp with time zone,integer) TO gongxin_app;
GRANT EXECUTE ON FUNCTION forget_misconduct_reports(timestamp with time zone,integer) TO gongxin_app;
GRANT EXECUTE ON FUNCTION forget_recalls(timestamp with time zone,integer) TO gongxin_app;
GRANT EXECUTE ON FUNCTION forget_records(timestamp with time zone,integer) TO gongxin_app;
GRANT EXECUTE ON FUNCTION forget_reversals(timestamp with time zone,integer) TO gongxin_app;
GRANT EXECUTE ON FUNCTION hand_over_misconduct_case(text,text) TO gongxin_app;
GRANT EXECUTE ON FUNCTION journal_erase_value(bigint,text,timestamp with time zone,text,text) TO gongxin_app;
GRANT EXECUTE ON FUNCTION kept_after_end(text,date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION misconduct_report_ended_on(text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION misconduct_report_kept(text,date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION policy_figure(text,integer,date) TO PUBLIC;
GRANT EXECUTE ON FUNCTION record_ended_on(text,text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION record_is_kept(text,text,text,date) TO PUBLIC;
