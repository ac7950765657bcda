import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { openCaseCity, serve, type Worker } from '../../../../tests/journeys/case-desk.ts';
import { LISTINGS, listing, ok } from '../../../../tests/journeys/listing-steps.ts';
import { answer, objections } from '../../../../tests/journeys/objection-steps.ts';
import { inOneMoment, untilSomebodyWaits } from '../../../../tests/meanwhile.ts';
import { composeUscc } from '../../kernel/codes.ts';
import { today } from '../../kernel/dates.ts';
import { write, writeUnlessRefused } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { addAgency } from '../access/index.ts';
import { lapseCases } from '../casework/index.ts';
import { bundledEntries, changed, type Json } from '../catalogue/testing/bundled.ts';
import { done, lawmakers } from '../catalogue/versions/lawmaking-fixture.ts';
import { groundsInForce } from '../measures/index.ts';
import { withdrawRecord } from '../records/index.ts';
import { STATEMENTS_A_CASE } from './answer.ts';
import { LISTING } from './rules.ts';

const { finance, market } = AGENCIES;
/** Takes over from the finance bureau on 1 December 2026. */
const HEIR = composeUscc('11990100', 'MB100777');
const HEIR_NAME = '青禾市财政国资局';
const MORNING = '2026-11-20T09:00:00+08:00';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
type Desk = { clerk: Worker; reviewer: Worker; steps: ReturnType<typeof listing> };
let city: CaseCity;
let own: Desk;
let numbers = 0;
const number = (kind: string) => `青〔2026〕${kind}${++numbers}号`;
const at = (time: string) => {
  city.clock.now = new Date(time);
};

before(async () => {
  city = await openCaseCity([
    'builder',
    'food',
    'machinery',
    'decorator',
    'environment',
    'logistics',
    'renamed',
    'partnership',
    'trader',
  ]);
  own = await deskOf(finance.code);
});
after(() => city.close());

async function deskOf(agency: string): Promise<Desk> {
  const [clerk, reviewer] = [await city.worker('clerk', agency), await city.worker('reviewer', agency)];
  return { clerk, reviewer, steps: listing(clerk, reviewer, () => today(city.clock.now)) };
}

type Stage = 'noticed' | 'answered' | 'confirmed' | 'in-force';
async function bring({ clerk, steps }: Desk, subject: string, to: Stage, more: object = {}): Promise<string> {
  const caseId = await steps.draft(subject, more);
  await steps.serve(caseId, await steps.notice(caseId, number('告')));
  await steps.noticed(caseId);
  if (to === 'noticed') return caseId;
  ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'waived', documentNo: '放弃书' }));
  if (to === 'answered') return caseId;
  await steps.propose(caseId);
  await steps.confirm(caseId);
  if (to === 'in-force') await putInForce({ clerk, steps }, caseId);
  return caseId;
}

async function putInForce({ steps }: Pick<Desk, 'clerk' | 'steps'>, caseId: string): Promise<string> {
  const decided = await steps.decide(caseId, number('列'));
  await steps.serve(caseId, decided.decisionPaperNo);
  await steps.serve(caseId, decided.repairPaperNo);
  return (await steps.effect(caseId)).recordId;
}

const grounds = async (subject: string) =>
  (await groundsInForce(city.system.pool, [subject], today(city.clock.now))).get(subject)?.length ?? 0;
const ending = (kind: string) => ({ kind, reason: '情形已消除', grounds: '该名单的规定', documentNo: number('移') });

test('the measures of an entry end with its last day by themselves; the job that closes its case comes after', async () => {
  at(MORNING);
  const { clerk, steps } = own;
  const caseId = await bring(own, ORGANISATIONS.builder.code, 'in-force', { term: { months: 3 } });
  at('2027-02-20T23:59:00+08:00');
  assert.equal(await grounds(ORGANISATIONS.builder.code), 2, 'the last day counts');
  assert.equal(await lapseCases(city.system, LISTING), 0, 'and nothing is over on it');
  at('2027-02-21T00:01:00+08:00');
  assert.equal(await grounds(ORGANISATIONS.builder.code), 0, 'no job has run');
  assert.equal(ok(await clerk.get(`/api/v1/cases/${caseId}`)).state, 'in-force');
  assert.equal(await lapseCases(city.system, LISTING), 1);
  assert.equal(await lapseCases(city.system, LISTING), 0, 'once');
  const closed = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  assert.equal(closed.state, 'ended');
  assert.equal(closed.deeds.at(-1).deed, 'lapsed');
  at('2027-02-21T09:00:00+08:00');
  assert.equal((await own.reviewer.post(steps.at(caseId, 'end'), ending('condition'))).status, 409);
});

