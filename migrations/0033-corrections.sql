-- Corrections travel: who received which record, and what became of telling them that it ended.

-- Who was given a record that is not public, or that stands on a list: the last version, when first and last, and how. What a
-- check told stands in `check_answer` and is not held twice. No reference to the record: to check it would lock its row, and a
-- look at an archive would wait for whoever acts on it. What is forgotten takes its disclosures along (`forget-records.ts`).
create table record_disclosure (
  subject_id text collate "C" not null check (not starts_with(subject_id, 'P-')),
  record_id  text collate "C" not null,
  recipient  text collate "C" not null references agency,
  version    int not null check (version >= 1),
  ways       text[] collate "C" not null
             check (ways <@ array['archive', 'feed', 'finding', 'export'] collate "C" and cardinality(ways) between 1 and 4),
  first_at   timestamptz not null,
  last_at    timestamptz not null check (last_at >= first_at),
  primary key (subject_id, record_id, recipient)
);
grant select, insert, delete on record_disclosure to gongxin_app;
grant update (version, ways, last_at) on record_disclosure to gongxin_app;

-- Recall 召回: one to each who received a record, for each deed that ended it or brought it back. Only added.
create table recall (
  subject_id  text collate "C" not null check (not starts_with(subject_id, 'P-')),
  recall_id   text collate "C" not null check (recall_id ~ '^l[0-9a-f]{20}$'),
  record_id   text collate "C" not null,
  effect      text collate "C" not null check (effect in
              ('withdrawn', 'repaired', 'closed', 'corrected', 'requeued', 'hidden', 'resumed', 'reinstated')),
  -- the moment of the deed
  effect_at   timestamptz not null,
  recipient   text collate "C" not null references agency,
  ways        text[] collate "C" not null
              check (ways <@ array['archive', 'check', 'feed', 'finding', 'export'] collate "C" and cardinality(ways) between 1 and 5),
  received_at timestamptz not null,
  due_on      date not null,
  recorded_at timestamptz not null,
  primary key (subject_id, recall_id),
  constraint recall_once unique (subject_id, record_id, effect, effect_at, recipient)
);
create index recall_id on recall (recall_id);
-- The feed of a recipient, in the order in which its entries became known.
create index recall_feed on recall (recipient, recorded_at, recall_id);
grant select, insert on recall to gongxin_app;

-- Every attempt to tell the recipient.
create table recall_delivery (
  subject_id  text collate "C" not null,
  recall_id   text collate "C" not null,
  attempt_no  int not null check (attempt_no >= 1),
  way         text collate "C" not null check (way in ('webhook', 'inbox')),
  outcome     text collate "C" not null check (outcome in
              ('delivered', 'refused', 'unreachable', 'too-slow', 'address-not-allowed')),
  status      int check (status between 100 and 599),
  recorded_at timestamptz not null,
  primary key (subject_id, recall_id, attempt_no),
  check (way = 'webhook' or (outcome = 'delivered' and status is null)),
  foreign key (subject_id, recall_id) references recall
);
grant select, insert on recall_delivery to gongxin_app;

-- The recipient says, once, what it did with what it holds.
create table recall_acknowledgement (
  subject_id  text collate "C" not null,
  recall_id   text collate "C" not null,
  done        text collate "C" not null check (done in ('deleted', 'marked', 'never-stored')),
  note        text check (length(note) between 1 and 500),
  actor       text not null check (length(actor) between 1 and 200),
  agency      text collate "C" not null references agency,
  recorded_at timestamptz not null,
  primary key (subject_id, recall_id),
  foreign key (subject_id, recall_id) references recall
);
grant select, insert on recall_acknowledgement to gongxin_app;

-- The office was told that the term is over, once.
create table recall_escalation (
  subject_id  text collate "C" not null,
  recall_id   text collate "C" not null,
  recorded_at timestamptz not null,
  primary key (subject_id, recall_id),
  foreign key (subject_id, recall_id) references recall
);
grant select, insert on recall_escalation to gongxin_app;

-- Where an agency wants to be told; at most one at a time.
create table webhook_endpoint (
  endpoint_id text collate "C" primary key check (endpoint_id ~ '^h[0-9a-f]{16}$'),
  agency      text collate "C" not null references agency,
  url         text not null check (length(url) between 10 and 500),
  made_by     text not null,
  made_at     timestamptz not null,
  ended_by    text,
  ended_at    timestamptz check (ended_at >= made_at),
  check (num_nonnulls(ended_by, ended_at) in (0, 2))
);
create unique index webhook_endpoint_of_agency on webhook_endpoint (agency) where ended_at is null;
grant select, insert on webhook_endpoint to gongxin_app;
grant update (ended_by, ended_at) on webhook_endpoint to gongxin_app;

-- What its notices are signed with, sealed (AES-256-GCM) and bound to this row. After a rotation the older signs as well for a while.
create table webhook_secret (
  endpoint_id text collate "C" not null references webhook_endpoint,
  secret_no   int not null check (secret_no >= 1),
  sealed      bytea not null check (length(sealed) > 28),
  made_by     text not null,
  made_at     timestamptz not null,
  signs_until timestamptz,
  primary key (endpoint_id, secret_no)
);
create unique index webhook_secret_current on webhook_secret (endpoint_id) where signs_until is null;
grant select, insert on webhook_secret to gongxin_app;
grant update (signs_until) on webhook_secret to gongxin_app;

