import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appJobs } from '../../server/src/app.ts';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import { EXPIRED_LOOK_BACK_DAYS } from '../../server/src/domain/corrections/changes/tell-expired.ts';
import { addDays } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, bidder, entry, registerBidders, take, workJobs } from './bidders.ts';
import { type Answer, openCaseCity, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { ok } from './listing-steps.ts';
import { csvOf } from './tables.ts';

const { finance, housing, eco, tax, credit } = AGENCIES;
const CHANGES = '/api/v1/changes';
const LIST = '重大税收违法失信主体';
const LAST_DAY = '2027-05-10';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let office: Worker;
let desk: Worker;
type Ask = (method: 'GET' | 'POST', url: string, body?: object) => Promise<Answer>;
const systems = new Map<string, Ask>();

/** A registered system of an agency. */
async function system(agency: string): Promise<Ask> {
  const { pool, clock } = city.system;
  const made = await write(pool, clock, (trx, now) =>
    createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency, scopes: ['read'] }),
  );
  assert(!isRefusal(made));
  const headers = { authorization: `Bearer ${made.key}`, 'gongxin-purpose': 'case-handling', 'gongxin-ref': '青办1' };
  return async (method, url, body) => {
    const answer = await city.server.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };
}
const askOf = (agency: { code: string }): Ask => {
  const ask = systems.get(agency.code);
  assert.ok(ask !== undefined);
  return ask;
};

const goTo = (day: string, time = '12:00:00') => {
  city.clock.now = new Date(`${day}T${time}+08:00`);
};
const row = (who: Bidder, until: string) => ({
  ...entry(tax, LIST, who, `青税列〔2026〕${who.code.slice(-6)}号`),
  有效期至: until,
});

before(async () => {
  city = await openCaseCity([]);
  const parties = await registerBidders(city, 6);
  await take(
    city,
    tax,
    'serious-dishonesty',
    parties.map((one) => row(one, LAST_DAY)),
  );
  office = await city.worker('case-officer', credit.code);
  desk = await city.worker('desk', housing.code);
  for (const { code } of [finance, housing, eco]) systems.set(code, await system(code));
});
after(() => city?.close());

async function recordOf({ code }: Bidder): Promise<string> {
  const { rows } = await city.system.pool.query<{ id: string }>(
    `select record_id as id from record where subject_id = $1 and category = 'serious-dishonesty' and superseded_at is null`,
    [code],
  );
  return rows[0]?.id ?? '';
}

/** The nightly run, and what each system's feed has of it. */
async function run(): Promise<void> {
  const task = appJobs().find(({ name }) => name === 'changes-expired');
  assert.ok(task !== undefined);
  await task.run(city.system, {}, city.clock.now);
  city.clock.now = new Date(city.clock.now.getTime() + 60_000);
}
type Change = { changeId: string; recordId: string; effect: string; at: string };
const feedOf = async (agency: { code: string }, record: string): Promise<Change[]> =>
  ok(await askOf(agency)('GET', CHANGES)).changes.filter(({ recordId }: Change) => recordId === record);
const effectsOf = async (agency: { code: string }, record: string) =>
  (await feedOf(agency, record)).map(({ effect, at }) => `${effect} ${at}`);
const OVER = 'expired 2027-05-10T16:00:00.000Z';

test('what ended by its own last day is in the feed of those who received it, once, and nowhere else', async () => {
  const who = bidder(1);
  const record = await recordOf(who);
  goTo('2026-12-01');
  ok(await askOf(finance)('GET', `/api/v1/subjects/${who.code}/records`));
  const asked = { matter: 'fiscal-funds', requestRef: '青办2', subjects: [{ code: who.code }] };
  ok(await desk.post('/api/v1/checks', asked));
  goTo(LAST_DAY, '23:00:00');
  await run();
  assert.deepEqual(await feedOf(finance, record), [], 'its last day counts');
  goTo('2027-05-11', '01:30:00');
  await run();
  await run();
  assert.deepEqual(await effectsOf(finance, record), [OVER]);
  assert.deepEqual(await effectsOf(housing, record), [OVER], 'who had it from a check');
  assert.deepEqual(await feedOf(eco, record), [], 'who never had it learns nothing');

  const counted = ok(await office.get('/api/v1/recalls/account?from=2027-05-01&until=2027-05-31'));
  assert.equal(counted.whole.recalls, 0);
  assert.deepEqual(ok(await office.get('/api/v1/recalls')).recalls, []);
  assert.deepEqual(ok(await office.get('/api/v1/recalls/checks')).checks, []);
  const clerk = await city.worker('clerk', finance.code);
  const owed = ok(await clerk.get('/api/v1/tasks')).tasks.filter((one: { kind: string }) => /^recall/.test(one.kind));
  assert.deepEqual(owed, []);
  goTo('2027-08-01');
  const escalation = appJobs().find(({ name }) => name === 'corrections-escalate');
  await escalation?.run(city.system, {}, city.clock.now);
  assert.equal(await workJobs(city.system, 'corrections-deliver'), 0);
  const { rows } = await city.system.pool.query('select template from message where about_record = $1', [record]);
  assert.deepEqual(rows, [], 'nobody is sent anything');

  const [{ changeId } = { changeId: '' }] = await feedOf(finance, record);
  const said = { changes: [{ changeId, done: 'deleted' }] };
  assert.equal(ok(await askOf(finance)('POST', `${CHANGES}/acknowledgements`, said)).acknowledged, 1);
});

test('nights on which nothing ran are made up for, as far back as a run looks', async () => {
  const within = bidder(2);
  goTo('2026-12-01');
  ok(await askOf(finance)('GET', `/api/v1/subjects/${within.code}/records`));
  const of = await recordOf(within);
  goTo(addDays(LAST_DAY, EXPIRED_LOOK_BACK_DAYS + 1));
  await run();
  assert.deepEqual(await feedOf(finance, of), []);
  goTo(addDays(LAST_DAY, EXPIRED_LOOK_BACK_DAYS));
  await run();
  assert.deepEqual(await effectsOf(finance, of), [OVER]);
});

test('what was ended by a deed is not told to be over as well; what is renewed after its last day is told to be back, once', async () => {
  const [repaired, renewed] = [bidder(4), bidder(5)];
  goTo('2026-12-01');
  for (const who of [repaired, renewed]) ok(await askOf(eco)('GET', `/api/v1/subjects/${who.code}/records`));
  const [gone, back] = [await recordOf(repaired), await recordOf(renewed)];
  const withdrawer = await city.worker('reviewer', tax.code);
  const withdrawal = {
    category: 'serious-dishonesty',
    record: gone,
    reason: '复议撤销',
    document: '青税撤〔2026〕1号',
  };
  ok(await withdrawer.post('/api/v1/intake/withdrawals', withdrawal));
  goTo('2027-05-11', '01:30:00');
  await run();
  assert.deepEqual([await feedOf(eco, gone), await effectsOf(eco, back)], [[], [OVER]]);
  goTo('2027-05-20');
  const again = { category: 'serious-dishonesty', agency: tax.code, name: 'again.csv' };
  await send(city, { ...again, content: csvOf([row(renewed, '2027-06-30')]) });
  await run();
  await run();
  assert.deepEqual(await effectsOf(eco, back), [OVER, 'renewed 2027-05-20T04:00:00.000Z']);
  goTo('2027-07-01');
  await run();
  await run();
  assert.deepEqual((await effectsOf(eco, back)).slice(2), ['expired 2027-06-30T16:00:00.000Z']);
});
