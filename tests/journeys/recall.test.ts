import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAgency, createApiKey } from '../../server/src/domain/access/index.ts';
import { catalogueInForce, codesForAgencies } from '../../server/src/domain/catalogue/index.ts';
import { ASK_REVERSAL } from '../../server/src/domain/checks/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import type { Scope } from '../../server/src/platform/http/caller.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, bidder, entry, listByTax, registerBidders, workJobs } from './bidders.ts';
import { type Answer, openCaseCity, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { ok } from './listing-steps.ts';
import { csvOf } from './tables.ts';

const { finance, housing, eco, tax, drug, credit, market } = AGENCIES;
const RECALLS = '/api/v1/recalls';
const CHANGES = '/api/v1/changes';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let withdrawer: Worker;
let desk: Worker;
let office: Worker;
let reader: Ask;
let party: Bidder;

type Ask = (method: 'GET' | 'POST', url: string, body?: object) => Promise<Answer>;

/** A registered system of an agency. */
async function system(agency: string, scopes: Scope[]): Promise<Ask> {
  const { pool, clock } = city.system;
  const made = await write(pool, clock, (trx, now) =>
    createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency, scopes }),
  );
  assert(!isRefusal(made));
  const headers = {
    authorization: `Bearer ${made.key}`,
    'gongxin-purpose': 'case-handling',
    'gongxin-ref': '青办1',
  };
  return async (method, url, body) => {
    const answer = await city.server.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
    assert.notEqual(answer.statusCode, 500, city.logged.filter((line) => line.includes('error')).join('\n'));
    return { status: answer.statusCode, body: answer.json() };
  };
}

const later = (minutes: number) => {
  city.clock.now = new Date(city.clock.now.getTime() + minutes * 60_000);
};
const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};

async function recordOf({ code }: Bidder): Promise<string> {
  const { rows } = await city.system.pool.query<{ record_id: string }>(
    `select record_id from record where subject_id = $1 and category = 'serious-dishonesty' and superseded_at is null`,
    [code],
  );
  return rows[0]?.record_id ?? '';
}

async function checked(by: Worker, { code }: Bidder, outcome?: string): Promise<{ checkId: string; token: string }> {
  const asked = { matter: 'fiscal-funds', requestRef: '青办2', subjects: [{ code }] };
  const { checkId, results } = ok(await by.post('/api/v1/checks', asked));
  const [{ feedbackToken: token, measures }] = results;
  if (outcome !== undefined) {
    const outcomes = [{ measure: measures[0].measure, outcome, reason: '情节严重' }];
    ok(await by.post(`/api/v1/checks/${checkId}/feedback`, { token, outcomes }));
  }
  return { checkId, token };
}

const withdrawal = (record: string, document = '青税撤〔2026〕1号') => ({
  category: 'serious-dishonesty',
  record,
  reason: '原决定经复议撤销',
  document,
});

/** What the acts of `records` add in their own transaction is worked here. */
async function withdrawn(who: Bidder): Promise<string> {
  const record = await recordOf(who);
  ok(await withdrawer.post('/api/v1/intake/withdrawals', withdrawal(record)));
  assert.equal(await workJobs(city.system, 'record-ended'), 2, 'at once, and once more');
  return record;
}

const inboxOf = async (agency: string) =>
  (
    await city.system.pool.query<{ template: string; title: string; body: string; about_record: string }>(
      'select template, title, body, about_record from message where agency = $1 order by sent_at, message_id',
      [agency],
    )
  ).rows;

before(async () => {
  city = await openCaseCity([]);
  const parties = await registerBidders(city, 8);
  await listByTax(city, parties);
  [party] = [bidder(1)];
  withdrawer = await city.worker('reviewer', tax.code);
  desk = await city.worker('desk', housing.code);
  office = await city.worker('case-officer', credit.code);
  reader = await system(finance.code, ['read']);
  const { pool, clock } = city.system;
  const codes = await codesForAgencies(pool, clock());
  const matters = { uscc: drug.code, name: drug.name, categories: [], matters: ['fiscal-funds'] };
  assert(
    !isRefusal(
      await write(pool, clock, (trx, now) => addAgency(trx, { actor: '立夏', purpose: 'test', now }, matters, codes)),
    ),
  );
});
after(() => city?.close());