test('from the day the register says a successor acts, sees and decides, under its own name and only lists that are its own', async () => {
  at(MORNING);
  const register = (lists: readonly string[]) =>
    write(city.system.pool, city.system.clock, (trx, now) =>
      addAgency(
        trx,
        { actor: '立夏', purpose: 'set-up', now },
        {
          uscc: HEIR,
          name: HEIR_NAME,
          categories: [],
          lists,
          successorOf: finance.code,
          successorFrom: '2026-12-01',
        },
        { categories: new Set(), adverse: new Set(), lists: new Set(['procurement-serious']) },
      ),
    );
  assert.ok('agency' in (await register([])));
  const heir = await deskOf(HEIR);
  const inForce = await bring(own, ORGANISATIONS.food.code, 'in-force');
  const waiting = await bring(own, ORGANISATIONS.machinery.code, 'noticed');
  const answered = await bring(own, ORGANISATIONS.decorator.code, 'answered');
  const caseIds = async (worker: Worker) =>
    ok(await worker.get('/api/v1/cases?state=answered')).cases.map((one: { caseId: string }) => one.caseId);
  const targets = async (worker: Worker) =>
    ok(await worker.get('/api/v1/tasks')).tasks.map((one: { target: string }) => one.target);

  at('2026-11-30T23:00:00+08:00');
  assert.deepEqual(await caseIds(own.clerk), [answered]);
  assert.deepEqual(await caseIds(heir.clerk), []);
  assert.equal((await heir.clerk.get(`/api/v1/cases/${answered}`)).status, 404);

  at('2026-12-01T00:30:00+08:00');
  assert.deepEqual(await caseIds(own.clerk), []);
  assert.deepEqual(await targets(own.clerk), []);
  assert.equal((await own.clerk.get(`/api/v1/cases/${answered}`)).status, 404);
  assert.equal((await own.clerk.post(own.steps.at(waiting, 'answered'), { kind: 'term-passed' })).status, 404);
  const late = await own.clerk.post(LISTINGS, {
    subject: ORGANISATIONS.logistics.code,
    list: 'procurement-serious',
    reason: '虚假材料',
    grounds: '政府采购法第七十七条',
  });
  assert.match(late.body.detail, /承继单位/);
  assert.deepEqual(await caseIds(heir.clerk), [answered]);
  assert.deepEqual(await targets(heir.clerk), [waiting]);
  ok(await heir.clerk.post(heir.steps.at(waiting, 'answered'), { kind: 'term-passed' }));

  const { preview } = ok(await heir.clerk.get(heir.steps.at(answered, 'preview')));
  const proposal = { digest: preview.digest, reason: '事实清楚' };
  const unregistered = await heir.clerk.post(heir.steps.at(answered, 'proposal'), proposal);
  assert.equal(unregistered.status, 422);
  assert.match(unregistered.body.detail, /未登记为认定单位/);
  assert.ok('agency' in (await register(['procurement-serious'])));
  await heir.steps.propose(answered);
  await heir.steps.confirm(answered);
  const recordId = await putInForce(heir, answered);
  const { rows } = await city.system.pool.query('select authority, authority_name from record where record_id = $1', [
    recordId,
  ]);
  assert.deepEqual(rows, [{ authority: HEIR, authority_name: HEIR_NAME }], 'who decided is who is on the paper');
  ok(await heir.reviewer.post(heir.steps.at(answered, 'end'), ending('revoked')));
  ok(await heir.reviewer.post(heir.steps.at(inForce, 'end'), ending('court')));
  assert.equal(await grounds(ORGANISATIONS.food.code), 0, 'also what the abolished one had decided');
});

