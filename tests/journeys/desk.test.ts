import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { OPEN_NOTICE } from '../../server/src/domain/checks/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, fineHeavily, honourThem, listByCourt, listByTax, registerBidders, workJobs } from './bidders.ts';
import { openCaseCity, serve, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
type Measure = { measure: string; effect: string; decision: { recordId: string } };
type Hit = { input: { code: string }; measures: Measure[]; feedbackToken: string };
const { finance, credit } = AGENCIES;
const BIDDERS = 200;
const TENDER = '青采招〔2026〕88号';

let city: CaseCity;
let desk: Worker;
let clerk: Worker;
let bidders: Bidder[];
let checkId: string;
let hits: Hit[];
let notices: string[];
before(async () => {
  city = await openCaseCity();
  const { system } = city;
  const codes = {
    categories: new Set<string>(),
    adverse: new Set<string>(),
    lists: new Set<string>(),
    matters: new Set(['procurement']),
  };
  const registered = await write(system.pool, system.clock, (trx, now) =>
    addAgency(
      trx,
      { actor: '立夏', purpose: 'found', now },
      { uscc: finance.code, name: finance.name, categories: [], matters: ['procurement'] },
      codes,
    ),
  );
  assert(!isRefusal(registered));
  bidders = await registerBidders(city, BIDDERS);
  await listByTax(city, [...bidders.slice(0, 1), ...bidders.slice(3, 4)]);
  await listByCourt(city, bidders.slice(1, 2));
  await fineHeavily(city, bidders.slice(2, 3));
  await honourThem(city, bidders.slice(4, 5));
  desk = await city.worker('desk', finance.code);
  clerk = await city.worker('clerk', finance.code);
});
after(() => city?.close());

const on = (day: string) => {
  city.clock.now = new Date(`${day}T10:00:00+08:00`);
};
const feedback = (hit: Hit, outcome: object) =>
  desk.post(`/api/v1/checks/${checkId}/feedback`, { token: hit.feedbackToken, outcomes: [outcome] });
const hitOf = (at: number): Hit => {
  const hit = hits.find(({ input }) => input.code === bidders[at]?.code);
  assert(hit !== undefined, `bidder ${at + 1} is hit`);
  return hit;
};
const account = async (worker: Worker) =>
  ok(await worker.get('/api/v1/responses/account?from=2026-11-20&until=2026-12-31')).agencies;
const tasks = async (worker: Worker) => ok(await worker.get('/api/v1/tasks')).tasks;

test('a desk checks two hundred bidders at once; five are hit, and each is a task with its last day', async () => {
  const asked = {
    matter: 'procurement',
    requestRef: TENDER,
    subjects: bidders.map(({ code }) => ({ code })),
  };
  const answer = ok(await desk.post('/api/v1/checks', asked));
  checkId = answer.checkId;
  assert.equal(answer.results.length, BIDDERS);
  hits = answer.results.filter(({ measures }: Hit) => measures.length > 0);
  assert.deepEqual(
    hits.map(({ measures }) => measures.map(({ measure, effect }) => `${measure} ${effect}`)),
    [
      ['procurement-restriction may', 'procurement-restriction may'],
      ['procurement-restriction must'],
      ['procurement-ban must'],
      ['procurement-restriction may', 'procurement-restriction may'],
      ['public-resource-convenience may'],
    ],
  );
  const owed = (await tasks(desk)).filter(({ kind }: { kind: string }) => kind === 'check.feedback');
  assert.equal(owed.length, 5);
  assert.ok(
    owed.every(({ dueOn, overdue }: { dueOn: string; overdue: boolean }) => dueOn === '2026-12-01' && !overdue),
  );
});

test('what must be done is reported plainly; what may be done, with a reason; what is set aside, with a superior', async () => {
  on('2026-11-23');
  ok(await feedback(hitOf(1), { measure: 'procurement-restriction', outcome: 'applied' }));
  ok(await feedback(hitOf(2), { measure: 'procurement-ban', outcome: 'applied' }));
  const may = { measure: 'procurement-restriction', outcome: 'applied' };
  const bare = await feedback(hitOf(0), may);
  assert.equal(bare.status, 400);
  assert.match(bare.body.detail, /裁量/);
  ok(await feedback(hitOf(0), { ...may, reason: '涉税违法影响履约能力' }));

  const aside = { measure: 'procurement-restriction', outcome: 'overridden', reason: '唯一具备资质的应急供应商' };
  assert.match((await feedback(hitOf(3), aside)).body.detail, /批准/);
  const own = await feedback(hitOf(3), { ...aside, approvedBy: 'desk' });
  assert.deepEqual([own.status, own.body.code], [409, 'second-person'], 'the name of the account that reports');
  ok(await feedback(hitOf(3), { ...aside, approvedBy: '财政局分管局长寒露' }));
  ok(
    await feedback(hitOf(4), {
      measure: 'public-resource-convenience',
      outcome: 'not-applicable',
      reason: '本次采购无便利环节',
    }),
  );
  assert.deepEqual(ok(await desk.get('/api/v1/responses/checks')).hits, []);
});

test('each applied measure opens one notice, however often the job runs; the organisation sees nothing before it is served', async () => {
  assert.equal(await workJobs(city.system, OPEN_NOTICE), 3);
  const { rows } = await city.system.pool.query<{ subject_id: string; check_id: string; position: number }>(
    'select subject_id, check_id, position from applied_notice order by position',
  );
  assert.equal(rows.length, 3);
  const again = rows.map(({ subject_id: subjectId, check_id, position }) => ({
    subjectId,
    checkId: check_id,
    position,
  }));
  for (const applied of again) await city.system.jobs.add(city.system.pool, OPEN_NOTICE, applied);
  assert.equal(await workJobs(city.system, OPEN_NOTICE), 3);
  const { cases } = ok(await desk.get('/api/v1/cases?procedure=applied-notice'));
  notices = cases.map(({ caseId }: { caseId: string }) => caseId).sort();
  assert.equal(notices.length, 3);
  const owed = (await tasks(desk)).filter(({ kind }: { kind: string }) => kind === 'applied-notice.serve');
  assert.deepEqual(
    owed.map(({ dueOn }: { dueOn: string }) => dueOn),
    ['2026-12-07', '2026-12-07', '2026-12-07'],
    'ten working days after 23 November',
  );
  const stranger = await city.worker('desk', credit.code);
  assert.equal((await stranger.get(`/api/v1/cases/${notices[0]}`)).status, 404);
});

test('a notice says desk, matter, measure, decision, clause and how to object; it closes when it was served and not before', async () => {
  on('2026-11-30');
  for (const [at, caseId] of notices.entries()) {
    const url = `/api/v1/applied-notices/${caseId}`;
    const early = await desk.post(`${url}/served`);
    assert.deepEqual([early.status, early.body.code], [409, 'case-state']);
    const words = {
      desk: '政府采购窗口',
      objectTo: '青禾市公共信用信息办公室',
      contact: '政府采购监管科',
      telephone: '0990-1234567',
    };
    const { paperNo } = ok(await desk.post(`${url}/paper`, { documentNo: `青财信告〔2026〕${at + 1}号`, ...words }));
    assert.match((await desk.post(`${url}/served`)).body.detail, /尚未送达/);
    const { rows } = await city.system.pool.query<{ text: string; subject_id: string }>(
      'select content::text as text, subject_id from case_paper where case_id = $1',
      [caseId],
    );
    const [paper] = rows;
    assert(paper !== undefined);
    for (const said of ['政府采购窗口', TENDER, '政府采购', '《', '青禾市公共信用信息办公室', '异议']) {
      assert.ok(paper.text.includes(said), `${said} is said`);
    }
    const own = await city.worker('organisation', undefined, { subjectId: paper.subject_id });
    assert.equal((await own.get(`/api/v1/cases/${caseId}`)).status, 404, 'nothing before it was served');
    ok(await serve(desk, caseId, paperNo, '2026-11-30'));
    assert.equal(ok(await own.get(`/api/v1/cases/${caseId}`)).papers.length, 1);
    if (at === 0) {
      const anew = ok(await desk.post(`${url}/paper`, { documentNo: '青财信告〔2026〕更1号', ...words }));
      assert.match((await desk.post(`${url}/served`)).body.detail, /尚未送达/, 'a notice made anew is served anew');
      ok(await serve(desk, caseId, anew.paperNo, '2026-11-30'));
    }
    assert.equal(ok(await desk.post(`${url}/served`)).state, 'served');
    assert.equal((await desk.post(`${url}/dropped`, { reason: '误报' })).status, 409, 'what is served stays');
  }
});

test('the agency answers once, for itself, that its systems heed each entry in force', async () => {
  const { entries } = ok(await desk.get('/api/v1/responses/entries'));
  assert.deepEqual(
    entries.map(({ subject }: { subject: { code: string } }) => subject.code).sort(),
    [0, 1, 2, 3].map((at) => bidders[at]?.code).sort(),
    'an honour restricts nobody',
  );
  for (const { subject, recordId, matters } of entries) {
    assert.deepEqual(matters, ['procurement']);
    const said = { subjectId: subject.subjectId, recordId, response: 'arranged', note: '政府采购系统，处暑' };
    ok(await clerk.post('/api/v1/responses/entries', said));
    const again = await clerk.post('/api/v1/responses/entries', said);
    assert.deepEqual([again.status, again.body.code], [409, 'already-done']);
  }
  const other = await city.worker('clerk', AGENCIES.housing.code);
  const [first] = entries;
  const foreign = { subjectId: first.subject.subjectId, recordId: first.recordId, response: 'arranged', note: '无' };
  assert.equal((await other.post('/api/v1/responses/entries', foreign)).status, 404);
});

test('at the end the tasks are empty and the account says what was done', async () => {
  assert.deepEqual(await tasks(desk), []);
  assert.deepEqual(await account(desk), [
    {
      agency: finance.code,
      agencyName: finance.name,
      checks: 1,
      subjects: BIDDERS,
      subjectsHit: 5,
      measuresOwed: 5,
      closedInTime: 5,
      closedLate: 0,
      open: 0,
      overdue: 0,
      applied: 3,
      notApplicable: 1,
      overridden: 1,
      overriddenPercent: 20,
      notices: { servedInTime: 3, servedLate: 0, open: 0, overdue: 0, dropped: 0 },
      entries: { givenInTime: 4, givenLate: 0, open: 0, overdue: 0 },
    },
  ]);
});

test('a check nobody closes ages into the tasks and the account, overdue first; closed after its day it was late', async () => {
  const asked = { matter: 'procurement', requestRef: `${TENDER}之二`, subjects: [{ code: bidders[1]?.code }] };
  const answer = ok(await desk.post('/api/v1/checks', asked));
  on('2026-12-10');
  const [reminder] = await tasks(desk);
  assert.deepEqual(
    [reminder.kind, reminder.target, reminder.dueOn, reminder.overdue],
    ['check.feedback', answer.checkId, '2026-12-09', true],
  );
  const { hits: open } = ok(await desk.get('/api/v1/responses/checks'));
  assert.deepEqual([open[0].ageWorkingDays, open[0].open], [8, ['procurement-restriction']]);
  assert.deepEqual([(await account(desk))[0].open, (await account(desk))[0].overdue], [1, 1]);
  const office = await city.worker('decider', credit.code);
  assert.equal((await account(office))[0].overdue, 1, 'the office sees it');
  checkId = answer.checkId;
  ok(await feedback(answer.results[0], { measure: 'procurement-restriction', outcome: 'applied' }));
  const [late] = await account(desk);
  assert.deepEqual([late.closedInTime, late.closedLate, late.open, late.overdue], [5, 1, 0, 0]);
});

test('a measure that was not applied after all: the notice is dropped with its reason, and nobody is told', async () => {
  assert.equal(await workJobs(city.system, OPEN_NOTICE), 1);
  const { cases } = ok(await desk.get('/api/v1/cases?procedure=applied-notice&state=opened'));
  const url = `/api/v1/applied-notices/${cases[0].caseId}`;
  assert.equal((await desk.post(`${url}/dropped`, { reason: ' ' })).status, 400);
  assert.equal(ok(await desk.post(`${url}/dropped`, { reason: '供应商当日撤回投标，措施未执行' })).state, 'dropped');
  assert.deepEqual(await tasks(desk), []);
  assert.equal((await account(desk))[0].notices.dropped, 1);
});
