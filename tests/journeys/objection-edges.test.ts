import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { withdrawRecord } from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { withClient } from '../../server/src/platform/db/pool.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { bidder, take } from './bidders.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';
import { answer, type CaseCity, OBJECTIONS, objections } from './objection-steps.ts';
import { registration } from './tables.ts';

const { tax, court, credit, market } = AGENCIES;
const { builder, decorator, machinery } = ORGANISATIONS;

let city: CaseCity;
let steps: ReturnType<typeof objections>;
let clerk: Worker;
let reviewer: Worker;
let owner: Worker;
before(async () => {
  city = await openCaseCity();
  steps = objections(city);
  clerk = await city.worker('clerk', tax.code);
  reviewer = await city.worker('reviewer', tax.code);
  await city.worker('case-officer', credit.code);
  owner = await city.worker('organisation', undefined, { subjectId: builder.code });
});
after(() => city?.close());

const ownMotion = (recordId: string, who = clerk, subject: string = builder.code) =>
  who.post(`${OBJECTIONS}/own-motion`, { subject, recordId, about: 'facts', grounds: '决定已被撤销而未撤回' });

/** The agency takes its record back by the ordinary way, whatever case is open about it. */
const takeBack = (recordId: string) =>
  write(city.system.pool, city.system.clock, (trx, now) =>
    withdrawRecord(
      trx,
      { actor: '经办', agency: tax.code, purpose: 'test', now },
      { category: 'serious-dishonesty', record: { recordId }, reason: '决定撤销', document: '青税撤〔2026〕1号' },
    ),
  );

/** What whoever received a record is told by jobs, in turn. */
async function told(recordId: string): Promise<string[]> {
  const { rows } = await city.system.pool.query<{ told: string }>(
    `select j.payload ->> 'effect' as told
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.payload ->> 'recordId' = $1 order by j.id`,
    [recordId],
  );
  return rows.map(({ told: one }) => one);
}

/** Answered at once: what stands, stands. */
async function answered(recordId: string, no: string): Promise<string> {
  const { caseId } = ok(await steps.file(owner, recordId));
  await steps.accept(clerk, caseId, `${no}受`);
  ok(await steps.propose(clerk, caseId, answer('stands', `${no}复`)));
  ok(await steps.confirm(reviewer, caseId));
  return caseId;
}