test('what an agency withdraws on its own motion leaves archive, public pages, lists and checks in the same moment, and exactly those who received it are told', async () => {
  const record = await recordOf(party);
  ok(await reader('GET', `/api/v1/subjects/${party.code}`));
  ok(await reader('GET', `/api/v1/subjects/${party.code}/records`));
  await checked(desk, party);
  const responder = await city.worker('clerk', drug.code);
  const { entries } = ok(await responder.get('/api/v1/responses/entries'));
  assert.ok(entries.some((one: { recordId: string }) => one.recordId === record));
  // anybody, and an agency that looks at somebody else
  const looker = await system(eco.code, ['read']);
  ok(await looker('GET', `/api/v1/subjects/${bidder(2).code}`));
  assert.equal((await city.server.inject({ url: `/api/v1/subjects/${party.code}` })).statusCode, 200);

  later(30);
  const at = city.clock.now.toISOString();
  const pages = async () => {
    const archive = ok(await reader('GET', `/api/v1/subjects/${party.code}`));
    const { results } = ok(
      await desk.post('/api/v1/checks', {
        matter: 'fiscal-funds',
        requestRef: '青办3',
        subjects: [{ code: party.code }],
      }),
    );
    const told = [];
    for (const url of [
      `/subjects/${party.code}`,
      `/api/v1/subjects/${party.code}`,
      '/lists/tax-serious',
      `/search?q=${encodeURIComponent(party.name)}`,
    ]) {
      const { statusCode, body } = await city.server.inject({ url });
      assert.equal(statusCode, 200, url);
      told.push(body.includes(`青税列〔2026〕${party.code.slice(-6)}号`));
    }
    return { archive: archive.records.map((one: { recordId: string }) => one.recordId), told, ...results[0] };
  };
  const stood = await pages();
  assert.ok(stood.archive.includes(record) && stood.measures.length > 0 && stood.told.includes(true));
  assert.equal(await withdrawn(party), record);
  const fell = await pages();
  assert.ok(!fell.archive.includes(record));
  assert.deepEqual([fell.measures, fell.told], [[], [false, false, false, false]]);

  const { recalls } = ok(await office.get(RECALLS));
  assert.deepEqual(
    recalls
      .map((one: Record<string, unknown>) => [one.recordId, one.effect, one.at, one.recipient, one.ways, one.state])
      .sort((a: string[], b: string[]) => String(a[3]).localeCompare(String(b[3]))),
    [
      [record, 'withdrawn', at, drug.code, ['feed'], 'open'],
      [record, 'withdrawn', at, finance.code, ['archive'], 'open'],
      [record, 'withdrawn', at, housing.code, ['check'], 'open'],
    ].sort((a, b) => String(a[3]).localeCompare(String(b[3]))),
  );
  for (const { code } of [drug, finance, housing]) {
    const [letter] = await inboxOf(code);
    assert.equal(letter?.template, 'recall');
    assert.match(letter?.body ?? '', new RegExp(`${record}.*已撤回.*2026-11-25`));
    assert.doesNotMatch(letter?.body ?? '', /青税列|虚开|见决定书/, 'it says no fact');
  }
  assert.deepEqual([await inboxOf(eco.code), await inboxOf(market.code)], [[], []]);
});

