import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { ownCorrections } from '../../server/src/domain/corrections/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { withClient } from '../../server/src/platform/db/pool.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type Bidder, bidder, listByTax, registerBidders, take, workJobs } from './bidders.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';
import { penalise } from './repair-steps.ts';
import { registration } from './tables.ts';

const { finance, housing, tax, credit, eco, market } = AGENCIES;
const EFFECTS = '/api/v1/external-effects';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let withdrawer: Worker;
let desk: Worker;
let office: Worker;

const goTo = (day: string, time = '12:00') => {
  city.clock.now = new Date(`${day}T${time}:00+08:00`);
};
const recordOf = async ({ code }: Bidder): Promise<string> =>
  (
    await city.system.pool.query<{ id: string }>(
      `select record_id as id from record where subject_id = $1 and category = 'serious-dishonesty' and superseded_at is null`,
      [code],
    )
  ).rows[0]?.id ?? '';

async function withdrawn(who: Bidder, more: object = {}): Promise<string> {
  const record = await recordOf(who);
  const body = { category: 'serious-dishonesty', record, reason: '复议撤销', document: '青复决〔2026〕1号', ...more };
  ok(await withdrawer.post('/api/v1/intake/withdrawals', body));
  await workJobs(city.system, 'record-ended');
  return record;
}

async function checked(who: Bidder, outcome?: string): Promise<string> {
  const asked = { matter: 'fiscal-funds', requestRef: '青办1', subjects: [{ code: who.code }] };
  const { checkId, results } = ok(await desk.post('/api/v1/checks', asked));
  const [{ feedbackToken: token, measures }] = results;
  if (outcome === undefined) return checkId;
  const outcomes = [{ measure: measures[0].measure, outcome, reason: '情节严重' }];
  ok(await desk.post(`/api/v1/checks/${checkId}/feedback`, { token, outcomes }));
  return checkId;
}

const pageOf = async (url: string) => {
  const { statusCode, body, headers } = await city.server.inject({ url });
  assert.equal(statusCode, 200, url);
  return { body, robots: String(headers['x-robots-tag'] ?? '') + body };
};

before(async () => {
  city = await openCaseCity([]);
  await listByTax(city, await registerBidders(city, 8));
  withdrawer = await city.worker('reviewer', tax.code);
  desk = await city.worker('desk', finance.code);
  office = await city.worker('case-officer', credit.code);
});
after(() => city?.close());

test('an open check that relied on a withdrawn record says so at the desk, and one that was acted on is answered for, once', async () => {
  const who = bidder(1);
  const open = await checked(who);
  const acted = await checked(who, 'applied');
  const untouched = await checked(bidder(2));
  const before = ok(await desk.get('/api/v1/responses/checks')).hits;
  assert.ok(before.every((hit: { ended: string[] }) => hit.ended.length === 0));
  const record = await withdrawn(who);
  const hits = ok(await desk.get('/api/v1/responses/checks')).hits;
  const endedOf = (id: string) => hits.find((hit: { checkId: string }) => hit.checkId === id).ended;
  assert.deepEqual([endedOf(open), endedOf(untouched)], [[record], []]);

  const { checks } = ok(await desk.get('/api/v1/recalls/checks'));
  const byId = new Map<string, Record<string, never>>(checks.map((one: { checkId: string }) => [one.checkId, one]));
  assert.deepEqual([...byId.keys()].sort(), [open, acted].sort());
  assert.equal(byId.get(open)?.reversal, null);
  const { reversal, applied } = byId.get(acted) as unknown as { reversal: Record<string, string>; applied: string[] };
  assert.deepEqual([applied.length, reversal.dueOn, reversal.answer], [1, '2026-12-01', null]);
  const other = await city.worker('desk', housing.code);
  assert.deepEqual(ok(await other.get('/api/v1/recalls/checks')).checks, []);
  assert.equal(ok(await office.get('/api/v1/recalls/checks')).checks.length, 2);

  const url = `/api/v1/reversals/${reversal.reversalId}/answer`;
  const said = { answer: 'reversed', reason: '已恢复申报资格' };
  assert.equal((await other.post(url, said)).status, 404, 'another agency');
  assert.equal((await desk.post(url, { ...said, reason: ' ' })).status, 400);
  ok(await desk.post(url, said));
  assert.equal((await desk.post(url, { ...said, answer: 'not-reversed' })).status, 409, 'once');
  const account = ok(await office.get('/api/v1/recalls/account?from=2026-11-20&until=2026-11-20'));
  assert.deepEqual([account.whole.reversalsAsked, account.whole.reversed, account.whole.reversalsOpen], [1, 1, 0]);
});

