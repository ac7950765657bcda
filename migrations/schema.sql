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

CREATE TABLE catalogue_entry (
  version integer NOT NULL,
  kind text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  body jsonb NOT NULL
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

CREATE TABLE gongxin_migration (
  name text COLLATE "C" NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
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
  patches text COLLATE "C"
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

CREATE TABLE journal_entry (
  entry_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  occurred_at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  agency text COLLATE "C",
  purpose text NOT NULL,
  event text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C",
  target text,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb
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
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone
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
  batch_id text COLLATE "C" NOT NULL,
  file text,
  sheet text,
  "row" integer
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
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE record_suspension (
  subject_id text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  suspension_no integer NOT NULL,
  cause text COLLATE "C" NOT NULL,
  document text,
  actor text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  superseded_at timestamp with time zone
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

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_kind_check CHECK ((kind ~ '^[a-z]+$'::text));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_of_the_first CHECK ((version = 1));

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_pkey PRIMARY KEY (version, kind, code);

ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_version_fkey FOREIGN KEY (version) REFERENCES catalogue_version(version);

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

ALTER TABLE check_answer ADD CONSTRAINT check_answer_pkey PRIMARY KEY (subject_id, check_id, "position");

ALTER TABLE check_answer ADD CONSTRAINT check_answer_verdict_check CHECK ((verdict = ANY (ARRAY['unidentified'::text, 'restricted'::text, 'incentive'::text, 'mixed'::text, 'not-covered'::text, 'clear'::text])));

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'not-applicable'::text, 'overridden'::text])));

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_pkey PRIMARY KEY (subject_id, check_id, "position", measure);

ALTER TABLE check_feedback ADD CONSTRAINT check_feedback_subject_id_check_id_position_fkey FOREIGN KEY (subject_id, check_id, "position") REFERENCES check_answer(subject_id, check_id, "position");

ALTER TABLE check_head ADD CONSTRAINT check_head_pkey PRIMARY KEY (check_id);

ALTER TABLE gongxin_migration ADD CONSTRAINT gongxin_migration_pkey PRIMARY KEY (name);

ALTER TABLE installation ADD CONSTRAINT installation_only_row_check CHECK (only_row);

ALTER TABLE installation ADD CONSTRAINT installation_pkey PRIMARY KEY (only_row);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_agency_idempotency_key_key UNIQUE (agency, idempotency_key);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_origin_check CHECK ((origin = ANY (ARRAY['cli'::text, 'http'::text, 'rows'::text])));

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_pkey PRIMARY KEY (batch_id);

ALTER TABLE intake_batch ADD CONSTRAINT intake_batch_status_check CHECK ((status = ANY (ARRAY['received'::text, 'running'::text, 'finished'::text, 'refused'::text, 'failed'::text])));

ALTER TABLE intake_chunk ADD CONSTRAINT intake_chunk_pkey PRIMARY KEY (batch_id, chunk_no);

ALTER TABLE intake_finding ADD CONSTRAINT intake_finding_outcome_check CHECK ((outcome = ANY (ARRAY['rejected'::text, 'unresolved'::text, 'warning'::text])));

ALTER TABLE intake_finding ADD CONSTRAINT intake_finding_pkey PRIMARY KEY (batch_id, seq, "position");

ALTER TABLE intake_part ADD CONSTRAINT intake_part_pkey PRIMARY KEY (batch_id, part_no);

ALTER TABLE intake_queue ADD CONSTRAINT intake_queue_digest_key UNIQUE (digest);

ALTER TABLE intake_queue ADD CONSTRAINT intake_queue_pkey PRIMARY KEY (queue_id);

ALTER TABLE intake_queue_sending ADD CONSTRAINT intake_queue_sending_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES intake_queue(queue_id);

ALTER TABLE intake_row ADD CONSTRAINT intake_row_pkey PRIMARY KEY (batch_id, record_id, seq);

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_check CHECK (((decision = 'attributed'::text) = (subject_id IS NOT NULL)));

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_decision_check CHECK ((decision = ANY (ARRAY['attributed'::text, 'dismissed'::text])));

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_pkey PRIMARY KEY (queue_id);

