import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appJobs } from '../../server/src/app.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { entry, take } from './bidders.ts';
import { type Organisation, openCaseCity, type Worker } from './case-desk.ts';
import { listing, ok } from './listing-steps.ts';
import { answer, objections } from './objection-steps.ts';
import { part, partOf, REMEDIES, REPAIRS } from './repair-steps.ts';

const { credit, finance, market } = AGENCIES;
const REORGANISATIONS = '/api/v1/reorganisations';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let clerk: Worker;
let reviewer: Worker;
let listed: ReturnType<typeof listing>;
let steps: ReturnType<typeof part>;
before(async () => {
  city = await openCaseCity(['partnership', 'machinery', 'food', 'builder', 'decorator', 'renamed']);
  clerk = await city.worker('clerk', finance.code);
  reviewer = await city.worker('reviewer', finance.code);
  listed = listing(clerk, reviewer, () => today(city.clock.now));
  steps = part(clerk, reviewer);
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};
const organisation = (one: Organisation) =>
  city.worker('organisation', undefined, { subjectId: ORGANISATIONS[one].code });
const stateOf = async (caseId: string): Promise<string> => ok(await clerk.get(`/api/v1/cases/${caseId}`)).state;

/** An entry of the procurement list in force since 2026-11-26, for two years. */
async function inForce(one: Organisation, no: string): Promise<{ caseId: string; recordId: string }> {
  goTo('2026-11-26');
  const caseId = await listed.draft(ORGANISATIONS[one].code, { term: { years: 2 } });
  await listed.serve(caseId, await listed.notice(caseId, `青财采告〔2026〕${no}号`));
  await listed.noticed(caseId);
  ok(await clerk.post(listed.at(caseId, 'answered'), { kind: 'waived', documentNo: '放弃书1' }));
  await listed.propose(caseId);
  await listed.confirm(caseId);
  const papers = await listed.decide(caseId, `青财采列〔2026〕${no}号`);
  await listed.serve(caseId, papers.decisionPaperNo);
  await listed.serve(caseId, papers.repairPaperNo);
  const { recordId } = await listed.effect(caseId);
  return { caseId, recordId };
}

/** Its repair, granted on 2027-11-29. */
async function repaired(one: Organisation, recordId: string, no: string): Promise<string> {
  goTo('2027-11-29');
  const own = await organisation(one);
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [recordId], affirms: true })), finance);
  ok(await clerk.post(steps.at(caseId, 'acceptance')));
  ok(await steps.prove(own, caseId));
  await steps.propose(caseId);
  const removals = [{ recordId, documentNo: `青财采移〔2027〕${no}号` }];
  ok(await steps.decide(caseId, `青财修〔2027〕${no}号`, { removals }));
  return caseId;
}

async function revoked(repair: string, no: string): Promise<void> {
  const { evidenceNo } = ok(await clerk.prove(repair, '复函'));
  ok(await clerk.post(steps.at(repair, 'revocation-proposal'), { reason: '所附凭证系伪造', evidenceNo }));
  ok(await reviewer.post(steps.at(repair, 'revocation'), { documentNo: `青财撤修〔2027〕${no}号`, ...REMEDIES }));
}

const effects = async (recordId: string) =>
  (
    await city.system.pool.query(
      `select (select count(*)::int from record_window where record_id = $1 and superseded_at is null) as windows,
              (select count(*) > 0 from measure_ground where record_id = $1 and superseded_at is null) as grounds`,
      [recordId],
    )
  ).rows[0];
const STANDING = { windows: 1, grounds: true };
const GONE = { windows: 0, grounds: false };

async function runJob(name: string): Promise<void> {
  const task = appJobs().find((one) => one.name === name);
  assert.ok(task !== undefined, name);
  await task.run(city.system, {}, city.clock.now);
}

test('an entry whose repair is revoked is in force again, is not repaired again, and its agency can remove it', async () => {
  const { caseId, recordId } = await inForce('partnership', '11');
  const byHand = { kind: 'repair', reason: '已改正', grounds: '依据', documentNo: '青财采移〔2026〕1号' };
  assert.equal(
    (await reviewer.post(listed.at(caseId, 'end'), byHand)).status,
    400,
    'nobody repairs past the procedure',
  );
  const repair = await repaired('partnership', recordId, '11');
  assert.equal(await stateOf(caseId), 'repaired');
  goTo('2027-12-06');
  await revoked(repair, '11');
  assert.equal(await stateOf(caseId), 'in-force');
  assert.deepEqual(await effects(recordId), STANDING);
  const own = await organisation('partnership');
  const [entry] = ok(await own.get(`${REPAIRS}/eligibility`, { 'gongxin-purpose': 'own-data' })).records;
  assert.equal(entry.notRepairable.code, 'revoked');
  const again = await clerk.post('/api/v1/listings', {
    subject: ORGANISATIONS.partnership.code,
    list: 'procurement-serious',
    reason: '在政府采购活动中提供虚假材料',
    grounds: '《中华人民共和国政府采购法》第七十七条',
  });
  assert.equal(again.status, 409, 'it is on the list');
  const end = { kind: 'condition', reason: '禁止期限调整', grounds: '依据', documentNo: '青财采移〔2027〕12号' };
  assert.equal(ok(await reviewer.post(listed.at(caseId, 'end'), end)).state, 'ended');
  assert.deepEqual(await effects(recordId), GONE);
});