test('a notice made anew has to be served anew', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const { steps, clerk } = desk;
  const caseId = await steps.draft(ORGANISATIONS.environment.code, { list: 'business-abnormal' });
  await steps.serve(caseId, await steps.notice(caseId, number('告')));
  const again = await steps.notice(caseId, number('告'));
  const refused = await clerk.post(steps.at(caseId, 'noticed'));
  assert.equal(refused.status, 409);
  assert.match(refused.body.detail, /未经告知不得列入/);
  await steps.serve(caseId, again);
  assert.equal((await steps.noticed(caseId)).state, 'noticed');
});

test('nobody keeps a decision from being made by many words, many lines or many statements', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const { steps, clerk } = desk;
  const subject = ORGANISATIONS.logistics.code;
  const caseId = await bring(desk, subject, 'noticed', { list: 'business-abnormal' });
  const organisation = await city.worker('organisation', undefined, { subjectId: subject });
  const say = () => organisation.post(steps.at(caseId, 'statements'), { text: `不同意${'\n理由'.repeat(300)}` });
  for (let said = 0; said < STATEMENTS_A_CASE; said++) ok(await say());
  const over = await say();
  assert.equal(over.status, 409);
  assert.match(over.body.detail, /合并/);
  ok(await clerk.post(steps.at(caseId, 'hearing'), { step: 'requested', text: '要求听证' }));
  const heard = { step: 'held', text: `${'听'.repeat(900)}${'\n证'.repeat(49)}`, documentNo: '听证笔录1' };
  ok(await clerk.post(steps.at(caseId, 'hearing'), heard));
  await steps.propose(caseId, {
    onStatements: `不予采纳${'\n因为'.repeat(400)}`,
    reason: `事实${'\n清楚'.repeat(400)}`,
  });
  await steps.confirm(caseId);
  await putInForce(desk, caseId);
  assert.equal(await grounds(subject), 2);
  const journalled = await city.system.pool.query(
    `select distinct agency from journal_entry where target = $1 and event = 'listing.stated'`,
    [caseId],
  );
  assert.deepEqual(journalled.rows, [{ agency: null }], 'an organisation’s user acts for no agency');
});

test('a decision under a number that is on record is refused before it is served on anybody', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const subject = ORGANISATIONS.renamed.code;
  const first = await bring(desk, subject, 'confirmed', { list: 'business-abnormal' });
  const decided = await desk.steps.decide(first, '青市监列〔2026〕1号');
  for (const paperNo of [decided.decisionPaperNo, decided.repairPaperNo]) await desk.steps.serve(first, paperNo);
  await desk.steps.effect(first);
  ok(await desk.reviewer.post(desk.steps.at(first, 'end'), ending('condition')));
  const second = await bring(desk, subject, 'confirmed', { list: 'business-abnormal' });
  const said = {
    documentNo: '青市监列〔2026〕1号',
    repairDocumentNo: number('修'),
    contact: '信用科',
    phone: '0990-1',
    reconsiderationBody: '市政府',
    reconsiderationPeriod: '六十日',
    court: '市法院',
    suitPeriod: '六个月',
  };
  const refused = await desk.clerk.post(desk.steps.at(second, 'decision'), said);
  assert.equal(refused.status, 409);
  assert.match(refused.body.detail, /已有记录/);
  ok(await desk.clerk.post(desk.steps.at(second, 'decision'), { ...said, documentNo: number('列') }));
});

test('what was taken back is not confirmed into life again, and its case can still be closed', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const subject = ORGANISATIONS.partnership.code;
  const caseId = await bring(desk, subject, 'in-force', { list: 'business-abnormal' });
  at('2027-03-01T09:00:00+08:00');
  const again = { reason: '仍未取得联系', documentNo: number('再确') };
  ok(await desk.reviewer.post(desk.steps.at(caseId, 'reconfirmation'), again));
  at('2027-07-01T09:00:00+08:00');
  assert.equal(await grounds(subject), 2, 'six months from the confirmation, not from the entry');
  const { rows } = await city.system.pool.query('select record_id from record where case_id = $1', [caseId]);
  const withdrawn = await writeUnlessRefused(city.system.pool, city.system.clock, (trx, now) =>
    withdrawRecord(
      trx,
      { actor: '谷雨', agency: market.code, purpose: 'withdraw', now },
      {
        category: 'abnormal-operation',
        record: { recordId: rows[0].record_id },
        reason: '认定有误',
        document: '复议1',
      },
    ),
  );
  assert.ok(!isRefusal(withdrawn));
  const revived = await desk.reviewer.post(desk.steps.at(caseId, 'reconfirmation'), again);
  assert.equal(revived.status, 409);
  assert.equal(await grounds(subject), 0);
  assert.equal(ok(await desk.reviewer.post(desk.steps.at(caseId, 'end'), ending('revoked'))).state, 'ended');
});