ALTER TABLE intake_settlement ADD CONSTRAINT intake_settlement_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES intake_queue(queue_id);

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 200)));

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_pkey PRIMARY KEY (entry_id);

ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 200)));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_ground_no_check CHECK ((ground_no >= 1));

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_pkey PRIMARY KEY (subject_id, record_id, ground_no);

ALTER TABLE measure_ground ADD CONSTRAINT measure_ground_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE post ADD CONSTRAINT post_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE post ADD CONSTRAINT post_agency_fkey FOREIGN KEY (agency) REFERENCES agency(uscc);

ALTER TABLE post ADD CONSTRAINT post_check CHECK (((until_day IS NULL) OR (until_day >= from_day)));

ALTER TABLE post ADD CONSTRAINT post_check1 CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check2 CHECK (((ended_by IS NULL) = (ended_at IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check3 CHECK ((confirmed_by <> proposed_by));

ALTER TABLE post ADD CONSTRAINT post_check4 CHECK (((role = ANY (ARRAY['person'::text, 'organisation'::text])) = (agency IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check5 CHECK (((agency IS NULL) = (region IS NULL)));

ALTER TABLE post ADD CONSTRAINT post_check6 CHECK (((role = ANY (ARRAY['person'::text, 'organisation'::text])) = (subject_id IS NOT NULL)));

ALTER TABLE post ADD CONSTRAINT post_check7 CHECK (((role <> 'organisation'::text) OR (until_day IS NOT NULL)));

ALTER TABLE post ADD CONSTRAINT post_pkey PRIMARY KEY (post_id);

ALTER TABLE post ADD CONSTRAINT post_post_id_check CHECK ((post_id ~ '^p[0-9a-f]{16}$'::text));

ALTER TABLE post ADD CONSTRAINT post_proof_check CHECK (((length(proof) >= 1) AND (length(proof) <= 500)));

ALTER TABLE post ADD CONSTRAINT post_region_check CHECK ((region ~ '^[0-9]{6}$'::text));

ALTER TABLE post ADD CONSTRAINT post_role_check CHECK ((role = ANY (ARRAY['person'::text, 'organisation'::text, 'clerk'::text, 'reviewer'::text, 'desk'::text, 'counter'::text, 'case-officer'::text, 'decider'::text, 'catalogue-editor'::text, 'auditor'::text, 'system-admin'::text, 'security-admin'::text, 'audit-admin'::text])));

ALTER TABLE record ADD CONSTRAINT record_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record ADD CONSTRAINT record_pkey PRIMARY KEY (subject_id, record_id, version);

ALTER TABLE record ADD CONSTRAINT record_version_check CHECK ((version >= 1));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_deed_no_check CHECK ((deed_no >= 1));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_kind_check CHECK ((kind = ANY (ARRAY['release'::text, 'withdrawal'::text, 'correction'::text, 'repair'::text, 'closure'::text, 'requeue'::text])));

ALTER TABLE record_deed ADD CONSTRAINT record_deed_pkey PRIMARY KEY (subject_id, record_id, deed_no);

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_cause_check CHECK ((cause = ANY (ARRAY['objection'::text, 'verification'::text, 'shield'::text, 'unanswered-objection'::text])));

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_pkey PRIMARY KEY (subject_id, record_id, suspension_no);

ALTER TABLE record_suspension ADD CONSTRAINT record_suspension_suspension_no_check CHECK ((suspension_no >= 1));

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_pkey PRIMARY KEY (subject_id, record_id, version, field, review_no);

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_review_no_check CHECK ((review_no >= 1));

ALTER TABLE record_text_review ADD CONSTRAINT record_text_review_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE record_window ADD CONSTRAINT record_window_cause_check CHECK ((cause = ANY (ARRAY['released'::text, 'new-version'::text, 'reconfirmed'::text, 'correction'::text, 'reclassification'::text, 'catalogue-transition'::text])));

ALTER TABLE record_window ADD CONSTRAINT record_window_check CHECK ((superseded_at >= recorded_at));

ALTER TABLE record_window ADD CONSTRAINT record_window_pkey PRIMARY KEY (subject_id, record_id, window_no);

ALTER TABLE record_window ADD CONSTRAINT record_window_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'general'::text, 'serious'::text])));

ALTER TABLE record_window ADD CONSTRAINT record_window_subject_id_record_id_version_fkey FOREIGN KEY (subject_id, record_id, version) REFERENCES record(subject_id, record_id, version);

ALTER TABLE record_window ADD CONSTRAINT record_window_window_no_check CHECK ((window_no >= 1));

ALTER TABLE session ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id);

ALTER TABLE session ADD CONSTRAINT session_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (session_id);

ALTER TABLE session ADD CONSTRAINT session_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(post_id);

ALTER TABLE session ADD CONSTRAINT session_session_id_check CHECK ((session_id ~ '^s[0-9a-f]{16}$'::text));

ALTER TABLE session ADD CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32));