test('a repaired entry, and one whose repair was revoked, leave with their last day', async () => {
  const [kept, back] = [await inForce('machinery', '21'), await inForce('food', '22')];
  await repaired('machinery', kept.recordId, '21');
  await revoked(await repaired('food', back.recordId, '22'), '22');
  goTo('2028-11-26');
  await runJob('lists-lapse');
  assert.deepEqual([await stateOf(kept.caseId), await stateOf(back.caseId)], ['repaired', 'in-force']);
  goTo('2028-11-27');
  await runJob('lists-lapse');
  assert.deepEqual([await stateOf(kept.caseId), await stateOf(back.caseId)], ['ended', 'ended']);
});

test('an entry that an objection corrected leaves its list by its own procedure too', async () => {
  const { caseId, recordId } = await inForce('decorator', '31');
  const own = await organisation('decorator');
  const objecting = objections(city);
  const objection = ok(await objecting.file(own, recordId)).caseId;
  await objecting.accept(clerk, objection, '青财异受〔2026〕1号');
  const corrected = answer('corrected', '青财异复〔2026〕1号', { fields: { validUntil: '2028-05-26' } });
  ok(await objecting.propose(clerk, objection, corrected));
  ok(await objecting.confirm(reviewer, objection));
  const repair = await repaired('decorator', recordId, '31');
  assert.equal(await stateOf(caseId), 'repaired');
  await revoked(repair, '31');
  assert.equal(await stateOf(caseId), 'in-force');
});

test('a plan that was carried out ends the listing with its record, and whoever decided it is told', async () => {
  const { caseId, recordId } = await inForce('builder', '41');
  goTo('2026-12-07');
  const officer = await city.worker('case-officer', credit.code);
  const decider = await city.worker('decider', credit.code);
  const ruling = { document: '（2026）青01破3号之二', court: '青禾市中级人民法院', ruledOn: '2026-12-01' };
  const plan = ok(await officer.post(REORGANISATIONS, { subject: ORGANISATIONS.builder.code, ...ruling })).caseId;
  const shown = ok(await officer.prove(plan, '裁定书'));
  const { evidenceNo } = shown;
  ok(await decider.post(`${REORGANISATIONS}/${plan}/confirmation`, { evidenceNo }));
  goTo('2027-06-01');
  const end = { end: 'executed', reason: '管理人报告', documentNo: '（2027）青01破3号之五', evidenceNo };
  ok(await officer.post(`${REORGANISATIONS}/${plan}/end-proposal`, end));
  assert.equal(await stateOf(caseId), 'in-force');
  assert.equal(ok(await decider.post(`${REORGANISATIONS}/${plan}/end`)).records, 1);
  assert.deepEqual(await effects(recordId), GONE);
  const ended = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  assert.deepEqual([ended.state, ended.deeds.at(-1).documentNo], ['ended', '（2027）青01破3号之五']);
  const { rows } = await city.system.pool.query('select body from message where agency = $1 and about_case = $2', [
    finance.code,
    caseId,
  ]);
  assert.match(rows.at(-1)?.body, /重整计划已执行完毕.*无须另行移出/);
});

test('an entry that ends by condition comes back with its revoked repair as confirmed on that day, not as last confirmed', async () => {
  goTo('2026-11-20');
  const { code } = ORGANISATIONS.renamed;
  const { rows: named } = await city.system.pool.query<{ name: string }>('select name from subject where code = $1', [
    code,
  ]);
  const who = { code, name: named[0]?.name ?? '' };
  const row = { ...entry(market, '经营异常名录', who, '青市异〔2026〕1号'), 有效期至: '', 移出条件: '补报年报' };
  await take(city, market, 'abnormal-operation', [row]);
  const current = async () =>
    (
      await city.system.pool.query(
        `select w.record_id as id, w.usable_until as until from record_window w join record r using (subject_id, record_id)
          where r.category = 'abnormal-operation' and r.superseded_at is null and w.superseded_at is null`,
      )
    ).rows[0];
  const { id, until } = await current();
  assert.equal(until, '2027-05-20', 'six months after it was sent');
  const desk = {
    clerk: await city.worker('clerk', market.code),
    reviewer: await city.worker('reviewer', market.code),
  };
  const own = await organisation('renamed');
  const at = part(desk.clerk, desk.reviewer);
  goTo('2027-05-03');
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [id], affirms: true })), market);
  await at.grant(caseId, '青市修〔2027〕1号');
  goTo('2027-06-01');
  const { evidenceNo } = ok(await desk.clerk.prove(caseId, '复函'));
  ok(await desk.clerk.post(at.at(caseId, 'revocation-proposal'), { reason: '所附年报系伪造', evidenceNo }));
  ok(await desk.reviewer.post(at.at(caseId, 'revocation'), { documentNo: '青市撤修〔2027〕1号', ...REMEDIES }));
  assert.equal((await current()).until, '2027-12-01');
});