test('a listing that is stopped leaves no clock running, and tells who was given notice', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const { clerk, steps } = desk;
  const caseId = await bring(desk, ORGANISATIONS.trader.code, 'noticed', { list: 'business-abnormal' });
  const untold = await clerk.post(steps.at(caseId, 'stop'), { reason: '事实不成立' });
  assert.match(untold.body.detail, /书面告知/);
  const { paperNo } = ok(
    await clerk.post(steps.at(caseId, 'stop'), { reason: '事实不成立', documentNo: number('终') }),
  );
  ok(await serve(clerk, caseId, paperNo, today(city.clock.now)));
  const [clock] = ok(await clerk.get(`/api/v1/cases/${caseId}`)).clocks;
  assert.equal(clock.state, 'stopped');
});

test('what is taken back while somebody confirms it anew stays taken back', async () => {
  at(MORNING);
  const desk = await deskOf(market.code);
  const subject = ORGANISATIONS.partnership.code;
  const caseId = await bring(desk, subject, 'in-force', { list: 'business-abnormal' });
  const { rows } = await city.system.pool.query('select record_id from record where case_id = $1', [caseId]);
  const again = { reason: '仍未取得联系', documentNo: number('再确') };
  let confirming: Promise<{ status: number }> | undefined;
  await writeUnlessRefused(city.system.pool, city.system.clock, async (trx, now) => {
    const act = { actor: '谷雨', agency: market.code, purpose: 'withdraw', now };
    const record = { recordId: rows[0].record_id };
    const grounds = { reason: '认定有误', document: '复议2' };
    const withdrawn = await withdrawRecord(trx, act, { category: 'abnormal-operation', record, ...grounds });
    assert.ok(!isRefusal(withdrawn));
    confirming = desk.reviewer.post(desk.steps.at(caseId, 'reconfirmation'), again);
    await untilSomebodyWaits(city.system.pool);
    return withdrawn;
  });
  assert.equal((await confirming)?.status, 409);
  assert.equal(await grounds(subject), 0);
});

test('of two officials who begin the same listing in the same moment one is told of the other', async () => {
  at(MORNING);
  const { clerk, reviewer } = await deskOf(market.code);
  const said = {
    subject: ORGANISATIONS.trader.code,
    list: 'business-abnormal',
    reason: '未公示年度报告',
    grounds: '《企业信息公示暂行条例》第十七条',
  };
  const other = await city.worker('clerk', market.code, { accountId: reviewer.accountId });
  const both = await inOneMoment(city, 'case_file', [
    () => clerk.post(LISTINGS, said),
    () => other.post(LISTINGS, said),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
});

test('however many notices a person is sent, room is left for the paper that ends the entry', async () => {
  at(MORNING);
  const desk = await deskOf(AGENCIES.drug.code);
  const { clerk, reviewer, steps } = desk;
  const subject = ORGANISATIONS.renamed.code;
  const caseId = await steps.draft(subject, { list: 'drug-safety-serious' });
  const person = {
    idNumber: '990100199003078213',
    name: '司马无名氏',
    duty: '质量负责人',
    conduct: '批准放行不合格药品',
  };
  const { personNo } = ok(await clerk.post(`${LISTINGS}/${caseId}/persons`, person));
  await steps.serve(caseId, await steps.notice(caseId, number('告')));
  const contact = { contact: '稽查科', phone: '0990-1234567', address: '青禾市政务大厅三楼' };
  const sent: number[] = [];
  for (let tries = 0; tries < 47; tries++) {
    const issued = await clerk.post(`${LISTINGS}/${caseId}/persons/${personNo}/notice`, {
      documentNo: number('告'),
      ...contact,
    });
    if (issued.status === 200) sent.push(issued.body.paperNo);
    else assert.equal(issued.status, 409, JSON.stringify(issued.body));
  }
  const { evidenceNo } = ok(await clerk.prove(caseId));
  const day = today(city.clock.now);
  const service = { paperNo: sent.at(-1), method: 'hand', sentOn: day, servedOn: day, evidenceNo, personNo };
  ok(await clerk.post(`/api/v1/cases/${caseId}/services`, service));
  await steps.noticed(caseId);
  ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'waived', documentNo: '放弃书' }));
  await steps.propose(caseId);
  await steps.confirm(caseId);
  at('2026-12-07T09:00:00+08:00');
  await putInForce(desk, caseId);
  assert.ok((await grounds(subject)) > 0);
  ok(await reviewer.post(steps.at(caseId, 'end'), ending('court')));
  assert.equal(await grounds(subject), 0);
});

