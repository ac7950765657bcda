import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { buildServer } from '../../app.ts';
import { today } from '../../kernel/dates.ts';
import { isRefusal } from '../../platform/errors.ts';
import { addAgency, createApiKey } from '../access/index.ts';
import { type Catalogue, catalogueInForce, loadBundledCatalogue } from '../catalogue/index.ts';
import { BUNDLED_FOLDER } from '../catalogue/testing/bundled.ts';
import type { CheckAnswer } from './answer-check.ts';
import { MATTERS } from './catalogue-fixture.ts';
import { type Everything, everythingAbout, recompute } from './naive-fixture.ts';
import {
  AUTHORITY,
  codeOf,
  endDecision,
  type HeldDecision,
  holdDecision,
  holdSubject,
  sourceIsCurrent,
  suspend,
} from './register-fixture.ts';

/** Listed from 1 to 31 July 2026: the days around both ends. */
const LISTED = { decidedOn: '2026-07-01', servedOn: '2026-07-01', validUntil: '2026-07-31' };
const DAYS = ['2026-06-30', '2026-07-01', '2026-07-31', '2026-08-01'];
const NOON = new Date('2026-07-15T12:00:00+08:00');

let whole: TestSystem;
let server: FastifyInstance;
let catalogue: Catalogue;
let key: string;
const subjects: string[] = [];

before(async () => {
  whole = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0' } });
  const { pool } = whole.system;
  const act = { actor: 'tester', purpose: 'test', now: new Date('2026-05-01T00:00:00+08:00') };
  assert.equal((await loadBundledCatalogue(pool, BUNDLED_FOLDER, act)).outcome, 'loaded');
  catalogue = await catalogueInForce(pool, '2026-07-01');
  const none = { categories: new Set<string>(), lists: new Set<string>(), adverse: new Set<string>() };
  await addAgency(pool, act, { uscc: AUTHORITY, name: '青禾市某局', categories: [], region: '990100' }, none);
  const made = await createApiKey(pool, act, { agency: AUTHORITY, scopes: ['check', 'feedback'] });
  assert(!isRefusal(made));
  key = made.key;
  server = buildServer(whole.system);
  await server.ready();
  for (const { code } of catalogue.categories()) await sourceIsCurrent(pool, code, AUTHORITY, '2026-06-30');
  await holdDecisions();
});
after(async () => {
  await server.close();
  await whole.close();
});

async function holdDecisions(): Promise<void> {
  const { pool } = whole.system;
  const decide = async (category: string, fields: HeldDecision['fields'], kind = 'enterprise') => {
    const number = subjects.length + 1;
    const code = await holdSubject(pool, { code: codeOf(number), name: `青禾市${number}号有限公司`, kind });
    subjects.push(code);
    const decision = { subjectId: code, recordId: `r${number}`, category, fields };
    await holdDecision(pool, catalogue, decision);
    return decision;
  };
  const documentNo = '青列〔2026〕1号';
  // what this office decides comes from a case and never from a row like these
  const others = catalogue
    .lists()
    .filter((list) => list.category === 'serious-dishonesty' && list.decidedBy !== 'office');
  for (const list of others) {
    await decide('serious-dishonesty', { ...LISTED, documentNo, listType: list.name });
    await decide('serious-dishonesty', { ...LISTED, documentNo, listType: list.name }, 'individual-business');
  }
  await decide('judgment-default', { ...LISTED, documentNo, listType: '失信被执行人' });
  await decide('abnormal-operation', { ...LISTED, documentNo, listType: '经营异常名录' });
  await decide('honour', { ...LISTED, documentNo });
  // A look-back of one year that ends on 31 July, and one that ends on 30 June.
  for (const decidedOn of ['2025-07-31', '2025-06-30']) {
    await decide('penalty', { documentNo, decidedOn, kinds: ['罚款'], fine: '2500000.00', content: '罚款250万元' });
  }
  await decide('tax-grade-a', { documentNo, decidedOn: '2026-04-30', year: '2025' });
  await suspend(pool, await decide('serious-dishonesty', { ...LISTED, documentNo, listType: '严重违法失信名单' }));
  await endDecision(
    pool,
    await decide('serious-dishonesty', { ...LISTED, documentNo, listType: '严重违法失信名单' }),
    'repair',
  );
}

function post(url: string, payload: object, authorization = `Bearer ${key}`) {
  return server.inject({ method: 'POST', url, payload, headers: { authorization } });
}

