import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES } from '../cast.ts';
import { type Bidder, listByCourt, registerBidders } from './bidders.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
const { court, finance, tax } = AGENCIES;
const FILE = '青采〔2026〕12号';

let city: CaseCity;
let debtor: Bidder;
let desk: Worker;
let clerk: Worker;
let judge: Worker;
let recordId: string;
before(async () => {
  city = await openCaseCity();
  [debtor] = (await registerBidders(city, 1)) as [Bidder];
  await listByCourt(city, [debtor]);
  desk = await city.worker('desk', finance.code);
  clerk = await city.worker('clerk', court.code);
  judge = await city.worker('reviewer', court.code);
});
after(() => city?.close());

const on = (day: string) => {
  city.clock.now = new Date(`${day}T10:00:00+08:00`);
};
const check = async (requestRef: string, matter = 'procurement') => {
  const answer = ok(await desk.post('/api/v1/checks', { matter, requestRef, subjects: [{ code: debtor.code }] }));
  return { checkId: answer.checkId, ...answer.results[0] };
};
const permission = (more: object = {}) => ({
  subject: debtor.code,
  recordId,
  matter: 'procurement',
  act: '参加青禾市应急物资采购项目，货款用于履行判决',
  requestRef: FILE,
  from: '2026-11-20',
  until: '2026-12-31',
  documentNo: '（2026）青9901执000001号之二',
  clause: 'zbf-2016-64#二、（一）',
  authority: court.name,
  ...more,
});
const RELIEFS = () => `/api/v1/subjects/${debtor.code}/reliefs`;
const OWN = { 'gongxin-purpose': 'own-data' };
const reliefs = async (worker: Worker, headers = {}) => ok(await worker.get(RELIEFS(), headers)).reliefs;

let reliefId: string;

test('only the agency whose record it is proposes a relief, from a measure the record brings, for days that end', async () => {
  const before = await check(FILE);
  assert.equal(before.verdict, 'restricted');
  recordId = before.measures[0].decision.recordId;
  const stranger = await city.worker('clerk', tax.code);
  assert.equal((await stranger.post('/api/v1/reliefs', permission())).status, 404);
  for (const [wrong, field] of [
    [{ until: '2026-11-19' }, 'until'],
    [{ until: '2028-01-01' }, 'until'],
    [{ documentNo: ' ' }, 'documentNo'],
    [{ measure: 'procurement-ban' }, 'measure'],
    [{ matter: 'weather' }, 'matter'],
  ] as const) {
    const refused = await clerk.post('/api/v1/reliefs', permission(wrong));
    assert.ok(refused.status >= 400 && refused.status < 500, JSON.stringify(wrong));
    assert.equal(refused.body.field, field, JSON.stringify(refused.body));
  }
  reliefId = ok(await clerk.post('/api/v1/reliefs', permission())).reliefId;
});

test('a proposal changes nothing until a second person of the same agency has confirmed it', async () => {
  assert.equal((await check(FILE)).measures[0].relief, undefined);
  const url = `/api/v1/reliefs/${reliefId}/confirmation`;
  const same = await city.worker('reviewer', court.code, { accountId: clerk.accountId });
  const refused = await same.post(url);
  assert.deepEqual([refused.status, refused.body.code], [409, 'second-person']);
  const elsewhere = await city.worker('reviewer', tax.code);
  assert.equal((await elsewhere.post(url)).status, 404);
  ok(await judge.post(url));
  assert.equal((await judge.post(url)).status, 409);
});

test('the measure is shown with its relief and bites nobody: for that file in that matter, and nowhere else', async () => {
  const relieved = await check(FILE);
  assert.equal(relieved.measures.length, 1);
  assert.deepEqual(relieved.measures[0].relief, {
    documentNo: '（2026）青9901执000001号之二',
    act: '参加青禾市应急物资采购项目，货款用于履行判决',
    until: '2026-12-31',
  });
  assert.notEqual(relieved.verdict, 'restricted');
  const applied = await desk.post(`/api/v1/checks/${relieved.checkId}/feedback`, {
    token: relieved.feedbackToken,
    outcomes: [{ measure: 'procurement-restriction', outcome: 'applied' }],
  });
  assert.equal(applied.status, 400);
  assert.match(applied.body.detail, /准予/);

  const other = await check('青采〔2026〕13号');
  assert.deepEqual([other.verdict, other.measures[0].relief], ['restricted', undefined]);
  const elsewhere = await check(FILE, 'honours');
  assert.deepEqual([elsewhere.verdict, elsewhere.measures[0].relief], ['restricted', undefined]);
  const { hits } = ok(await desk.get('/api/v1/responses/checks'));
  assert.ok(
    !hits.some(({ checkId }: { checkId: string }) => checkId === relieved.checkId),
    'nobody owes a report on it',
  );
});

test('it stands on its last day and is gone on the next', async () => {
  on('2026-12-31');
  assert.ok((await check(FILE)).measures[0].relief !== undefined);
  on('2027-01-01');
  const after = await check(FILE);
  assert.deepEqual([after.verdict, after.measures[0].relief], ['restricted', undefined]);
});

test('ended before its day with a reason, it is gone from the next check on; the organisation reads what was permitted', async () => {
  on('2027-01-04');
  const days = { from: '2027-01-04', until: '2027-03-31' };
  const any = ok(await clerk.post('/api/v1/reliefs', permission({ ...days, requestRef: undefined }))).reliefId;
  ok(await judge.post(`/api/v1/reliefs/${any}/confirmation`));
  assert.ok((await check('青采〔2027〕1号')).measures[0].relief !== undefined, 'any file within its days');
  assert.equal((await judge.post(`/api/v1/reliefs/${any}/end`, { reason: '' })).status, 400);
  ok(await judge.post(`/api/v1/reliefs/${any}/end`, { reason: '项目流标' }));
  assert.equal((await check('青采〔2027〕1号')).measures[0].relief, undefined);
  assert.equal((await judge.post(`/api/v1/reliefs/${any}/end`, { reason: '项目流标' })).status, 409);

  const own = await city.worker('organisation', undefined, { subjectId: debtor.code });
  const told = await reliefs(own, OWN);
  assert.equal(told.length, 2);
  assert.equal(JSON.stringify(told).includes('user:'), false, 'and not which officials');
  assert.equal((await reliefs(await city.worker('auditor'))).length, 2);
  assert.equal((await reliefs(clerk)).length, 2);
  assert.equal((await reliefs(await city.worker('clerk', tax.code))).length, 0);
  const foreign = await city.worker('organisation', undefined, { subjectId: '91990100MAB04BY3X7' });
  assert.equal((await foreign.get(RELIEFS(), OWN)).status, 404);
});
