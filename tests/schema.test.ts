import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dumpSchema } from '../server/src/platform/db/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** Written anew by `GONGXIN_UPDATE=1 npm test -- tests/schema`. */
const SCHEMA = fileURLToPath(new URL('../migrations/schema.sql', import.meta.url));

/**
 * Where a table lies once a province spreads the database over many machines (architecture, section 6). `by-subject`: its
 * rows lie with their subject; `everywhere`: small, copied to each machine; `coordinator`: stays where requests come in.
 */
const PLACES: Record<string, 'by-subject' | 'everywhere' | 'coordinator'> = {
  account: 'coordinator',
  agency: 'everywhere',
  agency_category: 'everywhere',
  agency_list: 'everywhere',
  agency_matter: 'everywhere',
  agency_submits_for: 'everywhere',
  api_key: 'coordinator',
  applied_notice: 'by-subject',
  authenticator: 'coordinator',
  case_clock_entry: 'by-subject',
  case_deed: 'by-subject',
  case_evidence: 'by-subject',
  case_file: 'by-subject',
  case_paper: 'by-subject',
  case_person: 'by-subject',
  case_service: 'by-subject',
  case_step: 'everywhere',
  catalogue_entry: 'everywhere',
  catalogue_list: 'everywhere',
  catalogue_proposal: 'everywhere',
  catalogue_proposal_deed: 'everywhere',
  catalogue_proposal_dry_run: 'everywhere',
  catalogue_proposal_entry: 'everywhere',
  catalogue_version: 'everywhere',
  check_answer: 'by-subject',
  check_feedback: 'by-subject',
  check_head: 'coordinator',
  correction_consent: 'by-subject',
  correction_notice: 'by-subject',
  entry_response: 'by-subject',
  external_effect: 'by-subject',
  external_effect_step: 'by-subject',
  gongxin_migration: 'coordinator',
  governance_answer: 'coordinator',
  governance_query: 'coordinator',
  identity: 'coordinator',
  installation: 'coordinator',
  intake_batch: 'coordinator',
  intake_chunk: 'coordinator',
  intake_finding: 'coordinator',
  intake_part: 'coordinator',
  intake_queue: 'coordinator',
  intake_queue_sending: 'coordinator',
  intake_row: 'coordinator',
  intake_newcomer: 'coordinator',
  intake_settlement: 'coordinator',
  invitation: 'coordinator',
  journal_detachment: 'coordinator',
  journal_entry: 'coordinator',
  journal_erasure: 'coordinator',
  journal_head: 'coordinator',
  journal_key: 'coordinator',
  journal_leaf: 'coordinator',
  journal_node: 'coordinator',
  journal_seal: 'coordinator',
  journal_settled: 'coordinator',
  measure_ground: 'by-subject',
  measure_relief: 'by-subject',
  mail_address: 'coordinator',
  message: 'coordinator',
  objection: 'by-subject',
  message_mail: 'coordinator',
  message_receipt: 'coordinator',
  misconduct_content: 'coordinator',
  misconduct_erasure: 'coordinator',
  misconduct_opening: 'coordinator',
  misconduct_report: 'coordinator',
  misconduct_reporter: 'coordinator',
  oidc_flow: 'coordinator',
  password: 'coordinator',
  person: 'coordinator',
  person_check: 'coordinator',
  person_check_feedback: 'coordinator',
  person_erasure: 'coordinator',
  person_ground: 'coordinator',
  person_identity: 'coordinator',
  person_key: 'coordinator',
  post: 'coordinator',
  recall: 'by-subject',
  recall_acknowledgement: 'by-subject',
  recall_delivery: 'by-subject',
  recall_escalation: 'by-subject',
  record: 'by-subject',
  record_deed: 'by-subject',
  record_disclosure: 'by-subject',
  record_statement: 'by-subject',
  record_suspension: 'by-subject',
  record_text_review: 'by-subject',
  record_window: 'by-subject',
  recovery_code: 'coordinator',
  repair_application: 'by-subject',
  repair_external: 'coordinator',
  repair_part: 'by-subject',
  repair_proof: 'by-subject',
  repair_record: 'by-subject',
  repair_reminder: 'by-subject',
  repair_return: 'by-subject',
  retention_proof: 'by-subject',
  reversal: 'by-subject',
  reversal_answer: 'by-subject',
  reversal_escalation: 'by-subject',
  second_factor_reset: 'coordinator',
  session: 'coordinator',
  sign_in_attempt: 'coordinator',
  source_currency: 'everywhere',
  subject: 'everywhere',
  subject_alias: 'everywhere',
  subject_name: 'everywhere',
  webhook_endpoint: 'coordinator',
  webhook_secret: 'coordinator',
};
const SUBJECT = 'subject_id';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test('the schema in the repository is what the migrations make', async () => {
  const dumped = await dumpSchema(database.ownerUrl);
  if (process.env.GONGXIN_UPDATE === '1') writeFileSync(SCHEMA, dumped);
  assert.equal(dumped, readFileSync(SCHEMA, 'utf8'), 'run with GONGXIN_UPDATE=1, then read the change of schema.sql');
});

type Constraint = { table: string; name: string; kind: string; columns: string[]; target: string | null };

async function constraints(): Promise<Constraint[]> {
  const { rows } = await database.pool.query<Constraint>(
    `select c.conrelid::regclass::text as table, c.conname as name, c.contype::text as kind,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns,
            nullif(c.confrelid, 0)::regclass::text as target
       from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f', 'x')
     union all
     select i.indrelid::regclass::text, i.indexrelid::regclass::text, 'u',
            array(select a.attname::text from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey)), null
       from pg_index i join pg_class t on t.oid = i.indrelid
      where i.indisunique and t.relnamespace = 'public'::regnamespace`,
  );
  return rows;
}

test('every table has its place, and no place is kept for a table that is not there', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(PLACES).sort());
});

test('what lies by subject is unique, and refers to others, by its subject too; nothing of it leads to the coordinator', async () => {
  const wrong = (await constraints()).filter(({ table, kind, columns, target }) => {
    if (PLACES[table] !== 'by-subject') return false;
    const to = target === null ? undefined : PLACES[target];
    if (kind === 'f' && to === 'everywhere') return false;
    return to === 'coordinator' || !columns.includes(SUBJECT);
  });
  assert.deepEqual(wrong, []);
});

test('what lies everywhere refers to nothing that does not', async () => {
  const wrong = (await constraints()).filter(
    ({ table, target }) => PLACES[table] === 'everywhere' && target !== null && PLACES[target] !== 'everywhere',
  );
  assert.deepEqual(wrong, []);
});