test('two of three acknowledge, over their systems or at the desk; the third is escalated to the office, once, and everything is measured', async () => {
  const record = await recordOf(party);
  const mine = async (ask: () => Promise<Answer>) =>
    ok(await ask()).recalls.filter((one: { recordId: string }) => one.recordId === record);
  const [ofFinance] = await mine(() => reader('GET', RECALLS));
  const [ofHousing] = await mine(() => desk.get(RECALLS));
  later(90);
  const acknowledgement = `${RECALLS}/${ofFinance.recallId}/acknowledgement`;
  assert.equal((await desk.post(acknowledgement, { done: 'deleted' })).status, 404, 'of another agency');
  assert.deepEqual(ok(await reader('POST', acknowledgement, { done: 'deleted' })).repeated, false);
  assert.deepEqual(
    ok(await reader('POST', acknowledgement, { done: 'deleted' })).repeated,
    true,
    'a program asks twice',
  );
  assert.equal((await reader('POST', acknowledgement, { done: 'marked' })).status, 409);
  ok(await desk.post(`${RECALLS}/${ofHousing.recallId}/acknowledgement`, { done: 'never-stored' }));

  goTo('2026-11-25');
  await workEscalation();
  assert.deepEqual(await inboxOf(credit.code), [], 'its last day');
  const clerk = await city.worker('clerk', drug.code);
  const owed = async () =>
    ok(await clerk.get('/api/v1/tasks')).tasks.filter((one: { kind: string }) => one.kind === 'recall.acknowledge');
  assert.deepEqual(
    (await owed()).map((one: { overdue: boolean }) => one.overdue),
    [false],
  );
  goTo('2026-11-26');
  await workEscalation();
  await workEscalation();
  const [letter, ...more] = await inboxOf(credit.code);
  assert.deepEqual([letter?.template, more], ['recall-overdue', []]);
  assert.match(letter?.body ?? '', new RegExp(`${drug.name}应于 2026-11-25`));
  assert.deepEqual(
    (await owed()).map((one: { overdue: boolean }) => one.overdue),
    [true],
  );

  const account = ok(await office.get(`${RECALLS}/account?from=2026-11-20&until=2026-11-26`));
  const { recalls, delivered, acknowledged, inTime, open, overdue, escalated, acknowledgedPercent, medianHours } =
    account.whole;
  assert.deepEqual(
    { recalls, delivered, acknowledged, inTime, open, overdue, escalated, acknowledgedPercent, medianHours },
    {
      recalls: 3,
      delivered: 3,
      acknowledged: 2,
      inTime: 2,
      open: 1,
      overdue: 1,
      escalated: 1,
      acknowledgedPercent: 66.7,
      medianHours: 1.5,
    },
  );
  assert.deepEqual(
    account.agencies.map((one: { agency: string; overdue: number }) => [one.agency, one.overdue]).sort(),
    [
      [drug.code, 1],
      [finance.code, 0],
      [housing.code, 0],
    ].sort(),
  );
});

async function workEscalation() {
  await city.system.jobs.add(city.system.pool, 'corrections-escalate', {});
  await workJobs(city.system, 'corrections-escalate');
}

test('a desk that acted on what was withdrawn is asked whether it reversed it, also where it reports only afterwards; one that did not act is not', async () => {
  goTo('2026-11-23');
  const who = bidder(3);
  await checked(desk, who, 'applied');
  const late = await checked(desk, who);
  const other = await city.worker('desk', finance.code);
  await checked(other, who, 'not-applicable');
  const record = await withdrawn(who);
  const asked = async () =>
    (
      await city.system.pool.query<{ agency: string; check_id: string }>(
        'select agency, check_id from reversal where record_id = $1 order by asked_at, check_id',
        [record],
      )
    ).rows;
  assert.deepEqual(
    (await asked()).map(({ agency }) => agency),
    [housing.code],
  );
  const { measures } = (
    await city.system.pool.query('select measures from check_answer where check_id = $1', [late.checkId])
  ).rows[0];
  const outcomes = [{ measure: measures[0].measure, outcome: 'applied', reason: '情节严重' }];
  ok(await desk.post(`/api/v1/checks/${late.checkId}/feedback`, { token: late.token, outcomes }));
  await workJobs(city.system, ASK_REVERSAL);
  await workJobs(city.system, ASK_REVERSAL);
  assert.deepEqual((await asked()).map((one) => one.check_id).includes(late.checkId), true);
  assert.equal((await asked()).length, 2);
  const letters = (await inboxOf(housing.code)).filter(({ template }) => template === 'reversal-asked');
  assert.equal(letters.length, 2);
});

test('a registered system reads bare ids of what it received, from where it was, and acknowledges them', async () => {
  goTo('2026-11-27');
  const follower = await system(eco.code, ['read']);
  assert.deepEqual(ok(await follower('GET', CHANGES)).changes, []);
  const [first, second] = [bidder(4), bidder(5)];
  for (const who of [first, second]) ok(await follower('GET', `/api/v1/subjects/${who.code}/records`));
  const records = [await withdrawn(first)];
  later(1);
  const { changes, next } = ok(await follower('GET', CHANGES));
  assert.deepEqual(
    changes.map((one: { recordId: string }) => one.recordId),
    records,
  );
  assert.deepEqual(Object.keys(changes[0]).sort(), ['at', 'changeId', 'effect', 'recordId']);
  records.push(await withdrawn(second));
  later(1);
  const { changes: more, next: end } = ok(await follower('GET', `${CHANGES}?after=${next}`));
  assert.deepEqual(
    more.map((one: { recordId: string }) => one.recordId),
    [records[1]],
  );
  assert.deepEqual(ok(await follower('GET', `${CHANGES}?after=${end}`)), { changes: [], next: end });
  assert.equal((await follower('GET', `${CHANGES}?after=x`)).status, 400);

  const ids = [...changes, ...more].map((one: { changeId: string }) => one.changeId);
  const said = (list: string[]) => ({ changes: list.map((changeId) => ({ changeId, done: 'deleted' })) });
  const [foreign] = ok(await office.get(RECALLS)).recalls.filter(
    (one: { recipient: string }) => one.recipient !== eco.code,
  );
  const refused = await follower('POST', `${CHANGES}/acknowledgements`, said([...ids, foreign.recallId]));
  assert.deepEqual([refused.status, refused.body.recallId], [404, foreign.recallId], 'all or none');
  assert.deepEqual(ok(await follower('POST', `${CHANGES}/acknowledgements`, said(ids))), {
    acknowledged: 2,
    repeated: 0,
  });
  assert.deepEqual(ok(await follower('POST', `${CHANGES}/acknowledgements`, said(ids))), {
    acknowledged: 0,
    repeated: 2,
  });
  assert.equal((await (await system(eco.code, ['check']))('GET', CHANGES)).status, 403);
});

