import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildServer } from '../../server/src/app.ts';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { withdrawRecord } from '../../server/src/domain/records/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type City, openCity, send } from './city.ts';
import { csvOf, licence, registration } from './tables.ts';

const { logistics } = ORGANISATIONS;
const { housing, market, eco, credit } = AGENCIES;
const GAPS = '/api/v1/governance/number-gaps';
const QUERIES = '/api/v1/governance/queries';
const SERIES = '青建许〔〕';

let city: City;
let server: FastifyInstance;
let office: Record<string, string>;
let clerk: Record<string, string>;

async function sent(numbers: readonly string[], more: Record<string, string> = {}): Promise<void> {
  const name = `licence-${numbers.join('-')}.csv`;
  const rows = numbers.map((number) => licence(logistics.code, logistics.name, number, more));
  await send(city, { category: 'licence', agency: housing.code, name, content: csvOf(rows) });
}

async function ask(headers: Record<string, string>, url: string, body?: object) {
  const answer = await server.inject({
    method: body === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json() };
}

/** The gaps of the housing bureau's licences, as `from-to`. */
async function gaps(headers = office, query = ''): Promise<string[]> {
  const { status, body, text } = await ask(headers, `${GAPS}${query}`);
  assert.equal(status, 200, text);
  const [agency] = body.agencies;
  const series = agency?.series.find((one: { series: string }) => one.series === SERIES);
  return (series?.gaps ?? []).map(({ from, to }: Record<string, number>) => `${from}-${to}`);
}

const gap = (from: number, to: number) => ({
  kind: 'number-gap',
  agency: housing.code,
  category: 'licence',
  series: SERIES,
  year: 2026,
  from,
  to,
});

async function asked(from: number, to: number): Promise<string> {
  const { status, body, text } = await ask(office, QUERIES, gap(from, to));
  assert.equal(status, 201, text);
  return body.queryId;
}

before(async () => {
  city = await openCity();
  server = buildServer(city.system);
  const rows = [registration(logistics.code, logistics.name)];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
  // 4 to 6, 9, 12 and 13 are nowhere
  await sent(['1', '2', '0003', '7', '8', '10-1', '10-2', '11', '14', '15', '16', '17', '18']);
  office = (await signIn(city.system, { role: 'case-officer', agency: credit.code })).headers;
  clerk = (await signIn(city.system, { role: 'clerk', agency: housing.code })).headers;
});
after(async () => {
  await server.close();
  await city.close();
});

test('numbers between those an agency reported, and not held themselves, are found; other years and other writings are told apart', async () => {
  assert.deepEqual(await gaps(), ['4-6', '9-9', '12-13']);
  assert.deepEqual(await gaps(clerk), ['4-6', '9-9', '12-13']);
  assert.deepEqual(await gaps(office, '?year=2025'), []);
  assert.deepEqual(await gaps(office, `?agency=${housing.code}&category=licence`), ['4-6', '9-9', '12-13']);
  assert.deepEqual(await gaps(office, '?category=penalty'), []);
  const { body } = await ask(office, GAPS);
  const [{ agency, numbers, series }] = body.agencies;
  assert.deepEqual([agency, numbers], [housing.code, 13]);
  const [{ held, lowest, highest, missing }] = series;
  assert.deepEqual([held, lowest, highest, missing], [12, 1, 18, 6]);
});

test('a number whose decision was withdrawn is no gap, nor one that waits in the queue', async () => {
  const { pool, clock } = city.system;
  const withdrawn = await write(pool, clock, (trx, now) =>
    withdrawRecord(
      trx,
      { actor: '白露', agency: housing.code, purpose: 'test', now },
      {
        category: 'licence',
        record: { documentNo: '青建许〔2026〕8号', subject: logistics.code },
        reason: '许可被撤销',
        document: '青建撤〔2026〕1号',
      },
    ),
  );
  assert.ok(!isRefusal(withdrawn), JSON.stringify(withdrawn));
  // the name is another's: somebody must say whose row it is
  await sent(['9'], { 行政相对人名称: '青禾无此名称有限公司' });
  const { rows } = await pool.query('select count(*)::int as waiting from intake_queue');
  assert.equal(rows[0]?.waiting, 1);
  assert.deepEqual(await gaps(), ['4-6', '12-13']);
});

test('what an agency answers for leaves the suspicions, and only that', async () => {
  assert.equal((await ask(office, QUERIES, gap(4, 7))).status, 404);
  const queryId = await asked(4, 5);
  assert.equal((await ask(office, QUERIES, gap(5, 6))).body.code, 'already-done');
  const pending = (await ask(office, GAPS)).body.agencies[0].series[0].gaps[0];
  assert.deepEqual([pending.from, pending.to, pending.query.queryId, pending.query.state], [4, 6, queryId, 'open']);

  const answerAt = `${QUERIES}/${queryId}/answer`;
  const named = await ask(clerk, answerAt, { answer: 'natural-person', note: '某人的许可' });
  assert.deepEqual([named.status, named.body.field], [400, 'note']);
  const answered = await ask(clerk, answerAt, { answer: 'natural-person' });
  assert.equal(answered.status, 201, answered.text);
  assert.deepEqual(await gaps(), ['6-6', '12-13']);
  assert.equal((await ask(office, QUERIES, gap(4, 4))).status, 404, 'it is no suspicion any more');
});

test('a promise to report holds until its day: then the numbers are suspected again, and may be asked about again', async () => {
  const queryId = await asked(12, 13);
  const answered = await ask(clerk, `${QUERIES}/${queryId}/answer`, { answer: 'will-report' });
  assert.deepEqual([answered.status, answered.body.reportBy], [201, '2026-11-27'], answered.text);
  assert.deepEqual(await gaps(), ['6-6']);
  city.clock.now = new Date('2026-11-27T23:59:00+08:00');
  office = (await signIn(city.system, { role: 'case-officer', agency: credit.code })).headers;
  assert.deepEqual(await gaps(), ['6-6']);
  city.clock.now = new Date('2026-11-28T00:00:00+08:00');
  assert.deepEqual(await gaps(), ['6-6', '12-13']);
  await sent(['12']);
  assert.deepEqual(await gaps(), ['6-6', '13-13']);
  const again = await asked(13, 13);
  clerk = (await signIn(city.system, { role: 'reviewer', agency: housing.code })).headers;
  assert.equal((await ask(clerk, `${QUERIES}/${again}/answer`, { answer: 'void', note: '作废' })).status, 201);
  assert.deepEqual(await gaps(), ['6-6']);
});

test('what is left of a promise that was kept in part can be asked about again, each part of it', async () => {
  await sent(['30']);
  const promised = await asked(19, 29);
  const answered = await ask(clerk, `${QUERIES}/${promised}/answer`, { answer: 'will-report' });
  assert.equal(answered.status, 201, answered.text);
  city.clock.now = new Date('2026-12-08T09:00:00+08:00');
  office = (await signIn(city.system, { role: 'case-officer', agency: credit.code })).headers;
  clerk = (await signIn(city.system, { role: 'clerk', agency: housing.code })).headers;
  await sent(['24']);
  assert.deepEqual(await gaps(), ['6-6', '19-23', '25-29']);
  await asked(19, 23);
  await asked(25, 29);
  assert.equal((await ask(office, QUERIES, gap(25, 29))).body.code, 'already-done', 'once');
  const { body } = await ask(office, `${QUERIES}?agency=${housing.code}&state=open`);
  for (const { queryId } of body.queries)
    assert.equal((await ask(clerk, `${QUERIES}/${queryId}/answer`, { answer: 'void' })).status, 201);
  assert.deepEqual(await gaps(), ['6-6']);
});

test('of two officials who ask about the same numbers at once, one is told that they were asked about already', async () => {
  const answers = await Promise.all([ask(office, QUERIES, gap(6, 6)), ask(office, QUERIES, gap(6, 6))]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test('whoever took the duties of an abolished agency over sees and answers what that agency was asked', async () => {
  const heir = composeUscc('11990100', 'MB100778');
  const added = await write(city.system.pool, city.system.clock, (trx, now) =>
    addAgency(
      trx,
      { actor: '立夏', purpose: 'set-up', now },
      {
        uscc: heir,
        name: '青禾市城乡建设局',
        categories: [],
        lists: [],
        successorOf: housing.code,
        successorFrom: '2026-11-28',
      },
      { categories: new Set(), adverse: new Set(), lists: new Set() },
    ),
  );
  assert.ok('agency' in added);
  const { body } = await ask(office, `${QUERIES}?agency=${housing.code}&state=open`);
  const [{ queryId }] = body.queries;
  const old = (await signIn(city.system, { role: 'clerk', agency: housing.code })).headers;
  assert.equal(
    (await ask(old, `${QUERIES}/${queryId}/answer`, { answer: 'void' })).status,
    404,
    'it does nothing any more',
  );
  const successor = (await signIn(city.system, { role: 'clerk', agency: heir })).headers;
  const { tasks } = (await ask(successor, '/api/v1/tasks')).body;
  assert.deepEqual(
    tasks.map(({ target }: { target: string }) => target),
    [queryId],
    'it is told that it owes an answer',
  );
  const seen = (await ask(successor, QUERIES)).body.queries as { queryId: string }[];
  assert.ok(seen.some((one) => one.queryId === queryId));
  const answered = await ask(successor, `${QUERIES}/${queryId}/answer`, { answer: 'void', note: '作废' });
  assert.equal(answered.status, 201, answered.text);
});

test('a series that is none is said to be unusable, and an agency sees its own alone', async () => {
  await sent(['500000']);
  const { body } = await ask(office, GAPS);
  const [{ unusable, gaps: none }] = body.agencies[0].series;
  assert.deepEqual([unusable, none], ['too-wide', []]);
  const other = (await signIn(city.system, { role: 'clerk', agency: eco.code })).headers;
  assert.deepEqual((await ask(other, GAPS)).body.agencies, []);
  assert.equal((await ask(other, `${GAPS}?agency=${housing.code}`)).status, 404);
  assert.equal((await ask(office, `${GAPS}?category=schooling`)).status, 422);
});

test('of more tasks than are answered at once it is said that there are more', async () => {
  await city.system.pool.query(
    `insert into governance_query (query_id, kind, agency, category, series, year, first_number, last_number, due_on, asked_by, asked_at)
     select 'g' || lpad(to_hex(n), 16, '0'), 'number-gap', $1, 'licence', '青环许〔〕', 2026, n, n, '2026-12-31', '立夏', $2
       from generate_series(1, 501) n`,
    [eco.code, city.clock.now],
  );
  const debtor = (await signIn(city.system, { role: 'clerk', agency: eco.code })).headers;
  const { tasks, more } = (await ask(debtor, '/api/v1/tasks')).body;
  assert.deepEqual([tasks.length, more], [500, true]);
});