ALTER TABLE session ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

ALTER TABLE source_currency ADD CONSTRAINT source_currency_pkey PRIMARY KEY (category, agency);

ALTER TABLE subject ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);

ALTER TABLE subject ADD CONSTRAINT subject_standing_check CHECK ((standing = ANY (ARRAY['registered'::text, 'provisional'::text, 'retired'::text])));

ALTER TABLE subject_alias ADD CONSTRAINT subject_alias_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'org-code'::text, 'registration-no'::text, 'tax-no'::text, 'institution-no'::text, 'social-organisation-no'::text])));

ALTER TABLE subject_alias ADD CONSTRAINT subject_alias_pkey PRIMARY KEY (kind, value, subject_id);

ALTER TABLE subject_name ADD CONSTRAINT subject_name_pkey PRIMARY KEY (subject_id, name_key);

ALTER TABLE subject_name ADD CONSTRAINT subject_name_standing_check CHECK ((standing = ANY (ARRAY['current'::text, 'former'::text, 'provisional'::text])));

ALTER TABLE subject_name ADD CONSTRAINT subject_name_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES subject(subject_id);

-- indexes

CREATE INDEX agency_category_category ON public.agency_category USING btree (category);
CREATE INDEX agency_name_key ON public.agency USING btree (name_key);
CREATE INDEX agency_successor_of ON public.agency USING btree (successor_of) WHERE (successor_of IS NOT NULL);
CREATE INDEX api_key_agency ON public.api_key USING btree (agency);
CREATE INDEX check_answer_token ON public.check_answer USING btree (token_hash) WHERE (token_hash IS NOT NULL);
CREATE INDEX intake_batch_bytes ON public.intake_batch USING btree (agency, category, digest, started_at DESC);
CREATE INDEX intake_batch_patches ON public.intake_batch USING btree (patches) WHERE (patches IS NOT NULL);
CREATE INDEX intake_queue_agency ON public.intake_queue USING btree (agency, queued_at);
CREATE INDEX intake_queue_sending_batch ON public.intake_queue_sending USING btree (batch_id, "row");
CREATE INDEX journal_entry_subject ON public.journal_entry USING btree (subject_id, entry_id DESC) WHERE (subject_id IS NOT NULL);
CREATE INDEX measure_ground_in_force ON public.measure_ground USING btree (subject_id) WHERE (superseded_at IS NULL);
CREATE INDEX post_account ON public.post USING btree (account_id);
CREATE INDEX post_agency ON public.post USING btree (agency) WHERE (agency IS NOT NULL);
CREATE INDEX record_archive ON public.record USING btree (subject_id, category, decided_on DESC, record_id);
CREATE INDEX record_batch ON public.record USING btree (batch_id);
CREATE INDEX record_deed_recorded ON public.record_deed USING brin (recorded_at);
CREATE INDEX record_listed ON public.record USING btree (list, decided_on DESC, authority, record_id) WHERE ((superseded_at IS NULL) AND (list IS NOT NULL));
CREATE INDEX record_of_agency ON public.record USING btree (agency, record_id) WHERE (superseded_at IS NULL);
CREATE INDEX record_published ON public.record USING btree (category, decided_on DESC, authority, record_id) WHERE ((superseded_at IS NULL) AND (decided_on IS NOT NULL));
CREATE INDEX record_suspension_open ON public.record_suspension USING btree (subject_id, record_id) WHERE (superseded_at IS NULL);
CREATE INDEX record_window_ends ON public.record_window USING btree (public_until) WHERE ((superseded_at IS NULL) AND (public_until IS NOT NULL));
CREATE INDEX record_window_recorded ON public.record_window USING brin (recorded_at);
CREATE INDEX session_account ON public.session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX subject_alias_subject ON public.subject_alias USING btree (subject_id);
CREATE INDEX subject_name_bigrams ON public.subject_name USING gin (bigrams);
CREATE INDEX subject_name_initials ON public.subject_name USING btree (initials, subject_id);
CREATE INDEX subject_name_key ON public.subject_name USING btree (name_key, subject_id);
CREATE UNIQUE INDEX post_one_administrator ON public.post USING btree (account_id) WHERE ((role = ANY (ARRAY['system-admin'::text, 'security-admin'::text, 'audit-admin'::text])) AND (ended_at IS NULL));
CREATE UNIQUE INDEX record_current ON public.record USING btree (record_id, subject_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX record_window_current ON public.record_window USING btree (subject_id, record_id) WHERE (superseded_at IS NULL);

-- schema grants

GRANT USAGE ON SCHEMA public TO PUBLIC;

-- table grants

GRANT DELETE, INSERT, SELECT ON TABLE intake_part TO gongxin_app;
GRANT DELETE, INSERT, SELECT ON TABLE intake_row TO gongxin_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE subject_name TO gongxin_app;
GRANT INSERT, SELECT ON TABLE account TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_category TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_list TO gongxin_app;
GRANT INSERT, SELECT ON TABLE agency_submits_for TO gongxin_app;
GRANT INSERT, SELECT ON TABLE api_key TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_deed TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_dry_run TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_proposal_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE catalogue_version TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_answer TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_feedback TO gongxin_app;
GRANT INSERT, SELECT ON TABLE check_head TO gongxin_app;
GRANT INSERT, SELECT ON TABLE installation TO gongxin_app;
GRANT INSERT, SELECT ON TABLE intake_finding TO gongxin_app;
GRANT INSERT, SELECT ON TABLE intake_queue TO gongxin_app;
GRANT INSERT, SELECT ON TABLE intake_queue_sending TO gongxin_app;
GRANT INSERT, SELECT ON TABLE intake_settlement TO gongxin_app;
GRANT INSERT, SELECT ON TABLE journal_entry TO gongxin_app;
GRANT INSERT, SELECT ON TABLE measure_ground TO gongxin_app;
GRANT INSERT, SELECT ON TABLE post TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_deed TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_suspension TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_text_review TO gongxin_app;
GRANT INSERT, SELECT ON TABLE record_window TO gongxin_app;
GRANT INSERT, SELECT ON TABLE session TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE intake_batch TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE intake_chunk TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE source_currency TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE subject TO gongxin_app;
GRANT INSERT, SELECT, UPDATE ON TABLE subject_alias TO gongxin_app;
GRANT SELECT ON TABLE gongxin_migration TO gongxin_app;

-- column grants

GRANT UPDATE ON TABLE account (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE account (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE api_key (revoked_at) TO gongxin_app;
GRANT UPDATE ON TABLE api_key (revoked_by) TO gongxin_app;
GRANT UPDATE ON TABLE measure_ground (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE post (confirmed_at) TO gongxin_app;
GRANT UPDATE ON TABLE post (confirmed_by) TO gongxin_app;
GRANT UPDATE ON TABLE post (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE post (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE record (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_suspension (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE record_window (superseded_at) TO gongxin_app;
GRANT UPDATE ON TABLE session (ended_at) TO gongxin_app;
GRANT UPDATE ON TABLE session (ended_by) TO gongxin_app;
GRANT UPDATE ON TABLE session (password_due) TO gongxin_app;
GRANT UPDATE ON TABLE session (post_id) TO gongxin_app;
GRANT UPDATE ON TABLE session (second_factor_at) TO gongxin_app;
GRANT UPDATE ON TABLE session (seen_at) TO gongxin_app;