test('a letter that no desk answers in its term is told to the office', async () => {
  const who = bidder(3);
  await checked(who, 'applied');
  await withdrawn(who);
  goTo('2026-12-02');
  await city.system.jobs.add(city.system.pool, 'corrections-escalate', {});
  await workJobs(city.system, 'corrections-escalate');
  const { rows } = await city.system.pool.query(
    `select template, count(*)::int as letters from message where agency = $1 group by template order by template`,
    [credit.code],
  );
  assert.deepEqual(rows, [
    { template: 'recall-overdue', letters: 2 },
    { template: 'reversal-overdue', letters: 1 },
  ]);
  const tasks = ok(await office.get('/api/v1/tasks')).tasks as { kind: string; overdue: boolean }[];
  assert.ok(tasks.some(({ kind, overdue }) => kind === 'reversal.answer' && overdue));
});

test('the rule of three days is measured from the decision that annulled to the moment it was gone; the late ones can be asked for', async () => {
  goTo('2026-12-07');
  const inTime = await withdrawn(bidder(4), { decidedOn: '2026-12-04' });
  const late = await withdrawn(bidder(5), { decidedOn: '2026-12-03' });
  const unsaid = await withdrawn(bidder(6));
  const tomorrow = {
    category: 'serious-dishonesty',
    record: await recordOf(bidder(7)),
    reason: '撤销',
    document: '1号',
  };
  assert.equal(
    (await withdrawer.post('/api/v1/intake/withdrawals', { ...tomorrow, decidedOn: '2026-12-08' })).body.field,
    'decidedOn',
  );
  const url = '/api/v1/corrections/withdrawals?from=2026-12-07&until=2026-12-07';
  const { withinDays, whole, withdrawals } = ok(await office.get(url));
  assert.deepEqual([withinDays, whole], [3, { withdrawals: 3, inTime: 1, late: 1, unmeasured: 1 }]);
  const told = (id: string) => {
    const found = withdrawals.find((one: { recordId: string }) => one.recordId === id);
    return [found.decidedOn, found.days, found.workingDays, found.late];
  };
  assert.deepEqual(told(inTime), ['2026-12-04', 3, 1, false]);
  assert.deepEqual(told(late), ['2026-12-03', 4, 2, true]);
  assert.deepEqual(told(unsaid), [null, null, null, null]);
  const lateOnly = ok(await office.get(`${url}&late=true`)).withdrawals;
  assert.deepEqual(
    lateOnly.map((one: { recordId: string }) => one.recordId),
    [late],
  );
  const paged = [];
  for (let after = '', page = 0; page < 5; page++) {
    const body = ok(await office.get(`${url}&limit=1${after}`));
    paged.push(...body.withdrawals);
    if (body.next === undefined) break;
    after = `&after=${body.next}`;
  }
  assert.deepEqual(paged, withdrawals);
  const others = await city.worker('clerk', eco.code);
  assert.deepEqual(ok(await others.get(url)).withdrawals, []);
});

