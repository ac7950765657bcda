import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildServer } from '../../server/src/app.ts';
import { suspendRecord, withdrawRecord } from '../../server/src/domain/records/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type City, openCity, send } from './city.ts';
import { csvOf, licence, registration } from './tables.ts';

const { logistics, food, builder, environment, machinery, decorator, trader, renamed } = ORGANISATIONS;
const { housing, tax, finance, market, eco } = AGENCIES;
const PEOPLE = [logistics, food, builder, environment, machinery, decorator, trader, renamed];
const CHECKS = '/api/v1/governance/missed-checks';
const QUERIES = '/api/v1/governance/queries';

let city: City;
let server: FastifyInstance;
type Headers = Record<string, string>;
let clerk: Headers;
let office: Headers;

const on = (day: string, time = '10:00') => {
  city.clock.now = new Date(`${day}T${time}:00+08:00`);
};

const listed = (who: { code: string; name: string }, number: number, decidedOn = '2026-10-12') => ({
  名称: who.name,
  统一社会信用代码: who.code,
  名单类型: '重大税收违法失信主体',
  列入事由: '虚开发票',
  列入依据: '《重大税收违法失信主体信息公布管理办法》第六条',
  决定文书号: `青税失信〔2026〕${number}号`,
  认定单位: tax.name,
  认定单位统一社会信用代码: tax.code,
  认定日期: decidedOn,
  送达日期: decidedOn,
  有效期至: '2029-10-12',
  移出条件: '期满移出',
});

async function sent(category: string, agency: string, rows: Record<string, string>[]): Promise<void> {
  const name = `${category}-${city.clock.now.getTime()}.csv`;
  const receipt = await send(city, { category, agency, name, content: csvOf(rows) });
  assert.equal(receipt.accepted, rows.length, JSON.stringify(receipt));
}

