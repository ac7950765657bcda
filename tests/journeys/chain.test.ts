import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { listing, ok } from './listing-steps.ts';

/** What the application's own role may not do by hand: put an adverse effect in force without its chain. */
type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
let city: CaseCity;
let clerk: Worker;
let steps: ReturnType<typeof listing>;
let caseId: string;
const { finance } = AGENCIES;
const subject = ORGANISATIONS.builder.code;

before(async () => {
  city = await openCaseCity();
  city.clock.now = new Date('2026-11-20T09:00:00+08:00');
  clerk = await city.worker('clerk', finance.code);
  steps = listing(clerk, await city.worker('reviewer', finance.code), () => today(city.clock.now));
  caseId = await steps.draft(subject);
});
after(() => city.close());

/** The code of the refusal, or null where the statement went through; nothing of it stays. */
async function refusedBy(text: string, values: unknown[] = []): Promise<string | null> {
  const trx = await city.system.pool.connect();
  try {
    await trx.query('begin');
    await trx.query(text, values);
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? 'unknown';
  } finally {
    await trx.query('rollback');
    trx.release();
  }
}
const FOREIGN_KEY = '23503';
const CHECK = '23514';
const TAKEN = '23505';
const NO_RIGHT = '42501';

const deed = (values: Partial<Record<string, unknown>>) => {
  const row: Record<string, unknown> = {
    subject_id: subject,
    case_id: caseId,
    deed_no: 2,
    procedure: 'listing',
    deed: 'took-effect',
    from_state: 'draft',
    to_state: 'in-force',
    on_day: '2026-11-20',
    actor: 'user:u1',
    done_at: city.clock.now,
    ...values,
  };
  const columns = Object.keys(row);
  return refusedBy(
    `insert into case_deed (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
};

const record = (values: Partial<Record<string, unknown>>) => {
  const row: Record<string, unknown> = {
    subject_id: subject,
    record_id: 'r0',
    version: 1,
    category: 'serious-dishonesty',
    catalogue_version: 1,
    agency: finance.code,
    authority: finance.code,
    document_no: '青财采列〔2026〕9号',
    decided_on: '2026-11-20',
    list: 'procurement-serious',
    list_decided_by: 'office',
    fields: {},
    recorded_at: city.clock.now,
    ...values,
  };
  const columns = Object.keys(row);
  return refusedBy(
    `insert into record (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
};

test('no deed skips a step of its chart', async () => {
  assert.equal(await deed({}), FOREIGN_KEY, 'from draft to in force there is no step');
  assert.equal(
    await deed({ from_state: 'informed', serves: 'listing-decision', service_no: 1 }),
    FOREIGN_KEY,
    'nor from a state the case is not in',
  );
  assert.equal(await deed({ deed_no: 1, from_state: 'none' }), TAKEN, 'the first deed stands');
  assert.equal(await deed({ deed_no: 3, from_state: 'none' }), CHECK, 'and nothing later begins anew');
  assert.equal(await deed({ deed: 'stopped', to_state: 'stopped' }), null, 'the same row with a lawful step goes in');
});

test('no notice counts without a service of that paper on the organisation', async () => {
  assert.equal(await deed({ deed: 'noticed', to_state: 'noticed', serves: 'listing-notice' }), CHECK);
  assert.equal(
    await deed({ deed: 'noticed', to_state: 'noticed', serves: 'listing-notice', service_no: 1 }),
    FOREIGN_KEY,
  );
  assert.equal(await deed({ deed: 'noticed', to_state: 'noticed' }), FOREIGN_KEY, 'and the need cannot be left out');
});

test('nobody confirms an own proposal, and no time to answer is over before its last day', async () => {
  const own = await city.worker('clerk', finance.code);
  const mine = listing(own, await city.worker('reviewer', finance.code), () => today(city.clock.now));
  const other = ORGANISATIONS.machinery.code;
  const proposed = await mine.draft(other);
  await mine.serve(proposed, await mine.notice(proposed, '青财采告〔2026〕91号'));
  await mine.noticed(proposed);
  const of = (values: Partial<Record<string, unknown>>) =>
    deed({ subject_id: other, case_id: proposed, deed_no: 4, from_state: 'noticed', ...values });
  const passed = { deed: 'term-passed', to_state: 'answered', waits: 'answer' };
  assert.equal(await of(passed), CHECK, 'no last day named');
  assert.equal(await of({ ...passed, due_on: '2026-11-27' }), CHECK, 'not over on 20 November');
  assert.equal(await of({ ...passed, due_on: '2026-11-27', on_day: '2026-11-28' }), null);

  city.clock.now = new Date('2026-11-30T09:00:00+08:00');
  ok(await own.post(mine.at(proposed, 'answered'), { kind: 'term-passed' }));
  await mine.propose(proposed);
  const confirmed = {
    deed_no: 6,
    deed: 'confirmed',
    from_state: 'proposed',
    to_state: 'confirmed',
    second_to: 'proposed',
  };
  const proposer = `user:${own.accountId}`;
  assert.equal(await of({ ...confirmed, second_no: 5, second_actor: proposer, actor: proposer }), CHECK);
  assert.equal(
    await of({ ...confirmed, second_no: 5, second_actor: 'user:somebody', actor: proposer }),
    FOREIGN_KEY,
    'nor under an invented first name',
  );
  assert.equal(await of({ ...confirmed }), CHECK, 'nor without naming the proposal');
  assert.equal(await of({ ...confirmed, second_no: 5, second_actor: proposer, actor: 'user:another' }), null);
});

test('no record of a list decided here comes from a file, from nowhere, or from a case that has not taken effect', async () => {
  assert.equal(await record({ batch_id: 'b1' }), CHECK, 'from a batch');
  assert.equal(await record({}), CHECK, 'from nowhere');
  assert.equal(
    await record({ case_id: caseId, case_deed_no: 1, case_deed: 'took-effect' }),
    FOREIGN_KEY,
    'from a draft',
  );
  assert.equal(await record({ case_id: caseId, case_deed_no: 1, case_deed: 'drafted' }), CHECK);
  assert.equal(
    await record({ batch_id: 'b1', list_decided_by: 'authority' }),
    FOREIGN_KEY,
    'nor by saying that another authority decides it',
  );
  assert.equal(
    await record({ batch_id: 'b1', list: 'safety-serious', list_decided_by: 'authority', document_no: null }),
    CHECK,
    'and of others not without a document',
  );
  assert.equal(await record({ batch_id: 'b1', list: 'safety-serious', list_decided_by: 'authority' }), null);
});

test('no ground stands without its record', async () => {
  const ground = `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, catalogue_version, recorded_at)
                  values ($1, 'r-none', 1, 1, 'listed-procurement-serious', '2026-11-20', 1, $2)`;
  assert.equal(await refusedBy(ground, [subject, city.clock.now]), FOREIGN_KEY);
});

test('what was done stays as it was done, and the steps are not the application’s to change', async () => {
  for (const table of [
    'case_file',
    'case_deed',
    'case_paper',
    'case_service',
    'case_evidence',
    'case_clock_entry',
    'case_step',
    'catalogue_list',
  ]) {
    assert.equal(await refusedBy(`delete from ${table}`), NO_RIGHT, table);
  }
  assert.equal(await refusedBy(`update case_deed set reason = ''`), NO_RIGHT);
  assert.equal(
    await refusedBy(
      `insert into case_step (procedure, deed, from_state, to_state) values ('listing', 'took-effect', 'draft', 'in-force')`,
    ),
    NO_RIGHT,
  );
  assert.equal(
    await refusedBy(
      `insert into catalogue_list (version, list, decided_by) values (1, 'procurement-serious', 'authority')`,
    ),
    '23505',
  );
});