test('what has to happen on another site is sent until the site has given its receipt', async () => {
  const recordId = await recordOf(bidder(4));
  assert.equal(
    (await office.post(EFFECTS, { recordId: await recordOf(bidder(7)), site: '信用中国' })).status,
    404,
    'it stands',
  );
  const { effectId } = ok(await office.post(EFFECTS, { recordId, site: '信用中国' }));
  assert.equal((await office.post(EFFECTS, { recordId, site: '信用中国' })).status, 409);
  const state = async () =>
    ok(await office.get(EFFECTS)).effects.find((one: { effectId: string }) => one.effectId === effectId).state;
  assert.equal(await state(), 'to-send');
  const steps = `${EFFECTS}/${effectId}/steps`;
  assert.equal((await office.post(steps, { step: 'received', reference: '回执1号' })).status, 409, 'nothing was sent');
  ok(await office.post(steps, { step: 'sent', reference: '青信函〔2026〕1号' }));
  assert.equal(await state(), 'sent');
  assert.ok(ok(await office.get('/api/v1/tasks')).tasks.some((one: { target: string }) => one.target === effectId));
  ok(await office.post(steps, { step: 'received', reference: '回执1号' }));
  assert.equal(await state(), 'received');
  assert.ok(!ok(await office.get('/api/v1/tasks')).tasks.some((one: { target: string }) => one.target === effectId));
});

test('a correction is told to everybody only if the organisation agrees, without what was wrong, for its term, and goes with its word', async () => {
  goTo('2026-12-07');
  const who = bidder(4);
  const recordId = await recordOf(who);
  const organisation = await city.worker('organisation', undefined, { subjectId: who.code });
  const stranger = await city.worker('organisation', undefined, { subjectId: bidder(5).code });
  const notices = '/api/v1/corrections/notices';
  assert.equal((await office.post(notices, { recordId })).status, 404, 'nobody agreed');
  assert.equal((await stranger.post('/api/v1/corrections/consents', { recordId })).status, 404);
  ok(await organisation.post('/api/v1/corrections/consents', { recordId }));
  assert.equal((await organisation.post('/api/v1/corrections/consents', { recordId })).status, 409);
  const { text, untilDay } = ok(await office.post(notices, { recordId }));
  assert.equal((await office.post(notices, { recordId })).status, 409);
  assert.ok(text.includes(who.name) && text.includes('严重失信主体名单') && text.includes('2026-12-07'), text);
  assert.ok(!/青税|虚开|税收|见决定书/.test(text), 'it does not say it once more');
  assert.equal(untilDay, '2027-01-05');
  for (const url of ['/corrections', `/subjects/${who.code}`]) {
    const page = await pageOf(url);
    assert.ok(page.body.includes(text), url);
    assert.match(page.robots, /noindex/);
  }
  assert.ok(!(await pageOf(`/subjects/${bidder(5).code}`)).body.includes('特此公告'));
  const shown = async () => (await city.server.inject({ url: notices })).json().notices.length;
  goTo('2027-01-05', '23:59');
  assert.equal(await shown(), 1, 'its last day');
  goTo('2027-01-06', '00:00');
  assert.equal(await shown(), 0);
  goTo('2026-12-08');
  const { headers } = await signIn(city.system, { role: 'organisation', subjectId: who.code });
  const url = `/api/v1/corrections/consents/${recordId}`;
  assert.equal((await city.server.inject({ method: 'DELETE', url, headers })).statusCode, 200);
  assert.equal(await shown(), 0, 'its word taken back');
});

test('the organisation whose public adverse record was withdrawn is told, once, that it may agree to a notice; nobody else is, nor one that has agreed', async () => {
  goTo('2026-12-07');
  const who = bidder(8);
  const offered = async ({ code }: Bidder) => {
    const organisation = await city.worker('organisation', undefined, { subjectId: code });
    const { messages } = ok(await organisation.get('/api/v1/messages'));
    return messages.filter((one: { title: string }) => one.title === '可以同意发布更正公告');
  };
  const recordId = await withdrawn(who);
  const [offer, ...more] = await offered(who);
  assert.equal(more.length, 0, 'looked at twice, told once');
  assert.equal(offer.recordId, recordId);
  const organisation = await city.worker('organisation', undefined, { subjectId: who.code });
  const { body } = ok(await organisation.get(`/api/v1/messages/${offer.messageId}`));
  assert.ok(body.includes('严重失信主体名单') && body.includes('已撤回'), body);
  assert.ok(!/青税|虚开|见决定书/.test(body), 'it does not say it once more');
  ok(await organisation.post('/api/v1/corrections/consents', { recordId }));
  await city.system.jobs.add(city.system.pool, 'record-ended', {
    ...{ subjectId: who.code, recordId, effect: 'corrected', at: city.clock.now.toISOString() },
  });
  await workJobs(city.system, 'record-ended');
  assert.equal((await offered(who)).length, 1, 'it has agreed');
  assert.deepEqual(await offered(bidder(2)), []);
  const { rows } = await city.system.pool.query(
    `select from message where template = 'correction-offered' and agency is not null`,
  );
  assert.deepEqual(rows, []);
});