async function ask(headers: Headers, url: string, body?: object) {
  const answer = await server.inject({
    method: body === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json() };
}

/** The desk of an agency checks somebody and says what it did with every measure, or nothing. */
async function checked(
  agency: string,
  code: string,
  matter: string,
  did?: { outcome: string; reason?: string; approvedBy?: string },
): Promise<void> {
  const { headers } = await signIn(city.system, { role: 'desk', agency });
  const { body, text } = await ask(headers, '/api/v1/checks', { matter, subjects: [{ code }] });
  const [{ measures, feedbackToken }] = body.results;
  assert.ok(measures.length > 0, text);
  if (did === undefined) return;
  const told = [...new Set(measures.map(({ measure }: { measure: string }) => measure))];
  const outcomes = told.map((measure) => ({ measure, ...did }));
  const feedback = await ask(headers, `/api/v1/checks/${body.checkId}/feedback`, { token: feedbackToken, outcomes });
  assert.equal(feedback.status, 200, feedback.text);
}

async function recordOf(documentNo: string): Promise<{ subjectId: string; recordId: string }> {
  const { rows } = await city.system.pool.query(
    `select subject_id as "subjectId", record_id as "recordId" from record where document_no = $1 and superseded_at is null`,
    [documentNo],
  );
  assert.equal(rows.length, 1, documentNo);
  return rows[0];
}

before(async () => {
  city = await openCity();
  server = buildServer(city.system);
  const { pool, clock } = city.system;
  on('2026-10-14');
  await sent(
    'registration',
    market.code,
    PEOPLE.map(({ code, name }) => registration(code, name, code === trader.code ? { 主体类型: '个体工商户' } : {})),
  );
  await sent(
    'serious-dishonesty',
    tax.code,
    [logistics, food, builder, machinery, trader, renamed].map((who, at) => listed(who, at)),
  );

  on('2026-10-20');
  const suspended = await write(pool, clock, async (trx, now) =>
    suspendRecord(
      trx,
      { actor: '霜降', agency: tax.code, purpose: 'test', now },
      {
        ...(await recordOf('青税失信〔2026〕1号')),
        cause: 'objection',
        reason: '异议核实',
        document: '青异〔2026〕1号',
      },
    ),
  );
  assert.ok(!isRefusal(suspended), JSON.stringify(suspended));

  on('2026-10-30');
  await checked(finance.code, logistics.code, 'licensing', { outcome: 'applied', reason: '依法从严审核' });
  await checked(housing.code, builder.code, 'licensing', { outcome: 'applied', reason: '依法从严审核' });
  await checked(housing.code, machinery.code, 'qualification');
  await checked(housing.code, trader.code, 'licensing', {
    outcome: 'overridden',
    reason: '民生工程续建，经局务会研究',
    approvedBy: '分管负责人',
  });
  // of a matter under which nobody grants a licence
  await checked(housing.code, renamed.code, 'land', { outcome: 'not-applicable', reason: '不涉及供地' });

  on('2026-11-04');
  await sent('licence', housing.code, [
    licence(logistics.code, logistics.name, '1'),
    licence(food.code, food.name, '2'),
    licence(builder.code, builder.name, '3'),
    licence(environment.code, environment.name, '4'),
    licence(machinery.code, machinery.name, '5'),
    licence(decorator.code, decorator.name, '6'),
    licence(trader.code, trader.name, '7', { 行政相对人类别: '个体工商户' }),
    licence(renamed.code, renamed.name, '8', { 许可决定日期: '2026-11-03' }),
    licence(logistics.code, logistics.name, '9', { 许可决定日期: '2026-10-11' }),
    licence(logistics.code, logistics.name, '10', { 许可决定日期: '2026-11-01' }),
  ]);
  const withdrawn = await write(pool, clock, async (trx, now) =>
    withdrawRecord(
      trx,
      { actor: '白露', agency: housing.code, purpose: 'test', now },
      {
        category: 'licence',
        record: { recordId: (await recordOf('青建许〔2026〕10号')).recordId },
        reason: '撤销',
        document: '青建撤〔2026〕1号',
      },
    ),
  );
  assert.ok(!isRefusal(withdrawn), JSON.stringify(withdrawn));

  on('2026-11-18');
  await sent('serious-dishonesty', tax.code, [
    // decided before the licence, but nobody here could know it then
    listed(decorator, 10),
    // decided after the licence
    listed(environment, 11, '2026-11-15'),
  ]);
  on('2026-11-20', '12:00');
  clerk = (await signIn(city.system, { role: 'clerk', agency: housing.code })).headers;
  office = (await signIn(city.system, { role: 'case-officer', agency: AGENCIES.credit.code })).headers;
});
after(async () => {
  await server.close();
  await city.close();
});

test('what was granted to a restricted organisation without a check is found without anybody’s help, and what a check became is told', async () => {
  const { status, body, text } = await ask(office, CHECKS);
  assert.equal(status, 200, text);
  const rows = body.missedChecks.map((one: Record<string, unknown>) => [one.documentNo, one.subjectName, one.outcome]);
  assert.deepEqual(rows.sort(), [
    ['青建许〔2026〕1号', logistics.name, 'no-check'],
    ['青建许〔2026〕5号', machinery.name, 'checked-no-feedback'],
    ['青建许〔2026〕7号', trader.name, 'checked-overridden'],
    ['青建许〔2026〕8号', renamed.name, 'no-check'],
  ]);
  assert.deepEqual(body.agencies, [
    {
      agency: housing.code,
      agencyName: housing.name,
      counts: { 'checked-no-feedback': 1, 'checked-overridden': 1, 'no-check': 2 },
    },
  ]);
  assert.deepEqual([body.from, body.until], ['2026-08-20', '2026-11-20']);
});

test('a finding names the measures of the day with clause and decision, since when they were known, and what the desk answered', async () => {
  const { body } = await ask(office, `${CHECKS}?from=2026-11-02&until=2026-11-02`);
  const of = (name: string) => body.missedChecks.find((one: { subjectName: string }) => one.subjectName === name);
  const missed = of(logistics.name);
  assert.equal(missed.check, null);
  assert.deepEqual(missed.measures.map(({ measure }: { measure: string }) => measure).sort(), [
    'assurance-procedure-exclusion',
    'licence-strict-review',
    'market-entry-restriction',
    'qualification-strict-review',
  ]);
  const measure = missed.measures.find((one: { measure: string }) => one.measure === 'licence-strict-review');
  assert.match(measure.clause, /^gf-2016-33#/);
  assert.deepEqual(
    [measure.decision.documentNo, measure.from, measure.until, measure.knownOn],
    ['青税失信〔2026〕0号', '2026-10-12', '2029-10-12', '2026-10-14'],
  );
  const { check } = of(trader.name);
  assert.deepEqual([check.matter, check.checkedOn], ['licensing', '2026-10-30']);
  assert.deepEqual(
    check.told,
    ['assurance-procedure-exclusion', 'licence-strict-review'].map((one) => ({
      measure: one,
      outcome: 'overridden',
      reason: '民生工程续建，经局务会研究',
      approvedBy: '分管负责人',
    })),
  );
});

test('pages together are the whole, a period and an outcome narrow it, and nobody reads a whole archive at once', async () => {
  const { body: whole } = await ask(office, CHECKS);
  const paged = [];
  let after = '';
  for (let page = 0; page < 9; page++) {
    const { body } = await ask(office, `${CHECKS}?limit=1${after && `&after=${after}`}`);
    paged.push(...body.missedChecks);
    after = body.next ?? '';
    if (after === '') break;
  }
  assert.deepEqual(paged, whole.missedChecks);
  const later = await ask(office, `${CHECKS}?from=2026-11-03&outcome=no-check`);
  assert.deepEqual(
    later.body.missedChecks.map(({ documentNo }: { documentNo: string }) => documentNo),
    ['青建许〔2026〕8号'],
  );
  assert.equal((await ask(office, `${CHECKS}?from=2025-01-01`)).status, 400);
  assert.equal((await ask(office, `${CHECKS}?from=2026-11-21`)).status, 400);
  assert.equal((await ask(office, `${CHECKS}?after=${Buffer.from('[1,2]').toString('base64url')}`)).status, 400);
});

test('an agency sees its own and no other’s; a desk and an organisation see nothing', async () => {
  assert.equal((await ask(clerk, CHECKS)).body.missedChecks.length, 4);
  const other = (await signIn(city.system, { role: 'reviewer', agency: eco.code })).headers;
  assert.deepEqual((await ask(other, CHECKS)).body.missedChecks, []);
  assert.deepEqual((await ask(other, '/api/v1/governance/number-gaps')).body.agencies, []);
  assert.equal((await ask(other, `${CHECKS}?agency=${housing.code}`)).status, 404);
  const elsewhere = (await signIn(city.system, { role: 'case-officer', region: '990200' })).headers;
  assert.deepEqual((await ask(elsewhere, CHECKS)).body.missedChecks, []);
  const auditor = (await signIn(city.system, { role: 'auditor' })).headers;
  assert.equal((await ask(auditor, CHECKS)).body.missedChecks.length, 4);
  for (const role of ['desk', 'organisation'] as const)
    assert.equal((await ask((await signIn(city.system, { role })).headers, CHECKS)).status, 403);
});

test('the office asks about a finding once, the agency answers once, and both see it beside the finding', async () => {
  const { recordId } = await recordOf('青建许〔2026〕1号');
  const asked = await ask(office, QUERIES, { kind: 'missed-check', recordId, question: '请说明未核查的原因。' });
  assert.equal(asked.status, 201, asked.text);
  assert.deepEqual([asked.body.state, asked.body.agency, asked.body.dueOn], ['open', housing.code, '2026-11-27']);
  assert.equal((await ask(office, QUERIES, { kind: 'missed-check', recordId })).body.code, 'already-done');
  assert.equal((await ask(clerk, QUERIES, { kind: 'missed-check', recordId })).status, 403);
  const suspended = await recordOf('青建许〔2026〕2号');
  assert.equal((await ask(office, QUERIES, { kind: 'missed-check', recordId: suspended.recordId })).status, 404);

  const answerAt = `${QUERIES}/${asked.body.queryId}/answer`;
  const other = (await signIn(city.system, { role: 'clerk', agency: eco.code })).headers;
  assert.equal((await ask(other, answerAt, { answer: 'omitted' })).status, 404);
  assert.deepEqual((await ask(other, QUERIES)).body.queries, []);
  assert.equal((await ask(office, answerAt, { answer: 'omitted' })).status, 403);
  assert.equal((await ask(clerk, answerAt, { answer: 'void' })).status, 400);

  on('2026-11-28');
  const late = (await signIn(city.system, { role: 'case-officer' })).headers;
  const overdue = await ask(late, `${QUERIES}?state=overdue`);
  assert.deepEqual(
    overdue.body.queries.map(({ queryId, state }: Record<string, string>) => [queryId, state]),
    [[asked.body.queryId, 'overdue']],
  );
  const owner = (await signIn(city.system, { role: 'clerk', agency: housing.code })).headers;
  const answered = await ask(owner, answerAt, { answer: 'omitted', note: '经办人 990101199001010014 漏查，已整改。' });
  assert.equal(answered.status, 201, answered.text);
  assert.doesNotMatch(answered.text, /199001010014/);
  assert.equal((await ask(owner, answerAt, { answer: 'not-required' })).body.code, 'already-done');
  assert.deepEqual((await ask(late, `${QUERIES}?state=overdue`)).body.queries, []);
  const { body } = await ask(late, CHECKS);
  const finding = body.missedChecks.find((one: { recordId: string }) => one.recordId === recordId);
  assert.deepEqual([finding.query.answer, finding.query.state], ['omitted', 'answered']);
});
