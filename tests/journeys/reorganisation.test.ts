import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appJobs } from '../../server/src/app.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { closeRecord } from '../../server/src/domain/records/index.ts';
import { confirmEnd } from '../../server/src/domain/repair/reorganisation/end-reorganisation.ts';
import { shieldLateRecords } from '../../server/src/domain/repair/reorganisation/shield-late-records.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { bidder, entry, take } from './bidders.ts';
import { type Organisation, openCaseCity, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';
import { part, partOf, penalise, REPAIRS } from './repair-steps.ts';
import { registration } from './tables.ts';

const { credit, eco, housing, finance, tax, market } = AGENCIES;
const REORGANISATIONS = '/api/v1/reorganisations';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let officer: Worker;
let decider: Worker;
before(async () => {
  city = await openCaseCity();
  officer = await city.worker('case-officer', credit.code);
  decider = await city.worker('decider', credit.code);
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};
/** Does what the worker would do with the jobs of a name, or with one that has no payload. */
async function runJob(name: string, payload?: object): Promise<void> {
  const task = appJobs().find((one) => one.name === name);
  assert.ok(task !== undefined, name);
  if (payload !== undefined) return void (await task.run(city.system, payload, city.clock.now));
  const { rows } = await city.system.pool.query<{ payload: object }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = $1 order by j.id`,
    [name],
  );
  for (const row of rows) await task.run(city.system, row.payload, city.clock.now);
}

/** Ids of the organisation's penalties that government sees, and whether a check names a measure. */
async function known(one: Organisation): Promise<{ records: string[]; measures: number }> {
  const { code } = ORGANISATIONS[one];
  const desk = await city.worker('desk', finance.code);
  const { records } = ok(await desk.get(`/api/v1/subjects/${code}/records?category=penalty`));
  const asked = { matter: 'inspection-plan', requestRef: '青查1', subjects: [{ code }] };
  const { results } = ok(await desk.post('/api/v1/checks', asked));
  return {
    records: records.map(({ recordId }: { recordId: string }) => recordId).sort(),
    measures: results[0].measures.length,
  };
}

const ruling = (one: Organisation, ruledOn: string) => ({
  subject: ORGANISATIONS[one].code,
  document: '（2026）青01破3号之二',
  court: '青禾市中级人民法院',
  ruledOn,
});

/** A ruling recorded by one and confirmed by another. */
async function shielded(one: Organisation, ruledOn: string): Promise<{ caseId: string; shielded: number }> {
  const { caseId } = ok(await officer.post(REORGANISATIONS, ruling(one, ruledOn)));
  const { evidenceNo } = ok(await officer.prove(caseId, '裁定书'));
  const done = ok(await decider.post(`${REORGANISATIONS}/${caseId}/confirmation`, { evidenceNo }));
  return { caseId, shielded: done.shielded };
}

async function ended(caseId: string, end: 'executed' | 'failed'): Promise<{ records: number }> {
  const { evidenceNo } = ok(await officer.prove(caseId, '管理人报告'));
  const proposal = { end, reason: '管理人报告', documentNo: '（2027）青01破3号之五', evidenceNo };
  ok(await officer.post(`${REORGANISATIONS}/${caseId}/end-proposal`, proposal));
  return ok(await decider.post(`${REORGANISATIONS}/${caseId}/end`));
}

test('a court’s plan hides what was decided before its ruling, also what arrives later, until it fails: then all is back', async () => {
  goTo('2026-11-20');
  const before = await penalise(city, eco, 'builder', { no: '前〔2026〕1号', on: '2026-11-02' });
  const later = await penalise(city, eco, 'builder', { no: '后〔2026〕1号', on: '2026-11-12' });
  goTo('2026-11-23');
  const { caseId } = ok(await officer.post(REORGANISATIONS, ruling('builder', '2026-11-10')));
  assert.equal((await officer.post(REORGANISATIONS, ruling('builder', '2026-11-10'))).status, 409, 'one at a time');
  assert.deepEqual((await known('builder')).records, [before, later].sort(), 'nothing is hidden on one word');
  const { evidenceNo } = ok(await officer.prove(caseId, '裁定书'));
  const confirmation = `${REORGANISATIONS}/${caseId}/confirmation`;
  const same = await city.worker('decider', credit.code, { accountId: officer.accountId });
  assert.equal((await same.post(confirmation, { evidenceNo })).body.code, 'second-person');
  assert.equal((await decider.post(confirmation, { evidenceNo: 99 })).status, 404);
  assert.equal(ok(await decider.post(confirmation, { evidenceNo })).shielded, 1);
  assert.deepEqual((await known('builder')).records, [later], 'what was decided after the ruling stays');

  const late = await penalise(city, housing, 'builder', { no: '迟〔2026〕1号', on: '2026-11-03' });
  await runJob('batch-finished');
  await runJob('batch-finished');
  assert.deepEqual((await known('builder')).records, [later]);
  const another = await penalise(city, housing, 'builder', { no: '迟〔2026〕2号', on: '2026-11-04' });
  await runJob('repair-shield', {});
  assert.deepEqual((await known('builder')).records, [later]);
  const { rows } = await city.system.pool.query(
    `select record_id, count(*)::int as times from record_suspension where cause = 'shield' group by 1 order by 1`,
  );
  assert.deepEqual(
    rows,
    [before, late, another].sort().map((record_id) => ({ record_id, times: 1 })),
  );
  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.builder.code });
  assert.equal((await own.post(REPAIRS, { records: [before], affirms: true })).status, 422, 'hidden already');

  assert.equal((await ended(caseId, 'failed')).records, 3);
  assert.deepEqual((await known('builder')).records, [before, later, late, another].sort());
  assert.ok((await known('builder')).measures > 0);
});

test('a plan that was carried out repairs what it hid, for good', async () => {
  goTo('2026-11-24');
  const before = await penalise(city, eco, 'food', { no: '食〔2026〕1号', on: '2026-11-02' });
  assert.ok((await known('food')).measures > 0);
  const { caseId, shielded: hidden } = await shielded('food', '2026-11-10');
  assert.equal(hidden, 1);
  assert.deepEqual(await known('food'), { records: [], measures: 0 });
  const { evidenceNo } = ok(await officer.prove(caseId, '管理人报告'));
  const proposal = { end: 'executed', reason: '已执行', documentNo: '1', evidenceNo };
  ok(await officer.post(`${REORGANISATIONS}/${caseId}/end-proposal`, proposal));
  const same = await city.worker('decider', credit.code, { accountId: officer.accountId });
  assert.equal((await same.post(`${REORGANISATIONS}/${caseId}/end`)).body.code, 'second-person');
  ok(await decider.post(`${REORGANISATIONS}/${caseId}/end-return`, { reason: '尚有一期未付' }));
  assert.equal((await ended(caseId, 'executed')).records, 1);
  assert.deepEqual(await known('food'), { records: [], measures: 0 });
  await runJob('repair-shield', {});
  const { rows } = await city.system.pool.query('select kind from record_deed where record_id = $1 order by deed_no', [
    before,
  ]);
  assert.deepEqual(rows, [{ kind: 'repair' }]);
});

test('a repair revoked while a plan is carried out brings nothing back that the plan hides', async () => {
  goTo('2026-11-24');
  const one = await penalise(city, eco, 'machinery', { no: '机〔2026〕1号', on: '2026-11-02', warning: true });
  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.machinery.code });
  const [clerk, reviewer] = [await city.worker('clerk', eco.code), await city.worker('reviewer', eco.code)];
  const steps = part(clerk, reviewer);
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [one], affirms: true })), eco);
  await steps.grant(caseId, '青环修〔2026〕1号');
  await shielded('machinery', '2026-11-10');
  const { evidenceNo } = ok(await clerk.prove(caseId, '复函'));
  ok(await clerk.post(steps.at(caseId, 'revocation-proposal'), { reason: '凭证系伪造', evidenceNo }));
  const order = {
    documentNo: '青环撤修〔2026〕1号',
    reconsiderationBody: '市政府',
    reconsiderationPeriod: '六十日',
    court: '市法院',
    suitPeriod: '六个月',
  };
  ok(await reviewer.post(steps.at(caseId, 'revocation'), order));
  assert.deepEqual((await known('machinery')).records, []);
});

test('once a week each organisation is told what becomes repairable, and the office reads the same words', async () => {
  goTo('2026-11-20');
  const [soon, notYet] = [
    await penalise(city, eco, 'decorator', { no: '装〔2026〕1号', on: '2026-08-30' }),
    await penalise(city, eco, 'decorator', { no: '装〔2026〕2号', on: '2026-09-30' }),
  ];
  const traders = await penalise(city, eco, 'trader', { no: '户〔2026〕1号', on: '2026-08-29' });
  goTo('2026-11-23');
  await runJob('repair-remind', {});
  assert.deepEqual(ok(await officer.get(`${REPAIRS}/upcoming`)).organisations, [], 'nothing until the 29th');
  goTo('2026-11-30');
  await runJob('repair-remind', {});
  goTo('2026-12-02');
  await runJob('repair-remind', {});
  const { week, organisations, soleTraders } = ok(await officer.get(`${REPAIRS}/upcoming`));
  assert.equal(week, '2026-11-30');
  assert.equal(organisations.length, 1);
  const [told] = organisations;
  assert.deepEqual(
    told.records.map((one: { recordId: string; firstDay: string }) => [one.recordId, one.firstDay]),
    [[soon, '2026-11-30']],
  );
  assert.match(told.text, /装〔2026〕1号.*自 2026-11-30 起可以申请修复.*不收取费用/);
  assert.ok(!told.text.includes('装〔2026〕2号') && notYet !== soon);
  assert.equal(soleTraders, 0);
  const { rows } = await city.system.pool.query(
    `select subject_id as id, body from message where template = 'repairable' order by 1`,
  );
  assert.deepEqual(rows, [
    { id: ORGANISATIONS.decorator.code, body: told.text },
    // told like everybody, in the week before, and in no list
    { id: ORGANISATIONS.trader.code, body: rows[1]?.body },
  ]);
  const before = ok(await officer.get(`${REPAIRS}/upcoming?day=2026-11-27`));
  assert.deepEqual([before.organisations, before.soleTraders], [[], 1]);
  assert.ok(rows[1]?.body.includes('户〔2026〕1号') && traders !== '');

  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.decorator.code });
  const desk = part(await city.worker('clerk', eco.code), await city.worker('reviewer', eco.code));
  const applied = ok(await own.post(REPAIRS, { records: [soon], affirms: true }));
  await desk.grant(partOf(applied, eco).caseId, '青环修〔2026〕31号');
  assert.deepEqual(
    ok(await officer.get(`${REPAIRS}/upcoming?day=2026-11-30`)).organisations,
    [],
    'what was repaired does not come back by asking for its week',
  );
});

test('what arrives while a plan ends is not hidden by the job that looked before: no shield outlives its plan', async () => {
  goTo('2026-11-24');
  const { caseId } = await shielded('environment', '2026-11-10');
  const { evidenceNo } = ok(await officer.prove(caseId, '管理人报告'));
  const proposal = { end: 'failed', reason: '未执行', documentNo: '（2026）青01破9号之五', evidenceNo };
  ok(await officer.post(`${REORGANISATIONS}/${caseId}/end-proposal`, proposal));
  const { system } = city;
  const actor = `account:${decider.accountId}`;
  let running: Promise<number> = Promise.resolve(0);
  await write(system.pool, system.clock, async (trx, now) => {
    const act = { actor, agency: credit.code, purpose: 'casework', now };
    const catalogue = await catalogueInForce(system.pool, today(now));
    const { secrets, jobs } = system;
    const ending = await confirmEnd(trx, { act, reach: { over: 'all' }, catalogue, secrets, jobs }, caseId);
    assert.ok(!isRefusal(ending), JSON.stringify(ending));
    const late = await penalise(city, eco, 'environment', { no: '末〔2026〕1号', on: '2026-11-02' });
    assert.ok(late !== '');
    running = shieldLateRecords(system, catalogueInForce, null);
    // until the job is done, or waits for the end
    let done = false;
    void running.then(() => {
      done = true;
    });
    for (let waits = 0; !done && waits === 0; ) {
      const { rowCount } = await system.pool.query(
        `select from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`,
      );
      waits = rowCount ?? 0;
    }
  });
  await running;
  const { rows } = await system.pool.query(
    `select count(*)::int as hidden from record_suspension where subject_id = $1 and superseded_at is null`,
    [ORGANISATIONS.environment.code],
  );
  assert.deepEqual(rows, [{ hidden: 0 }]);
});

test('a plan that failed gives back what it hid, also where the register had taken the record back meanwhile', async () => {
  goTo('2026-11-24');
  const { pool, clock } = city.system;
  const reported = bidder(902);
  await take(city, tax, 'serious-dishonesty', [entry(tax, '重大税收违法失信主体', reported, '青税整〔2026〕1号')]);
  const opened = { ...ruling('builder', '2026-11-10'), subject: reported.code };
  const { caseId } = ok(await officer.post(REORGANISATIONS, opened));
  const { evidenceNo } = ok(await officer.prove(caseId, '裁定书'));
  assert.equal(ok(await decider.post(`${REORGANISATIONS}/${caseId}/confirmation`, { evidenceNo })).shielded, 1);
  await take(city, market, 'registration', [registration(reported.code, '青禾市更名二号有限公司')]);
  const [item] = (await waitingRows(pool, { agencies: [tax.code] })).items;
  assert.ok(item !== undefined, 'a person has to look at it');
  await ended(caseId, 'failed');
  const catalogue = await catalogueInForce(pool, today(clock()));
  const settled = await write(pool, clock, (trx, now) =>
    settleQueued(
      catalogue,
      trx,
      { actor: '立夏', agency: tax.code, purpose: 'intake-settle', now },
      { queueId: item.queueId, reason: '更名', decision: 'attributed', subjectId: reported.code },
    ),
  );
  assert.ok(!isRefusal(settled));
  const desk = await city.worker('desk', finance.code);
  const { records } = ok(await desk.get(`/api/v1/subjects/${reported.code}/records?category=serious-dishonesty`));
  assert.deepEqual(
    records.map(({ recordId }: { recordId: string }) => recordId),
    [settled.recordId],
    'no plan hides it any more, and none could ever end that',
  );
});

test('a record that is repaired in the moment in which the job would hide it keeps no plan from ending', async () => {
  goTo('2026-11-24');
  const { system } = city;
  const { caseId } = await shielded('decorator', '2026-11-10');
  const recordId = await penalise(city, eco, 'decorator', { no: '瞬〔2026〕1号', on: '2026-08-25' });
  const subjectId = ORGANISATIONS.decorator.code;
  let running: Promise<number> = Promise.resolve(0);
  await write(system.pool, system.clock, async (trx, now) => {
    const act = { actor: '经办', agency: eco.code, purpose: 'test', now };
    const catalogue = await catalogueInForce(system.pool, today(now));
    const closure = { subjectId, recordId, kind: 'repair', reason: '已履行', document: '青环修〔2026〕7号' } as const;
    assert.ok(!isRefusal(await closeRecord(trx, act, catalogue, closure)));
    running = shieldLateRecords(system, catalogueInForce, null);
    for (let waits = 0; waits === 0; ) {
      const { rowCount } = await system.pool.query(
        `select from pg_locks where locktype in ('transactionid', 'tuple') and not granted
            and pid in (select pid from pg_stat_activity where datname = current_database())`,
      );
      waits = rowCount ?? 0;
    }
  });
  await running;
  await ended(caseId, 'executed');
  const { rowCount } = await system.pool.query(
    'select from record_suspension where subject_id = $1 and superseded_at is null',
    [subjectId],
  );
  assert.equal(rowCount, 0);
});