test('what an office has still to bring about on another site goes on with whoever took its duties over', async () => {
  goTo('2026-12-08');
  const recordId = await withdrawn(bidder(7));
  const { effectId } = ok(await office.post(EFFECTS, { recordId, site: '信用中国' }));
  const steps = `${EFFECTS}/${effectId}/steps`;
  const heir = await city.worker('case-officer', eco.code);
  assert.equal((await heir.post(steps, { step: 'sent', reference: '1号' })).status, 404);
  await withClient(city.ownerUrl, (client) =>
    client.query(`update agency set successor_of = $1, successor_from = '2026-12-08' where uscc = $2`, [
      credit.code,
      eco.code,
    ]),
  );
  ok(await heir.post(steps, { step: 'sent', reference: '1号' }));
  assert.equal((await office.post(steps, { step: 'received', reference: '2号' })).status, 404, 'abolished');
});

test('what the register took from an organisation and a person gave back to it was not wrong, and nobody is told that it was', async () => {
  goTo('2026-12-09');
  const { pool, clock } = city.system;
  const who = bidder(903);
  await listByTax(city, [who]);
  const recordId = await recordOf(who);
  await take(city, market, 'registration', [registration(who.code, '青禾市更名三号有限公司')]);
  const organisation = await city.worker('organisation', undefined, { subjectId: who.code });
  const wrong = async () =>
    (
      await ownCorrections(pool, await catalogueInForce(pool, '2026-12-09'), {
        subjectId: who.code,
        day: '2026-12-09',
      })
    ).map(({ deed }) => deed);
  assert.deepEqual(await wrong(), ['requeue'], 'it is with nobody');
  ok(await organisation.post('/api/v1/corrections/consents', { recordId }));
  const notices = '/api/v1/corrections/notices';
  ok(await office.post(notices, { recordId }));
  const shown = async () => (await city.server.inject({ url: notices })).json().notices.length;
  assert.equal(await shown(), 1);

  const [item] = (await waitingRows(pool, { agencies: [tax.code] })).items;
  const settlement = {
    queueId: item?.queueId ?? '',
    reason: '更名',
    decision: 'attributed',
    subjectId: who.code,
  } as const;
  const act = { actor: '立夏', agency: tax.code, purpose: 'intake-settle' };
  const catalogue = await catalogueInForce(pool, today(clock()));
  const settled = await write(pool, clock, (trx, now) => settleQueued(catalogue, trx, { ...act, now }, settlement));
  assert.deepEqual(settled, { recordId });
  assert.deepEqual(await wrong(), []);
  assert.equal(await shown(), 0, 'a notice that it was wrong would be wrong');
  const { headers } = await signIn(city.system, { role: 'organisation', subjectId: who.code });
  const url = `/api/v1/corrections/consents/${recordId}`;
  assert.equal((await city.server.inject({ method: 'DELETE', url, headers })).statusCode, 200);
  assert.equal((await organisation.post('/api/v1/corrections/consents', { recordId })).status, 404);
});

test('of a record that nobody ever saw there is no notice, whoever agrees to it', async () => {
  goTo('2026-12-09');
  const who = bidder(5);
  const recordId = await penalise(city, eco, who.code, { no: '青环罚〔2026〕7号', on: '2026-08-20' });
  const { rowCount } = await city.system.pool.query('select from record_window where record_id = $1', [recordId]);
  assert.equal(rowCount, 0, 'it came late and waited for a person');
  const body = { category: 'penalty', record: recordId, reason: '复议撤销', document: '青复决〔2026〕3号' };
  ok(await (await city.worker('reviewer', eco.code)).post('/api/v1/intake/withdrawals', body));
  const organisation = await city.worker('organisation', undefined, { subjectId: who.code });
  assert.equal((await organisation.post('/api/v1/corrections/consents', { recordId })).status, 404);
});