test('a clock that an official moved by hand keeps nobody from asking for a hearing, nor from taking that back', async () => {
  at(MORNING);
  const desk = await deskOf(AGENCIES.drug.code);
  const { clerk, steps } = desk;
  const caseId = await bring(desk, ORGANISATIONS.renamed.code, 'noticed', { list: 'drug-safety-serious' });
  const move = async (kind: string) =>
    ok(await clerk.post(`/api/v1/cases/${caseId}/clocks/answer`, { kind, cause: '等待材料', evidence: '函1' }));
  const hearing = async (step: string) => ok(await clerk.post(steps.at(caseId, 'hearing'), { step, text: '听证' }));
  await move('suspended');
  assert.equal((await hearing('requested')).state, 'hearing');
  await move('resumed');
  at('2027-01-20T09:00:00+08:00');
  assert.equal((await hearing('withdrawn')).state, 'noticed', 'though its term is over by now');
  assert.equal(ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' })).state, 'answered');
});

test('a decision names what follows by the law of its own day, though something else was confirmed under an earlier one', async () => {
  at('2027-01-14T09:00:00+08:00');
  const desk = await deskOf(market.code);
  const caseId = await bring(desk, ORGANISATIONS.food.code, 'confirmed', { list: 'business-abnormal' });
  const said = async (paperNo: number) => {
    const { rows } = await city.system.pool.query<{ text: string }>(
      'select content::text as text from case_paper where case_id = $1 and paper_no = $2',
      [caseId, paperNo],
    );
    return rows[0]?.text ?? '';
  };
  assert.match(await said(1), /限制取得政府供应土地/);
  const entries = changed(await bundledEntries(), 'measures', 'land-restriction', (body) => {
    body.triggers = body.triggers.filter(({ trigger }: Json) => trigger !== 'abnormal-business');
  });
  const law = lawmakers(city.system);
  done(await law.confirm('谷雨', done(await law.propose('立夏', entries, '2027-01-15'))));
  at('2027-01-15T09:00:00+08:00');
  const { decisionPaperNo } = await desk.steps.decide(caseId, number('列'));
  assert.equal((await said(decisionPaperNo)).includes('限制取得政府供应土地'), false, 'no clause asks for it any more');
  assert.match(await said(decisionPaperNo), /限制参加评先评优/);
});

test('a list that has left the law takes nobody in, and keeps nobody: what was begun is stopped, who is on it is removed', async () => {
  at('2027-02-01T09:00:00+08:00');
  const desk = await deskOf(HEIR);
  const inForce = await bring(desk, ORGANISATIONS.builder.code, 'in-force');
  const begun = await bring(desk, ORGANISATIONS.decorator.code, 'noticed');
  const entries = changed(await bundledEntries(), 'measures', 'procurement-ban', (body) => {
    body.triggers = body.triggers.filter(({ trigger }: Json) => trigger !== 'listed-procurement-serious');
  }).filter(({ code }) => code !== 'procurement-serious' && code !== 'listed-procurement-serious');
  const law = lawmakers(city.system);
  const proposed = done(await law.propose('立夏', entries, '2027-02-02'));
  done(await law.confirm('谷雨', proposed));
  at('2027-02-02T09:00:00+08:00');
  const late = await desk.clerk.post(desk.steps.at(begun, 'answered'), { kind: 'waived', documentNo: '放弃书' });
  assert.match(late.body.detail, /应当终止/);
  const stop = { reason: '名单已无法律依据', documentNo: number('终') };
  assert.equal(ok(await desk.clerk.post(desk.steps.at(begun, 'stop'), stop)).state, 'stopped');
  assert.equal(ok(await desk.reviewer.post(desk.steps.at(inForce, 'end'), ending('condition'))).state, 'ended');
  const shown = await city.system.pool.query(
    `select from record r join record_window w using (subject_id, record_id)
      where r.case_id = $1 and w.superseded_at is null`,
    [inForce],
  );
  assert.equal(shown.rowCount, 0);
});

test('an entry that was confirmed anew and then corrected lasts as long as it was confirmed for', async () => {
  at('2027-03-01T09:00:00+08:00');
  const desk = await deskOf(market.code);
  const subject = ORGANISATIONS.logistics.code;
  const { rows } = await city.system.pool.query<{ recordId: string; caseId: string }>(
    `select record_id as "recordId", case_id as "caseId" from record
      where subject_id = $1 and list = 'business-abnormal'`,
    [subject],
  );
  const [{ recordId, caseId } = { recordId: '', caseId: '' }] = rows;
  const again = { reason: '仍未取得联系', documentNo: number('再确') };
  ok(await desk.reviewer.post(desk.steps.at(caseId, 'reconfirmation'), again));
  at('2027-07-01T09:00:00+08:00');
  const owner = await city.worker('organisation', undefined, { subjectId: subject });
  const steps = objections(city);
  const filed = ok(await steps.file(owner, recordId));
  await steps.accept(desk.clerk, filed.caseId, number('受'));
  ok(
    await steps.propose(
      desk.clerk,
      filed.caseId,
      answer('corrected', number('复'), { fields: { reason: '未按时公示年报' } }),
    ),
  );
  ok(await steps.confirm(desk.reviewer, filed.caseId));
  assert.equal(await grounds(subject), 2);
  at('2027-09-01T09:00:00+08:00');
  assert.equal(await grounds(subject), 2, 'six months from the confirmation');
  at('2027-09-02T09:00:00+08:00');
  assert.equal(await grounds(subject), 0);
});

test('a preview counts every check that would be answered otherwise, though it tells of some alone', async () => {
  at('2027-09-02T09:00:00+08:00');
  const { clerk, steps } = await deskOf(market.code);
  const { code } = ORGANISATIONS.machinery;
  const desk = await city.worker('desk', market.code);
  for (const many of [200, 50]) {
    const subjects = Array.from({ length: many }, () => ({ code }));
    ok(await desk.post('/api/v1/checks', { matter: 'procurement', requestRef: '采购1', subjects }));
  }
  const caseId = await steps.draft(code, { list: 'business-abnormal' });
  const { preview } = ok(await clerk.get(steps.at(caseId, 'preview')));
  assert.deepEqual([preview.openChecks.length, preview.openChecksInAll], [200, 250]);
});

test('the job closes no case whose last day is corrected in the same moment', async () => {
  at('2027-09-02T09:00:00+08:00');
  const desk = await deskOf(market.code);
  const subject = ORGANISATIONS.food.code;
  const { pool } = city.system;
  const old = await pool.query<{ id: string }>(`select case_id as id from case_file where subject_id = $1`, [subject]);
  for (const { id } of old.rows) {
    const stop = { reason: '另行立案', documentNo: number('终') };
    await desk.clerk.post(desk.steps.at(id, 'stop'), stop);
  }
  const caseId = await bring(desk, subject, 'in-force', { list: 'business-abnormal', term: { days: 10 } });
  const { rows } = await pool.query<{ id: string }>('select record_id as id from record where case_id = $1', [caseId]);
  const owner = await city.worker('organisation', undefined, { subjectId: subject });
  const steps = objections(city);
  const filed = ok(await steps.file(owner, rows[0]?.id ?? ''));
  await steps.accept(desk.clerk, filed.caseId, number('受'));
  const longer = answer('corrected', number('复'), { fields: { validUntil: '2027-12-31' } });
  ok(await steps.propose(desk.clerk, filed.caseId, longer));
  at('2027-09-13T09:00:00+08:00');
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(990100021, hashtext($1))', [caseId]);
  const closing = lapseCases(city.system, LISTING);
  await untilSomebodyWaits(city.system.pool);
  ok(await steps.confirm(desk.reviewer, filed.caseId));
  await holder.query('commit');
  holder.release();
  await closing;
  assert.ok((await grounds(subject)) > 0, 'it stands');
  assert.equal(ok(await desk.clerk.get(`/api/v1/cases/${caseId}`)).state, 'in-force', 'and can be ended');
});