test('what the agency sends again in other words is told to whoever received the earlier ones; the same words tell nobody', async () => {
  const other = bidder(6);
  const record = await recordOf(other);
  ok(await reader('GET', `/api/v1/subjects/${other.code}`));
  const { recalls: before } = ok(await office.get(RECALLS));
  const sendAgain = async (reason: string) => {
    later(30);
    const row = {
      ...entry(tax, '重大税收违法失信主体', other, `青税列〔2026〕${other.code.slice(-6)}号`),
      列入事由: reason,
    };
    await send(city, {
      category: 'serious-dishonesty',
      agency: tax.code,
      name: `again-${reason}.csv`,
      content: csvOf([row]),
    });
    return workJobs(city.system, 'records-changed');
  };
  assert.equal(await sendAgain('见决定书'), 0, 'a duplicate changes nothing');
  assert.equal(await sendAgain('虚开发票'), 1);
  assert.equal(await workJobs(city.system, 'record-ended'), 2, 'at once, and once more');
  const { recalls } = ok(await office.get(RECALLS));
  const made = recalls.filter(({ recallId }: { recallId: string }) =>
    before.every((one: { recallId: string }) => one.recallId !== recallId),
  );
  assert.deepEqual(
    made.map((one: Record<string, unknown>) => [one.recordId, one.effect, one.recipient].join(' ')).sort(),
    // the one had looked, the other had it on the list of entries it responds to
    [drug, finance].map(({ code }) => `${record} changed ${code}`).sort(),
  );
  later(1);
  const { changes } = ok(await reader('GET', CHANGES));
  assert.ok(
    changes.some((one: { recordId: string; effect: string }) => one.recordId === record && one.effect === 'changed'),
  );
});

test('a version that a person makes hold out of the queue is told like one that came in a file', async () => {
  const who = bidder(6);
  const record = await recordOf(who);
  const { pool, clock } = city.system;
  later(30);
  const row = entry(tax, '重大税收违法失信主体', who, `青税列〔2026〕${who.code.slice(-6)}号`);
  const older = {
    category: 'serious-dishonesty',
    agency: tax.code,
    name: 'older.csv',
    content: csvOf([{ 备注: '', ...row }]),
  };
  const receipt = await send(city, older);
  assert.equal(receipt.unresolved, 1, JSON.stringify(receipt));
  ok(await reader('GET', `/api/v1/subjects/${who.code}`));
  assert.equal(await workJobs(city.system, 'record-ended'), 0, 'nothing has changed yet');
  later(30);
  const [queued] = (await waitingRows(pool, { agencies: [tax.code] })).items;
  const settled = await write(pool, clock, async (trx, now) =>
    settleQueued(
      await catalogueInForce(pool, today(city.system.clock())),
      trx,
      { actor: '立夏', agency: tax.code, purpose: 'intake-settle', now },
      { queueId: queued?.queueId ?? '', reason: '以此为准', decision: 'attributed', subjectId: who.code },
    ),
  );
  assert.deepEqual(settled, { recordId: record });
  assert.equal(await workJobs(city.system, 'record-ended'), 2, 'at once, and once more');
  const { recalls } = ok(await office.get(RECALLS));
  const at = city.clock.now.toISOString();
  const made = recalls.filter((one: Record<string, unknown>) => one.recordId === record && one.at === at);
  assert.deepEqual(
    made.map((one: Record<string, unknown>) => [one.effect, one.recipient].join(' ')).sort(),
    [drug, finance].map(({ code }) => `changed ${code}`).sort(),
  );
});