test('for every matter POST /checks agrees with a recomputation from all deeds, a minute around midnight of every end', async () => {
  const said = new Set<string>();
  const known = await Promise.all(subjects.map((subjectId) => everythingAbout(whole.system.pool, subjectId)));
  for (const now of DAYS.flatMap((day) => [`${day}T00:01:00+08:00`, `${day}T23:59:00+08:00`])) {
    whole.clock.now = new Date(now);
    const day = today(whole.clock.now);
    for (const matter of MATTERS) {
      const payload = { matter, requestRef: 'R1', subjects: subjects.map((code) => ({ code })) };
      const response = await post('/api/v1/checks', payload);
      assert.equal(response.statusCode, 200, response.body);
      const { results } = response.json<CheckAnswer>();
      for (const [index, subjectId] of subjects.entries()) {
        const result = results[index];
        assert(result);
        const measures = result.measures.map((one) =>
          [
            one.measure,
            one.effect,
            one.clause,
            one.decision.recordId,
            one.from,
            one.until,
            one.suspended === true,
          ].join('|'),
        );
        const expected = recompute(known[index] as Everything, catalogue, matter, day, true);
        assert.deepEqual(
          { verdict: result.verdict, measures: measures.sort() },
          expected,
          `${subjectId} in ${matter} at ${now}`,
        );
        said.add(`${matter} ${result.verdict}`);
      }
    }
  }
  for (const word of ['restricted', 'incentive', 'clear']) {
    assert(
      [...said].some((one) => one.endsWith(word)),
      `nothing was ${word}: the comparison would prove little`,
    );
  }
});

test('an answer holds what the contract names, and its token takes the feedback', async () => {
  whole.clock.now = NOON;
  const listed = { code: subjects[0] };
  const payload = { matter: 'procurement', requestRef: 'R1', subjects: [listed, { name: '青禾市没有这家公司' }] };
  const response = await post('/api/v1/checks', payload);
  const { checkId, answeredAt, results } = response.json<CheckAnswer>();
  assert.equal(new Date(answeredAt).getTime(), NOON.getTime());
  const [first, second] = results;
  assert(first && second);
  assert.deepEqual(first.input, listed);
  assert.equal(first.subject?.code, listed.code);
  assert.deepEqual(Object.keys(first).sort(), [
    'coverage',
    'feedbackToken',
    'input',
    'known',
    'measures',
    'status',
    'subject',
    'verdict',
  ]);
  assert.deepEqual([second.verdict, second.subject, second.candidates], ['unidentified', null, []]);
  const outcomes = [{ measure: first.measures[0]?.measure, outcome: 'applied', reason: '情节严重' }];
  const feedback = `/api/v1/checks/${checkId}/feedback`;
  const taken = await post(feedback, { token: first.feedbackToken, outcomes });
  assert.deepEqual(taken.json(), { checkId, recorded: 1, repeated: 0 });
  const different = outcomes.map((one) => ({ ...one, outcome: 'not-applicable', reason: '撤回申请' }));
  assert.equal((await post(feedback, { token: first.feedbackToken, outcomes: different })).statusCode, 409);
});

test('the matter is the purpose that the journal holds, and a reference in the header serves as well', async () => {
  const response = await server.inject({
    method: 'POST',
    url: '/api/v1/checks',
    payload: { matter: 'land', subjects: [{ code: subjects[0] }, { code: subjects[1] }] },
    headers: { authorization: `Bearer ${key}`, 'gongxin-ref': 'QH-2026-1', 'gongxin-purpose': 'something-else' },
  });
  assert.equal(response.statusCode, 200, response.body);
  const { checkId } = response.json<CheckAnswer>();
  const { pool } = whole.system;
  const { rows } = await pool.query(
    `select purpose, agency from journal_entry where event = 'check.answered' and detail->'checks' ? $1`,
    [checkId],
  );
  assert.deepEqual(rows, [{ purpose: 'land', agency: AUTHORITY }]);
  const head = await pool.query('select request_ref, matter from check_head where check_id = $1', [checkId]);
  assert.deepEqual(head.rows, [{ request_ref: 'QH-2026-1', matter: 'land' }]);
});

test('what cannot be asked is refused as a problem: matter, volume, key', async () => {
  const one = { code: subjects[0] };
  const unknown = await post('/api/v1/checks', { matter: 'weather', subjects: [one] });
  assert.equal(unknown.statusCode, 422);
  assert.deepEqual(
    unknown
      .json<{ matters: { code: string }[] }>()
      .matters.map(({ code }) => code)
      .sort(),
    [...MATTERS].sort(),
  );
  assert.equal((await post('/api/v1/checks', { matter: 'land', subjects: [one, one] })).statusCode, 400);
  assert.equal((await post('/api/v1/checks', { matter: 'land', subjects: [] })).statusCode, 400);
  const many = Array.from({ length: 10_001 }, () => one);
  assert.equal((await post('/api/v1/checks', { matter: 'land', requestRef: 'R', subjects: many })).statusCode, 400);
  const anonymous = await server.inject({
    method: 'POST',
    url: '/api/v1/checks',
    payload: { matter: 'land', subjects: [one] },
  });
  assert.equal(anonymous.statusCode, 401);
});