test('an organisation that objects in the moment in which an own motion is answered has an objection of its own', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕1号');
  const { caseId } = ok(await ownMotion(recordId));
  const { deedNo } = ok(await steps.propose(clerk, caseId, answer('stands', '边复1号')));
  const waiting = async () => {
    const { rows } = await city.system.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`,
    );
    return rows[0]?.n ?? 0;
  };
  const queued = async (most: number) => {
    while ((await waiting()) < most) await new Promise((resolve) => setImmediate(resolve));
  };
  const holder = await city.system.pool.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(990100021, hashtext($1))', [caseId]);
  const deciding = reviewer.post(steps.at(caseId, 'decision'), { proposal: deedNo });
  await queued(1);
  const filing = steps.file(owner, recordId);
  await queued(2);
  await holder.query('commit');
  holder.release();
  ok(await deciding);
  const filed = ok(await filing);
  assert.notEqual(filed.caseId, caseId);
  assert.equal(filed.suspended, true);
  assert.equal((await steps.shown(builder, recordId)).underObjection, true);
  ok(await owner.post(steps.at(filed.caseId, 'retraction')));
});

test('what was withdrawn meanwhile does not come out again with another organisation', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕2号');
  const { caseId } = ok(await steps.file(owner, recordId, { about: 'attribution' }));
  await steps.accept(clerk, caseId, '边受2号');
  const said = answer('reattributed', '边复2号', { rightSubject: machinery.code });
  ok(await steps.propose(clerk, caseId, said));
  await takeBack(recordId);
  assert.equal((await steps.confirm(reviewer, caseId)).status, 409, 'the decision is gone');
  ok(await reviewer.post(steps.at(caseId, 'return'), { reason: '决定已撤销' }));
  assert.equal((await steps.propose(clerk, caseId, said)).status, 409);
  const { rowCount } = await city.system.pool.query('select from record where subject_id = $1 and document_no = $2', [
    machinery.code,
    '青税边〔2026〕2号',
  ]);
  assert.equal(rowCount, 0);
  ok(await steps.propose(clerk, caseId, answer('withdrawn', '边复2号')));
  ok(await steps.confirm(reviewer, caseId));
});

test('a hidden record that its answer withdraws is told as withdrawn, never as back', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕3号');
  const { caseId } = ok(await steps.file(owner, recordId));
  await steps.accept(clerk, caseId, '边受3号');
  steps.goTo('2026-12-02');
  await steps.fallDue();
  ok(await steps.propose(clerk, caseId, answer('withdrawn', '边复3号')));
  ok(await steps.confirm(reviewer, caseId));
  assert.deepEqual(await told(recordId), ['hidden', 'withdrawn']);
  const { rowCount } = await city.system.pool.query(
    'select from record_suspension where record_id = $1 and superseded_at is null',
    [recordId],
  );
  assert.equal(rowCount, 0);
});

test('a hidden record that its answer corrects comes back corrected', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕4号');
  const { caseId } = ok(await steps.file(owner, recordId));
  await steps.accept(clerk, caseId, '边受4号');
  steps.goTo('2026-12-02');
  await steps.fallDue();
  const fields = { validUntil: '2027-11-02' };
  ok(await steps.propose(clerk, caseId, answer('corrected', '边复4号', { fields })));
  ok(await steps.confirm(reviewer, caseId));
  const back = await steps.shown(builder, recordId);
  assert.deepEqual([back.validUntil, back.underObjection], ['2027-11-02', undefined]);
  assert.deepEqual(await told(recordId), ['hidden', 'corrected', 'resumed']);
});

test('whoever was silent until the term was over neither accepts nor refuses, whether the job has run or not', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕5号');
  const { caseId } = ok(await steps.file(owner, recordId));
  steps.goTo('2026-11-26', '00');
  const acceptance = { documentNo: '边受5号', contact: '法规科', phone: '1' };
  const late = await clerk.post(steps.at(caseId, 'acceptance'), acceptance);
  assert.equal(late.status, 409, 'else the time to answer would begin anew');
  assert.match(late.body.detail, /2026-11-25/);
  const { reconsiderationBody, reconsiderationPeriod, court: suit, suitPeriod } = answer('stands', '');
  const remedies = { reconsiderationBody, reconsiderationPeriod, court: suit, suitPeriod };
  const refusal = { ground: 'unclear', reason: '未写明', documentNo: '边不受5号', ...remedies };
  assert.equal((await reviewer.post(steps.at(caseId, 'refusal'), refusal)).status, 409, 'silence has accepted');
  await steps.fallDue();
  const { state, dueOn } = await steps.mine(owner, caseId);
  assert.deepEqual([state, dueOn], ['accepted', '2026-12-04']);
  ok(await owner.post(steps.at(caseId, 'retraction')));
});

test('a statement of an earlier objection is not put in the place of what the organisation says now', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕6号');
  const first = await answered(recordId, '边6甲');
  const unsure = '当日，康健将材料送错。';
  assert.equal(ok(await owner.post(steps.at(first, 'statement'), { text: unsure })).shown, false);
  const second = await answered(recordId, '边6乙');
  const now = '本单位已依法提起行政诉讼，尚未判决。';
  ok(await owner.post(steps.at(second, 'statement'), { text: now }));
  const check = { text: '当日，康某将材料送错。' };
  assert.equal((await reviewer.post(steps.at(first, 'statement-check'), check)).status, 409);
  assert.equal((await steps.shown(builder, recordId)).statement, now);
  ok(await owner.post(steps.at(second, 'statement-end')));
  assert.equal((await reviewer.post(steps.at(first, 'statement-check'), check)).status, 409, 'nor is what was ended');
  assert.equal((await steps.shown(builder, recordId)).statement, undefined);
  ok(await owner.post(steps.at(first, 'statement'), { text: unsure }));
  ok(await reviewer.post(steps.at(first, 'statement-check'), check));
  assert.equal((await steps.shown(builder, recordId)).statement, check.text);
});

test('the public reads a statement without names and numbers, and everybody knows whose it is', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕10号');
  const caseId = await answered(recordId, '边10');
  const state = (text: string) => owner.post(steps.at(caseId, 'statement'), { text });
  const number = '990100199003078213';
  const text = `${builder.name}已整改，经理王建国已离职，其证件号${number}。`;
  assert.equal(ok(await state(text)).shown, true);
  const shown = (await steps.shown(builder, recordId)).statement;
  assert.match(shown, new RegExp(`^${builder.name}已整改，经理王某已离职`));
  const { rows } = await city.system.pool.query<{ held: string }>(
    `select concat(text, public_text) as held from record_statement where record_id = $1
      union all select d::text from case_deed d where case_id = $2`,
    [recordId, caseId],
  );
  for (const { held } of rows) assert.equal(held.includes(number), false, held);
  for (let time = 1; time < 10; time++) ok(await state('本单位已依法提起行政诉讼，尚未判决。'));
  assert.equal((await state('第十一次')).status, 409, 'ten times');
});

test('a statement waits as long as it may name somebody, and stands beside no record that is gone', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕11号');
  const caseId = await answered(recordId, '边11');
  const unsure = '当日，康健将材料送错。';
  const notices = async () =>
    (await steps.messages({ agency: tax.code }, caseId)).filter((one) => one === 'case-notice').length;
  ok(await owner.post(steps.at(caseId, 'statement'), { text: '本单位已依法提起行政诉讼，尚未判决。' }));
  assert.equal(await notices(), 0, 'nobody has to look at it');
  ok(await owner.post(steps.at(caseId, 'statement'), { text: unsure }));
  assert.equal(await notices(), 1);
  const check = steps.at(caseId, 'statement-check');
  assert.equal((await clerk.post(check, { text: '当日，康某将材料送错。' })).status, 403);
  assert.equal((await owner.post(check, { text: unsure })).status, 403, 'not by whoever said it');
  const elsewhere = await city.worker('reviewer', credit.code);
  assert.equal((await elsewhere.post(check, { text: '当日，康某将材料送错。' })).status, 404);
  await takeBack(recordId);
  assert.equal((await reviewer.post(check, { text: '当日，康某将材料送错。' })).status, 409);
  assert.equal((await owner.post(steps.at(caseId, 'statement'), { text: '已整改' })).status, 409);
  ok(await owner.post(steps.at(caseId, 'statement-end')));
});

test('a court’s own list is not suspended by an own motion either, nor hidden when nobody answers it', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(decorator, '（2026）青9901执边1号', court, '失信被执行人名单');
  const judge = await city.worker('clerk', court.code);
  const second = await city.worker('reviewer', court.code);
  const { caseId } = ok(await ownMotion(recordId, judge, decorator.code));
  assert.equal((await steps.shown(decorator, recordId)).underObjection, undefined);
  const rival = await city.worker('organisation', undefined, { subjectId: decorator.code });
  const joined = ok(await steps.file(rival, recordId));
  assert.deepEqual([joined.caseId, joined.suspended], [caseId, false]);
  assert.match(joined.why, /人民法院/);
  assert.match((await steps.mine(rival, caseId)).why, /人民法院/);
  steps.goTo('2026-12-05', '01');
  await steps.fallDue();
  assert.equal((await steps.mine(rival, caseId)).state, 'overdue');
  assert.ok(await steps.shown(decorator, recordId));
  ok(await steps.propose(judge, caseId, answer('stands', '执复1号')));
  ok(await steps.confirm(second, caseId));
});

test('an organisation that joined an own motion is told why it cannot take the agency’s doubt back', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕7号');
  const { caseId } = ok(await ownMotion(recordId));
  ok(await steps.file(owner, recordId));
  const refused = await owner.post(steps.at(caseId, 'retraction'));
  assert.equal(refused.status, 422);
  assert.match(refused.body.detail, /依职权核实/);
  ok(await steps.propose(clerk, caseId, answer('stands', '边复7号')));
  ok(await steps.confirm(reviewer, caseId));
});

test('who came to the counter is kept also where the objection joins what the agency had begun', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕12号');
  const { caseId } = ok(await ownMotion(recordId));
  const counter = await city.worker('counter', credit.code);
  const proof = '经办人出示营业执照和授权委托书';
  assert.equal(ok(await steps.file(counter, recordId, { subject: builder.code, proof })).caseId, caseId);
  const { deeds } = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  assert.equal(deeds.at(-1).content.proof, proof);
  const own = ok(await owner.get(`/api/v1/cases/${caseId}`));
  assert.equal(JSON.stringify(own).includes(proof), false, 'of officials among themselves');
});

test('the written result says what is shown from now on, as it is', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税边〔2026〕9号');
  const words = async (caseId: string) => {
    const { rows } = await city.system.pool.query<{ held: string }>(
      `select content::text as held from case_paper where case_id = $1 and paper = 'objection-result'`,
      [caseId],
    );
    return rows[0]?.held ?? '';
  };
  assert.match(await words(await answered(recordId, '边9甲')), /恢复公示和使用.*不超过五百字的说明/);
  const repeat = await words(await answered(recordId, '边9乙'));
  assert.match(repeat, /继续公示和使用/);
  assert.equal(repeat.includes('恢复'), false, 'a repeat had suspended nothing');
  const { caseId } = ok(await steps.file(owner, recordId));
  await steps.accept(clerk, caseId, '边9丙受');
  await takeBack(recordId);
  ok(await steps.propose(clerk, caseId, answer('stands', '边9丙复')));
  ok(await steps.confirm(reviewer, caseId));
  const gone = await words(caseId);
  assert.match(gone, /已经撤回或者终止，不再公示和使用/);
  assert.equal(gone.includes('五百字'), false);
});

test('nobody’s number goes from an official’s reasons into a paper or a message', async () => {
  steps.goTo('2026-11-20');
  const number = '990100199003078213';
  const recordId = await steps.enter(builder, '青税边〔2026〕8号');
  const { caseId } = ok(await steps.file(owner, recordId));
  const { reconsiderationBody, reconsiderationPeriod, court: suit, suitPeriod } = answer('stands', '');
  const remedies = { reconsiderationBody, reconsiderationPeriod, court: suit, suitPeriod };
  const refusal = { ground: 'unclear', reason: `来人证件${number}`, documentNo: '边不受8号', ...remedies };
  ok(await reviewer.post(steps.at(caseId, 'refusal'), refusal));
  const { rows } = await city.system.pool.query<{ held: string }>(
    `select content::text as held from case_paper where case_id = $1
      union all select body from message where about_case = $1
      union all select coalesce(reason, '') || content::text from case_deed where case_id = $1`,
    [caseId],
  );
  assert.ok(rows.length > 3);
  for (const { held } of rows) assert.equal(held.includes(number), false, held);
});

test('one case that cannot be looked at keeps none of the others waiting, and is not passed over in silence', async () => {
  steps.goTo('2026-11-20');
  const filed: string[] = [];
  for (const no of [13, 14, 15]) {
    const recordId = await steps.enter(builder, `青税边〔2026〕${no}号`);
    filed.push(ok(await steps.file(owner, recordId)).caseId);
  }
  const [before = '', broken = '', behind = ''] = filed;
  await withClient(city.ownerUrl, (client) =>
    client.query('delete from case_clock_entry where case_id = $1', [broken]),
  );
  steps.goTo('2026-11-26', '01');
  await assert.rejects(steps.fallDue(), new RegExp(broken));
  for (const caseId of [before, behind]) {
    assert.equal((await steps.mine(owner, caseId)).state, 'accepted', 'silence has accepted');
    ok(await owner.post(steps.at(caseId, 'retraction')));
  }
  assert.equal((await steps.mine(owner, broken)).state, 'received');
  await withClient(city.ownerUrl, (client) =>
    client.query('update objection set closed_at = filed_at where case_id = $1', [broken]),
  );
  await steps.fallDue();
});

test('what an objection had suspended is used again after it, also where the register took the record back in between', async () => {
  steps.goTo('2026-11-20');
  const { pool, clock } = city.system;
  const reported = bidder(901);
  const recordId = await steps.enter(reported, '青税边〔2026〕16号');
  const counter = await city.worker('counter', credit.code);
  const proof = '经办人出示营业执照和授权委托书';
  const { caseId } = ok(await steps.file(counter, recordId, { subject: reported.code, proof }));
  await take(city, market, 'registration', [registration(reported.code, '青禾市更名一号有限公司')]);
  const items = (await waitingRows(pool, { agencies: [tax.code] })).items;
  assert.equal(items.length, 1, 'the register has it under another name: a person has to look at it');
  ok(await counter.post(steps.at(caseId, 'retraction')));
  const catalogue = await catalogueInForce(pool, today(clock()));
  const settled = await write(pool, clock, (trx, now) =>
    settleQueued(
      catalogue,
      trx,
      { actor: '立夏', agency: tax.code, purpose: 'intake-settle', now },
      { queueId: items[0]?.queueId ?? '', reason: '更名', decision: 'attributed', subjectId: reported.code },
    ),
  );
  assert.deepEqual(settled, { recordId });
  const shown = await steps.shown(reported, recordId);
  assert.ok(shown, 'it is back with it');
  assert.equal(shown.underObjection, undefined, 'and no objection is open that could ever end it');
  assert.deepEqual(
    await told(recordId),
    ['requeued', 'resumed'],
    'whoever was told that it went is told that it is back',
  );
});
