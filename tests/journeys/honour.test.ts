import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { honourJobs } from '../../server/src/domain/honours/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { inOneMoment } from '../meanwhile.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { CITY_NOON, send } from './city.ts';
import { listing, ok } from './listing-steps.ts';
import { answer, objections } from './objection-steps.ts';

const { market, housing, eco, tax, finance } = AGENCIES;
const { logistics, builder, decorator, food, machinery } = ORGANISATIONS;
const HONOUR = '青禾市诚信示范单位';
const HONOURS = '/api/v1/honours';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let applicant: Worker;
let clerk: Worker;
let reviewer: Worker;
let elsewhere: Worker;
let desk: Worker;
before(async () => {
  city = await openCaseCity();
  applicant = await city.worker('organisation', undefined, { subjectId: logistics.code });
  clerk = await city.worker('clerk', market.code);
  reviewer = await city.worker('reviewer', market.code);
  elsewhere = await city.worker('clerk', housing.code);
  desk = await city.worker('desk', finance.code);
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};
const caseOf = async (caseId: string) => ok(await clerk.get(`/api/v1/cases/${caseId}`));
/** What anybody reads, without a session. */
const anybody = async (url: string) => (await city.server.inject({ url })).json();

async function incentivesOf(code: string): Promise<string[]> {
  const { results } = ok(await desk.post('/api/v1/checks', { matter: 'licensing', subjects: [{ code }] }));
  const { measures } = results[0] as { measures: { measure: string; direction: string }[] };
  return measures.filter(({ direction }) => direction === 'incentive').map(({ measure }) => measure);
}

const honoursShown = async (code: string): Promise<number> =>
  (await anybody(`/api/v1/subjects/${code}/records?category=honour`)).records.length;

const standingDigest = async (caseId: string): Promise<string> =>
  ok(await clerk.get(`${HONOURS}/${caseId}/standing`)).standing.digest;

const runJob = async (name: string, payload: object = {}) => {
  const job = honourJobs.find((one) => one.name === name);
  assert.ok(job);
  await job.run(city.system, payload, city.system.clock());
};

describe('an honour', () => {
  let caseId = '';
  let objection: unknown;

  test('is applied for by the organisation itself, which sees its own case; nobody else may apply or look', async () => {
    const said = { agency: market.code, honour: HONOUR, statement: '连续三年无不良信息' };
    assert.equal((await clerk.post(`${HONOURS}/applications`, said)).status, 403);
    const refused = await applicant.post(`${HONOURS}/applications`, { ...said, agency: eco.code });
    assert.equal(refused.status, 422, 'an agency that grants no honours');
    const opened = ok(await applicant.post(`${HONOURS}/applications`, said));
    caseId = String(opened.caseId);
    assert.equal(opened.state, 'applied');
    assert.equal((await applicant.post(`${HONOURS}/applications`, said)).status, 409, 'twice');
    const other = await city.worker('organisation', undefined, { subjectId: food.code });
    const own = await applicant.get(`/api/v1/cases/${caseId}`);
    assert.equal(own.status, 200);
    assert.deepEqual(own.body.evidence, []);
    assert.equal((await other.get(`/api/v1/cases/${caseId}`)).status, 404);
    assert.equal((await elsewhere.post(`${HONOURS}/${caseId}/check`)).status, 404);
  });

  test('is checked and shown to everybody with the day until which anybody may object', async () => {
    const grounds = '《诚信示范单位评定办法》第三条；连续三年按时履约';
    const early = await clerk.post(`${HONOURS}/${caseId}/notice`, { documentNo: 'x', phone: '1', address: '2' });
    assert.equal(early.status, 409, 'not accepted, not checked');
    assert.match(String(early.body.detail), /现在可以：受理申请/);
    ok(await clerk.post(`${HONOURS}/${caseId}/acceptance`, { honour: HONOUR, grounds, term: { years: 2 } }));
    const checked = ok(await clerk.post(`${HONOURS}/${caseId}/check`));
    assert.equal(checked.state, 'checked');
    const shown = ok(
      await clerk.post(`${HONOURS}/${caseId}/notice`, {
        documentNo: '青市监示〔2026〕1号',
        phone: '0990-1234567',
        address: '青禾市青禾路1号',
      }),
    );
    assert.equal(shown.shownUntil, '2026-11-27');
    const body = await anybody(`${HONOURS}/notices`);
    const [notice, ...more] = body.notices as Record<string, unknown>[];
    assert.deepEqual(more, []);
    assert.equal(notice?.name, logistics.name);
    assert.equal(notice?.shownFrom, '2026-11-20');
    assert.equal(notice?.shownUntil, '2026-11-27');
    assert.equal(notice?.agencyName, market.name);
  });

  test('cannot go on while an objection is undealt with, nor before the last day is over', async () => {
    const text = '该单位上月拖欠货款';
    objection = ok(await clerk.post(`${HONOURS}/${caseId}/objections`, { from: 'person', text })).deedNo;
    const public_ = JSON.stringify(await anybody(`${HONOURS}/notices`));
    assert.ok(public_.includes(HONOUR) && !public_.includes('拖欠'), 'still shown; what was objected is told nobody');
    goTo('2026-11-30');
    const undealt = await clerk.post(`${HONOURS}/${caseId}/notice-end`);
    assert.equal(undealt.status, 409);
    assert.deepEqual(undealt.body.open, [objection]);
    assert.equal(
      (await clerk.post(`${HONOURS}/${caseId}/proposal`, { digest: '0'.repeat(64), reason: '符合' })).status,
      409,
    );
    city.clock.now = CITY_NOON;
    const answer = { objection, outcome: 'rejected', reason: '经核实，货款已按合同结清' };
    assert.equal(ok(await clerk.post(`${HONOURS}/${caseId}/objection-answers`, answer)).state, 'shown');
    assert.equal((await clerk.post(`${HONOURS}/${caseId}/objection-answers`, answer)).status, 409, 'once');
    goTo('2026-11-27');
    const early = await clerk.post(`${HONOURS}/${caseId}/notice-end`);
    assert.equal(early.status, 409);
    assert.equal(early.body.dueOn, '2026-11-27');
    goTo('2026-11-30');
    assert.deepEqual((await anybody(`${HONOURS}/notices`)).notices, [], 'shown no longer');
    assert.equal(ok(await clerk.post(`${HONOURS}/${caseId}/notice-end`)).state, 'cleared');
  });

  test('is granted by two people on what both have seen, and favours the organisation from that day', async () => {
    const url = `${HONOURS}/${caseId}`;
    const stale = await clerk.post(`${url}/proposal`, { digest: '0'.repeat(64), reason: '符合条件' });
    assert.match(stale.body.detail, /重新查看核查结果/);
    assert.equal(stale.status, 409);
    const digest = await standingDigest(caseId);
    ok(await clerk.post(`${url}/proposal`, { digest, reason: '符合条件' }));
    const self = await city.worker('reviewer', market.code, { accountId: clerk.accountId });
    const alone = await self.post(`${url}/confirmation`, { digest });
    assert.equal(alone.status, 409, 'the same person in another post');
    ok(await reviewer.post(`${url}/confirmation`, { digest }));
    assert.deepEqual(await incentivesOf(logistics.code), []);
    const granted = ok(await clerk.post(`${url}/decision`, { documentNo: '青市监荣〔2026〕1号' }));
    assert.equal(granted.validUntil, '2028-11-30');
    assert.ok((await incentivesOf(logistics.code)).includes('green-channel'));
    assert.equal(await honoursShown(logistics.code), 1);
  });

  test('brings nothing from the moment its organisation is on a serious list, and a job ends it', async () => {
    const documentNo = await listOn(logistics.code);
    assert.deepEqual(await incentivesOf(logistics.code), [], 'before any job has run');
    assert.equal((await caseOf(caseId)).state, 'in-force');
    const { rows } = await city.system.pool.query<{ task_identifier: string }>(
      "select task_identifier from graphile_worker.jobs where task_identifier = 'honours-lapse'",
    );
    assert.equal(rows.length, 1, 'the listing has added the job');
    for (let time = 0; time < 2; time += 1) await runJob('honours-lapse', { subjectId: logistics.code });
    assert.equal((await caseOf(caseId)).state, 'ended');
    assert.equal(await honoursShown(logistics.code), 0);
    const { deeds } = (await clerk.get(`/api/v1/cases/${caseId}`)).body;
    const last = (deeds as { deed: string; documentNo: string; actor: string }[]).at(-1);
    assert.deepEqual([last?.deed, last?.documentNo, last?.actor], ['ended-on-listing', documentNo, 'gongxin']);
  });
});

/** Lists an organisation, from draft to effect, and answers the number of the decision. */
async function listOn(subject: string): Promise<string> {
  const officials = [await city.worker('clerk', finance.code), await city.worker('reviewer', finance.code)] as const;
  const steps = listing(...officials, () => today(city.clock.now));
  goTo('2026-12-01');
  const caseId = await steps.draft(subject);
  await steps.serve(caseId, await steps.notice(caseId, '青财采告〔2026〕1号'));
  await steps.noticed(caseId);
  goTo('2026-12-09');
  ok(await officials[0].post(steps.at(caseId, 'answered'), { kind: 'term-passed' }));
  await steps.propose(caseId);
  await steps.confirm(caseId);
  const documentNo = '青财采列〔2026〕1号';
  const { decisionPaperNo, repairPaperNo } = await steps.decide(caseId, documentNo);
  await steps.serve(caseId, decisionPaperNo);
  await steps.serve(caseId, repairPaperNo);
  await steps.effect(caseId);
  return documentNo;
}

const penalty = (no: string, decidedOn: string) =>
  [
    '行政相对人名称,行政相对人类别,统一社会信用代码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,处罚决定日期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码',
    `${builder.name},法人及非法人组织,${builder.code},青环罚〔2026〕${no}号,违规排放,超标排放,《环境保护法》,罚款,罚款五万元,5,${decidedOn},${eco.name},${eco.code},${eco.name},${eco.code}`,
  ].join('\n');

test('an adverse decision within the look-back blocks an honour, whoever proposed it, and the result is kept', async () => {
  goTo('2026-12-10');
  const name = 'penalty.csv';
  const receipt = await send(city, {
    category: 'penalty',
    agency: eco.code,
    name,
    content: penalty('1', '2026-11-10'),
  });
  assert.equal(receipt.accepted, 1, JSON.stringify(receipt));
  const { caseId, state } = ok(
    await elsewhere.post(HONOURS, {
      subject: builder.code,
      honour: '青禾市优质工程单位',
      grounds: '《优质工程评选办法》第二条',
      proposedBy: { kind: 'association', name: '青禾市建筑业协会' },
    }),
  );
  assert.equal(state, 'candidate');
  const checked = ok(await elsewhere.post(`${HONOURS}/${caseId}/check`));
  assert.equal(checked.state, 'candidate');
  const standing = checked.standing as { blocked: boolean; findings: { documentNo: string; blocks: string }[] };
  assert.equal(standing.blocked, true);
  assert.deepEqual(
    standing.findings.map(({ documentNo, blocks }) => [documentNo, blocks]),
    [['青环罚〔2026〕1号', 'look-back']],
  );
  const notice = { documentNo: '青建示〔2026〕1号', phone: '0990-7654321', address: '青禾市' };
  assert.equal((await elsewhere.post(`${HONOURS}/${caseId}/notice`, notice)).status, 409);
  const { deeds } = (await elsewhere.get(`/api/v1/cases/${caseId}`)).body;
  const last = (deeds as { deed: string; content: { standing: unknown } }[]).at(-1);
  assert.equal(last?.deed, 'blocked');
  assert.deepEqual(last?.content.standing, standing);
  const declined = ok(await elsewhere.post(`${HONOURS}/${caseId}/decline`, { reason: '一年内受过处罚' }));
  assert.equal(declined.state, 'declined');
});

test('honour and entry that both came by intake: nothing follows from the honour, and the night ends it', async () => {
  const honour = [
    '名称,统一社会信用代码,荣誉名称,认定依据,文书号,认定单位,认定单位统一社会信用代码,认定日期,有效期至',
    `${decorator.name},${decorator.code},市优质装饰单位,《评选办法》,青建荣〔2026〕7号,${housing.name},${housing.code},2026-06-01,2028-06-01`,
  ].join('\n');
  const given = await send(city, { category: 'honour', agency: housing.code, name: 'honours.csv', content: honour });
  assert.equal(given.accepted, 1, JSON.stringify(given));
  assert.ok((await incentivesOf(decorator.code)).length > 0);
  await listedByTax(decorator, '1');
  assert.deepEqual(await incentivesOf(decorator.code), []);
  assert.equal(await honoursShown(decorator.code), 1, 'the record itself waits for the night');
  await runJob('honours-sweep');
  assert.equal(await honoursShown(decorator.code), 0);
  const { rows } = await city.system.pool.query<{ kind: string; document: string }>(
    `select d.kind, d.document from record_deed d join record r using (subject_id, record_id)
      where r.category = 'honour' and r.subject_id = $1 and d.kind = 'closure'`,
    [decorator.code],
  );
  assert.deepEqual(rows, [{ kind: 'closure', document: '青税失信〔2026〕1号' }]);
});

/** An entry of the tax list that comes by intake. */
async function listedByTax({ name, code }: { name: string; code: string }, no: string): Promise<void> {
  const entry = [
    '名称,统一社会信用代码,名单类型,列入事由,列入依据,决定文书号,认定单位,认定单位统一社会信用代码,认定日期,送达日期,有效期至,移出条件',
    `${name},${code},重大税收违法失信主体,虚开发票,《重大税收违法失信主体信息公布管理办法》第六条,青税失信〔2026〕${no}号,${tax.name},${tax.code},2026-12-08,2026-12-09,2029-12-08,期满移出`,
  ].join('\n');
  const listed = await send(city, {
    category: 'serious-dishonesty',
    agency: tax.code,
    name: `list-${no}.csv`,
    content: entry,
  });
  assert.equal(listed.accepted, 1, JSON.stringify(listed));
}

/** Brings a candidate of the agency's own motion to the notice. */
async function shownCandidate(subject: string, honour: string, term: object): Promise<string> {
  const grounds = '《评定办法》第三条';
  const { caseId } = ok(await clerk.post(HONOURS, { subject, honour, grounds, term }));
  ok(await clerk.post(`${HONOURS}/${caseId}/check`));
  const documentNo = `青市监示〔2026〕${honour}号`;
  ok(await clerk.post(`${HONOURS}/${caseId}/notice`, { documentNo, phone: '0990-1234567', address: '青禾市' }));
  return caseId;
}

test('an objection that is upheld leaves nothing but not to grant it', async () => {
  goTo('2026-12-10');
  const caseId = await shownCandidate(food.code, '甲', { years: 1 });
  const one = `${HONOURS}/${caseId}`;
  const objected = { from: 'organisation', text: '材料不实', documentNo: '信〔2026〕3号' };
  const { deedNo: objection } = ok(await clerk.post(`${one}/objections`, objected));
  ok(await clerk.post(`${one}/objection-answers`, { objection, outcome: 'upheld', reason: '经查属实' }));
  goTo('2026-12-31');
  const refused = await clerk.post(`${one}/notice-end`);
  assert.equal(refused.status, 409);
  assert.deepEqual(refused.body.upheld, [objection]);
  assert.equal(ok(await clerk.post(`${one}/decline`, { reason: '异议成立' })).state, 'declined');
});

/** An honour of the agency's own motion, from the candidate to the decision. */
async function granted(subject: string, honour: string, term: object): Promise<string> {
  goTo('2026-12-10');
  const caseId = await shownCandidate(subject, honour, term);
  goTo('2026-12-21');
  const one = `${HONOURS}/${caseId}`;
  ok(await clerk.post(`${one}/notice-end`));
  const digest = await standingDigest(caseId);
  ok(await clerk.post(`${one}/proposal`, { digest, reason: '符合条件' }));
  ok(await reviewer.post(`${one}/confirmation`, { digest }));
  ok(await clerk.post(`${one}/decision`, { documentNo: `青市监荣〔2026〕${honour}号` }));
  return caseId;
}

test('an honour may be taken back after the organisation was heard, and ends by its term without anybody', async () => {
  const revoked = await granted(food.code, '乙', { years: 1 });
  const lapsing = await granted(food.code, '丙', { days: 10 });
  assert.equal(await honoursShown(food.code), 2);
  const revocation = { reason: '以虚假材料取得', heard: '听取陈述，未提出相反证据', documentNo: '青市监撤〔2026〕1号' };
  assert.equal((await clerk.post(`${HONOURS}/${revoked}/revocation`, revocation)).status, 403);
  const heard = '法定代表人（990100198811076215）到场，未提出相反证据';
  assert.equal(ok(await reviewer.post(`${HONOURS}/${revoked}/revocation`, { ...revocation, heard })).state, 'ended');
  assert.equal(JSON.stringify(await caseOf(revoked)).includes('990100198811076215'), false, 'nobody’s number is kept');
  assert.equal(await honoursShown(food.code), 1);
  goTo('2026-12-31');
  assert.ok((await incentivesOf(food.code)).length > 0, 'its last day counts');
  await runJob('honours-sweep');
  assert.equal((await caseOf(lapsing)).state, 'in-force');
  goTo('2027-01-01');
  assert.deepEqual(await incentivesOf(food.code), []);
  assert.equal(await honoursShown(food.code), 0);
  await runJob('honours-sweep');
  assert.equal((await caseOf(lapsing)).state, 'ended');
});

test('no statement of the application takes an honour past an objection or past its second person', async () => {
  goTo('2026-12-10');
  const caseId = await shownCandidate(food.code, '丁', { years: 1 });
  ok(await clerk.post(`${HONOURS}/${caseId}/objections`, { from: 'person', text: '材料不实' }));
  const { pool } = city.system;
  const last = await pool.query<{ deed_no: number }>(
    'select max(deed_no) as deed_no from case_deed where case_id = $1',
    [caseId],
  );
  const from = last.rows[0]?.deed_no ?? 0;
  for (const [deed, to] of [
    ['term-passed', 'cleared'],
    ['confirmed', 'confirmed'],
    ['granted', 'in-force'],
  ]) {
    const skipped = pool.query(
      `insert into case_deed (subject_id, case_id, deed_no, procedure, deed, from_state, to_state, on_day, actor, done_at)
       select subject_id, case_id, $2, 'honour', $3, 'contested', $4, on_day, '他人', done_at
         from case_deed where case_id = $1 and deed_no = $2 - 1`,
      [caseId, from + 1, deed, to],
    );
    await assert.rejects(skipped, /case_deed_procedure_deed/);
  }
});

test('of two officials who nominate one organisation in the same moment one is told of the other', async () => {
  goTo('2026-12-10');
  const said = { subject: food.code, honour: '己', grounds: '《评定办法》第三条', term: { years: 1 } };
  const second = await city.worker('clerk', market.code);
  const both = await inOneMoment(city, 'case_file', [
    () => clerk.post(HONOURS, said),
    () => second.post(HONOURS, said),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
});

test('an honour that was corrected on an objection is ended by an entry like any other', async () => {
  const steps = objections(city);
  const caseId = await granted(machinery.code, '戊', { years: 1 });
  const { rows } = await city.system.pool.query<{ id: string }>(
    'select record_id as id from record where case_id = $1',
    [caseId],
  );
  const owner = await city.worker('organisation', undefined, { subjectId: machinery.code });
  const filed = ok(await steps.file(owner, rows[0]?.id ?? ''));
  await steps.accept(clerk, filed.caseId, '青市监受〔2026〕1号');
  const corrected = answer('corrected', '青市监复〔2026〕1号', { fields: { grounds: '《评定办法》第四条' } });
  ok(await steps.propose(clerk, filed.caseId, corrected));
  ok(await steps.confirm(reviewer, filed.caseId));
  assert.equal(await honoursShown(machinery.code), 1);
  await listedByTax(machinery, '2');
  await runJob('honours-sweep');
  assert.equal(await honoursShown(machinery.code), 0);
  assert.equal((await caseOf(caseId)).state, 'ended');
});
