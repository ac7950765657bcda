import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { openCaseCity, serve, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { ok } from './listing-steps.ts';
import { csvOf, licence, registration } from './tables.ts';

const { market, housing, finance } = AGENCIES;
const { builder, decorator, logistics } = ORGANISATIONS;
const RECTIFICATIONS = '/api/v1/rectifications';
const INTERVIEWS = '/api/v1/interviews';
const HEIR = composeUscc('11990100', 'MB100777');
const FACTS = '未按备案的方案处置扬尘';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let clerk: Worker;
let elsewhere: Worker;
let organisation: Worker;
before(async () => {
  city = await openCaseCity();
  clerk = await city.worker('clerk', housing.code);
  elsewhere = await city.worker('clerk', market.code);
  organisation = await city.worker('organisation', undefined, { subjectId: builder.code });
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};
const order = (dueOn: string, documentNo = '青建改〔2026〕1号') => ({
  documentNo,
  demands: ['三日内完成覆盖', '提交整改报告'],
  dueOn,
  consequence: '逾期未整改的，依法处理。',
  contact: '白露',
  phone: '0990-1234567',
});
const openedFor = async (subject: string): Promise<string> =>
  ok(await clerk.post(RECTIFICATIONS, { subject, facts: FACTS, grounds: '《扬尘管理办法》第五条' })).caseId;

/** An order served today, to be heeded until a day. */
async function running(subject: string, dueOn: string): Promise<string> {
  const caseId = await openedFor(subject);
  const { paperNo } = ok(await clerk.post(`${RECTIFICATIONS}/${caseId}/order`, order(dueOn)));
  ok(await serve(clerk, caseId, paperNo, today(city.clock.now)));
  ok(await clerk.post(`${RECTIFICATIONS}/${caseId}/served`));
  return caseId;
}

test('an order runs from its service, is extended once, and is closed on the report with evidence', async () => {
  goTo('2026-11-20');
  const caseId = await openedFor(builder.code);
  const one = `${RECTIFICATIONS}/${caseId}`;
  assert.equal((await elsewhere.post(`${one}/order`, order('2026-12-10'))).status, 404, 'another agency');
  assert.equal((await organisation.post(`${one}/reports`, { text: '已整改' })).status, 404, 'it knows of nothing yet');
  const tooLong = await clerk.post(`${one}/order`, order('2027-11-20'));
  assert.match(tooLong.body.detail, /2027-02-18/);
  const first = ok(await clerk.post(`${one}/order`, order('2026-12-10')));
  const second = ok(await clerk.post(`${one}/order`, order('2026-12-11', '青建改〔2026〕2号')));
  ok(await serve(clerk, caseId, first.paperNo, '2026-11-20'));
  const stale = await clerk.post(`${one}/served`);
  assert.equal(stale.status, 409, 'the last order was not served');
  assert.equal((await clerk.post(`${one}/reports`, { text: '已整改' })).status, 409, 'nothing runs yet');
  ok(await serve(clerk, caseId, second.paperNo, '2026-11-20'));
  assert.equal(ok(await clerk.post(`${one}/served`)).state, 'running');
  assert.equal(ok(await clerk.get(`/api/v1/cases/${caseId}`)).clocks[0].dueOn, '2026-12-11');

  const evidenceNo = ok(await clerk.prove(caseId, '现场照片')).evidenceNo;
  const early = await clerk.post(`${one}/conclusion`, { outcome: 'not-done', reason: '未整改', evidenceNo });
  assert.equal(early.status, 409, 'neither reported nor over');
  const extension = { days: 10, reason: '连续降雨', documentNo: '青建延〔2026〕1号' };
  assert.equal((await clerk.post(`${one}/extension`, { ...extension, days: 31 })).status, 400);
  assert.equal(ok(await clerk.post(`${one}/extension`, extension)).dueOn, '2026-12-21');
  assert.equal((await clerk.post(`${one}/extension`, extension)).status, 409, 'once');

  goTo('2026-12-14');
  ok(await organisation.post(`${one}/reports`, { text: '已完成覆盖，附照片' }));
  for (const outcome of ['partly', 'not-done']) {
    const refused = await clerk.post(`${one}/conclusion`, { outcome, reason: '未全部完成', evidenceNo });
    assert.equal(refused.status, 409);
    assert.equal(refused.body.dueOn, '2026-12-21', 'there is still time');
  }
  assert.equal(
    (await clerk.post(`${one}/conclusion`, { outcome: 'done', reason: '复查', evidenceNo: 99 })).status,
    404,
  );
  const done = ok(await clerk.post(`${one}/conclusion`, { outcome: 'done', reason: '复查合格', evidenceNo }));
  assert.equal(done.state, 'closed');
  assert.equal((await organisation.post(`${one}/reports`, { text: '再报' })).status, 409);
});

test('nobody is found not to have mended it before the time is over', async () => {
  goTo('2026-11-20');
  const caseId = await running(decorator.code, '2026-12-10');
  const one = `${RECTIFICATIONS}/${caseId}`;
  goTo('2026-12-10');
  const tooSoon = await clerk.post(`${one}/expiry`);
  assert.equal(tooSoon.status, 409);
  assert.equal(tooSoon.body.dueOn, '2026-12-10');
  const tasks = ok(await clerk.get('/api/v1/tasks')).tasks as { target: string; overdue: boolean }[];
  assert.equal(tasks.find(({ target }) => target === caseId)?.overdue, false);
  goTo('2026-12-11');
  assert.equal((await clerk.post(`${one}/extension`, { days: 5, reason: '迟', documentNo: '1' })).status, 409);
  assert.equal(ok(await clerk.post(`${one}/expiry`)).state, 'overdue');
  const evidenceNo = ok(await clerk.prove(caseId, '复查记录')).evidenceNo;
  ok(await clerk.post(`${one}/conclusion`, { outcome: 'not-done', reason: '未整改', evidenceNo }));
  const { deeds } = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  assert.deepEqual(deeds.at(-1).content, { outcome: 'not-done', evidenceNo });
});

test('an interview is held after its notice was served, and is a record that only government sees', async () => {
  goTo('2026-11-23');
  const opened = { subject: logistics.code, kind: '警示约谈', reason: '多次逾期报送', grounds: '国办发〔2019〕35号' };
  assert.equal((await clerk.post(INTERVIEWS, { ...opened, kind: '整改约谈' })).status, 400);
  const { caseId } = ok(await clerk.post(INTERVIEWS, opened));
  const one = `${INTERVIEWS}/${caseId}`;
  const notice = {
    documentNo: '青建约〔2026〕1号',
    role: '主要负责人',
    heldOn: '2026-11-25',
    heldAt: '上午九时',
    place: '青禾市政务大厅三楼',
    materials: ['报送台账'],
    contact: '白露',
    phone: '0990-1234567',
  };
  const { paperNo } = ok(await clerk.post(`${one}/notice`, notice));
  assert.match((await clerk.post(`${one}/called`)).body.detail, /尚未送达/);
  ok(await serve(clerk, caseId, paperNo, '2026-11-23'));
  ok(await clerk.post(`${one}/called`));
  const evidenceNo = ok(await clerk.prove(caseId, '约谈笔录')).evidenceNo;
  const held = { documentNo: '青建谈〔2026〕1号', heldOn: '2026-11-25', content: '要求按期报送数据', evidenceNo };
  assert.equal((await clerk.post(`${one}/record`, held)).status, 400, 'not held yet');
  goTo('2026-11-25');
  const { state, recordId } = ok(await clerk.post(`${one}/record`, held));
  assert.equal(state, 'recorded');

  const desk = await city.worker('desk', finance.code);
  const archive = ok(await desk.get(`/api/v1/subjects/${logistics.code}/records?category=interview`));
  assert.deepEqual(
    archive.records.map((record: { recordId: string }) => record.recordId),
    [recordId],
  );
  const { rows } = await city.system.pool.query(
    `select w.public_from, w.public_until, (select count(*)::int from measure_ground g
        where g.subject_id = w.subject_id and g.record_id = w.record_id) as grounds
       from record_window w where w.record_id = $1`,
    [recordId],
  );
  assert.deepEqual(rows, [{ public_from: null, public_until: null, grounds: 0 }]);
});

test('neither orders nor interviews are read by anybody, and no check knows them', async () => {
  goTo('2026-12-14');
  for (const { code } of [builder, decorator, logistics]) {
    for (const url of [
      `/subjects/${code}`,
      `/api/v1/subjects/${code}`,
      `/api/v1/subjects/${code}/records`,
      `/api/v1/subjects/${code}/records?category=interview`,
      '/publicity',
      '/',
      '/api/v1/honours/notices',
    ]) {
      const { body, statusCode } = await city.server.inject({ url });
      assert.ok(statusCode === 200 || statusCode === 404, `${url} ${statusCode}`);
      for (const secret of [FACTS, '青建改', '多次逾期报送', '要求按期报送数据', '青建谈', '青建约']) {
        assert.ok(!body.includes(secret), `${url} tells ${secret}`);
      }
    }
  }
  const other = await city.worker('organisation', undefined, { subjectId: logistics.code });
  const { cases } = ok(await clerk.get('/api/v1/cases?procedure=rectification')) as { cases: { caseId: string }[] };
  assert.ok(cases.length >= 2);
  for (const { caseId } of cases) {
    assert.equal((await city.server.inject({ url: `/api/v1/cases/${caseId}` })).statusCode, 401);
    assert.equal((await other.get(`/api/v1/cases/${caseId}`)).status, 404, 'another organisation');
  }
  const desk = await city.worker('desk', finance.code);
  const catalogue = await catalogueInForce(city.system.pool, today(city.clock.now));
  for (const { code: matter } of catalogue.matters()) {
    const { results } = ok(
      await desk.post('/api/v1/checks', {
        matter,
        requestRef: '青办1',
        subjects: [{ code: builder.code }, { code: logistics.code }],
      }),
    );
    for (const { measures } of results as { measures: unknown[] }[]) assert.deepEqual(measures, [], matter);
  }
});

test('an abolished agency orders and talks to nobody; its successor goes on where it was', async () => {
  goTo('2026-12-14');
  const caseId = await openedFor(builder.code);
  const { pool, clock } = city.system;
  const added = await write(pool, clock, (trx, now) =>
    addAgency(
      trx,
      { actor: '立夏', purpose: 'set-up', now },
      { uscc: HEIR, name: '青禾市城市建设局', categories: [], successorOf: housing.code, successorFrom: '2026-12-15' },
      { categories: new Set(), adverse: new Set(), lists: new Set() },
    ),
  );
  assert.ok('agency' in added, JSON.stringify(added));
  const heir = await city.worker('clerk', HEIR);
  goTo('2026-12-15');
  const asked = { subject: builder.code, facts: FACTS, grounds: '第五条' };
  assert.match((await clerk.post(RECTIFICATIONS, asked)).body.detail, /承继单位/);
  const talk = { subject: builder.code, kind: '提示约谈', reason: '逾期', grounds: '第五条' };
  assert.match((await clerk.post(INTERVIEWS, talk)).body.detail, /承继单位/);
  assert.equal((await clerk.post(`${RECTIFICATIONS}/${caseId}/order`, order('2027-01-10'))).status, 404);
  ok(await heir.post(`${RECTIFICATIONS}/${caseId}/order`, order('2027-01-10')));
});

test('nothing is put on record of an organisation that turned out to be none while it was being talked to', async () => {
  goTo('2026-12-10');
  const [wrong, right] = [composeUscc('91990100', 'MA100801'), composeUscc('91990100', 'MA100802')];
  const name = '青禾市惊蛰园林有限公司';
  const sent = {
    category: 'licence',
    agency: housing.code,
    name: 'licence.csv',
    content: csvOf([licence(wrong, name, '77')]),
  };
  assert.equal((await send(city, sent)).accepted, 1);
  const opened = { subject: wrong, kind: '提示约谈', reason: '逾期报送', grounds: '国办发〔2019〕35号' };
  const talker = await city.worker('clerk', finance.code);
  const { caseId } = ok(await talker.post(INTERVIEWS, opened));
  const one = `${INTERVIEWS}/${caseId}`;
  const words = { role: '主要负责人', heldAt: '上午九时', place: '青禾市政务大厅', contact: '白露', phone: '0990-1' };
  const { paperNo } = ok(
    await talker.post(`${one}/notice`, { documentNo: '青财约〔2026〕1号', heldOn: '2026-12-10', ...words }),
  );
  ok(await serve(talker, caseId, paperNo, '2026-12-10'));
  ok(await talker.post(`${one}/called`));
  const { evidenceNo } = ok(await talker.prove(caseId, '约谈笔录'));
  const registered = csvOf([registration(right, name)]);
  await send(city, { category: 'registration', agency: market.code, name: 'register-again.csv', content: registered });
  const { rows } = await city.system.pool.query('select standing from subject where subject_id = $1', [wrong]);
  assert.deepEqual(rows, [{ standing: 'retired' }]);
  const held = { documentNo: '青财谈〔2026〕1号', heldOn: '2026-12-10', content: '要求按期报送', evidenceNo };
  assert.equal((await talker.post(`${one}/record`, held)).status, 404, 'nobody could ever read it there');
  assert.equal(ok(await talker.post(`${one}/stop`, { reason: '代码有误，另行约谈' })).state, 'stopped');
});