-- A desk that acted on a record that proved wrong is asked, once for each answer and effect, whether it reversed what it did.
create table reversal (
  subject_id  text collate "C" not null,
  reversal_id text collate "C" not null check (reversal_id ~ '^v[0-9a-f]{20}$'),
  check_id    text collate "C" not null,
  position    int not null,
  record_id   text collate "C" not null,
  effect      text collate "C" not null check (effect in ('withdrawn', 'corrected', 'requeued')),
  effect_at   timestamptz not null,
  agency      text collate "C" not null references agency,
  measures    text[] collate "C" not null check (cardinality(measures) between 1 and 200),
  due_on      date not null,
  asked_at    timestamptz not null,
  primary key (subject_id, reversal_id),
  constraint reversal_once unique (subject_id, check_id, position, record_id, effect, effect_at),
  foreign key (subject_id, check_id, position) references check_answer
);
create index reversal_id on reversal (reversal_id);
create index reversal_of_agency on reversal (agency, asked_at, reversal_id);
grant select, insert on reversal to gongxin_app;

create table reversal_answer (
  subject_id  text collate "C" not null,
  reversal_id text collate "C" not null,
  answer      text collate "C" not null check (answer in ('reversed', 'not-reversed', 'nothing-to-reverse')),
  reason      text not null check (length(reason) between 1 and 1000),
  actor       text not null check (length(actor) between 1 and 200),
  agency      text collate "C" not null references agency,
  recorded_at timestamptz not null,
  primary key (subject_id, reversal_id),
  foreign key (subject_id, reversal_id) references reversal
);
grant select, insert on reversal_answer to gongxin_app;

create table reversal_escalation (
  subject_id  text collate "C" not null,
  reversal_id text collate "C" not null,
  recorded_at timestamptz not null,
  primary key (subject_id, reversal_id),
  foreign key (subject_id, reversal_id) references reversal
);
grant select, insert on reversal_escalation to gongxin_app;

-- What an ended record still has to bring about on another site. Sent is not done: done is what the site gave a receipt for.
create table external_effect (
  subject_id  text collate "C" not null check (not starts_with(subject_id, 'P-')),
  effect_id   text collate "C" not null check (effect_id ~ '^x[0-9a-f]{16}$'),
  record_id   text collate "C" not null,
  site        text not null check (length(site) between 1 and 100),
  actor       text not null,
  agency      text collate "C" not null references agency,
  recorded_at timestamptz not null,
  primary key (subject_id, effect_id),
  constraint external_effect_once unique (subject_id, record_id, site)
);
create index external_effect_id on external_effect (effect_id);
grant select, insert on external_effect to gongxin_app;

create table external_effect_step (
  subject_id  text collate "C" not null,
  effect_id   text collate "C" not null,
  state       text collate "C" not null check (state in ('sent', 'received')),
  -- the step before it
  follows     text collate "C" check (follows = 'sent'),
  -- number of the letter or of the receipt
  reference   text not null check (length(reference) between 1 and 200),
  actor       text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, effect_id, state),
  check ((state = 'received') = (follows is not null)),
  foreign key (subject_id, effect_id) references external_effect,
  foreign key (subject_id, effect_id, follows) references external_effect_step
);
grant select, insert on external_effect_step to gongxin_app;

-- The organisation agrees that its correction be told to everybody; without that nobody is told.
create table correction_consent (
  subject_id   text collate "C" not null check (not starts_with(subject_id, 'P-')),
  record_id    text collate "C" not null,
  consent_no   int not null check (consent_no >= 1),
  actor        text not null,
  recorded_at  timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz check (withdrawn_at >= recorded_at),
  primary key (subject_id, record_id, consent_no),
  check (num_nonnulls(withdrawn_by, withdrawn_at) in (0, 2))
);
create unique index correction_consent_current on correction_consent (subject_id, record_id) where withdrawn_at is null;
grant select, insert on correction_consent to gongxin_app;
grant update (withdrawn_by, withdrawn_at) on correction_consent to gongxin_app;

create table correction_notice (
  subject_id   text collate "C" not null,
  notice_id    text collate "C" not null check (notice_id ~ '^n[0-9a-f]{16}$'),
  record_id    text collate "C" not null,
  consent_no   int not null,
  text         text not null check (length(text) between 1 and 1000),
  from_day     date not null,
  until_day    date not null check (until_day >= from_day),
  published_by text not null,
  agency       text collate "C" not null references agency,
  published_at timestamptz not null,
  primary key (subject_id, notice_id),
  constraint correction_notice_once unique (subject_id, record_id, consent_no),
  foreign key (subject_id, record_id, consent_no) references correction_consent
);
create index correction_notice_until on correction_notice (until_day, notice_id);
grant select, insert on correction_notice to gongxin_app;

-- When the decision was made that changed, revoked or annulled the one of the record: the three days run from it.
alter table record_deed add column decided_on date;
