import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withdrawRecord } from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type Answer, evidence, openCaseCity, PROOF, serve, type Worker } from './case-desk.ts';
import { LISTINGS, listing, ok } from './listing-steps.ts';
import { answer, type CaseCity, objections } from './objection-steps.ts';

/** Invented; region 990100 exists nowhere. */
const PERSON = {
  idNumber: '990100199003078213',
  name: '司马无名氏',
  duty: '质量负责人',
  conduct: '批准放行不合格药品',
};
const WHO = { idNumber: PERSON.idNumber, name: PERSON.name, authorisation: '授权书〔2026〕1号' };
const CONTACT = { contact: '稽查科', phone: '0990-1234567', address: '青禾市政务大厅三楼' };
const { drug, finance, market } = AGENCIES;
const { food, builder, logistics, machinery } = ORGANISATIONS;

let city: CaseCity;
let steps: ReturnType<typeof objections>;
let clerk: Worker;
let reviewer: Worker;
let desk: Worker;
let me: Worker;
let headers: Record<string, string>;
let recordId: string;
let listingId: string;
before(async () => {
  city = await openCaseCity();
  steps = objections(city);
  clerk = await city.worker('clerk', drug.code);
  reviewer = await city.worker('reviewer', drug.code);
  desk = await city.worker('desk', market.code);
  await inForce();
});
after(() => city?.close());

/** A listing that names a person, in force. */
async function inForce(): Promise<void> {
  const walk = listing(clerk, reviewer, () => today(city.clock.now));
  steps.goTo('2026-11-20');
  const caseId = await walk.draft(food.code, {
    list: 'drug-safety-serious',
    reason: '生产、销售劣药，情节严重',
    grounds: '《中华人民共和国药品管理法》第一百一十八条',
  });
  ok(await clerk.post(`${LISTINGS}/${caseId}/persons`, PERSON));
  const own = ok(await clerk.post(`${LISTINGS}/${caseId}/persons/1/notice`, { documentNo: '责告1号', ...CONTACT }));
  await walk.serve(caseId, await walk.notice(caseId, '告1号'));
  const { evidenceNo } = ok(await clerk.prove(caseId));
  const day = today(city.clock.now);
  const personal = { paperNo: own.paperNo, method: 'hand', sentOn: day, servedOn: day, evidenceNo, personNo: 1 };
  ok(await clerk.post(`/api/v1/cases/${caseId}/services`, personal));
  await walk.noticed(caseId);
  steps.goTo('2026-12-01');
  ok(await clerk.post(walk.at(caseId, 'answered'), { kind: 'term-passed' }));
  await walk.propose(caseId);
  await walk.confirm(caseId);
  const { decisionPaperNo, repairPaperNo } = await walk.decide(caseId, '列1号');
  await walk.serve(caseId, decisionPaperNo);
  await walk.serve(caseId, repairPaperNo);
  ({ recordId } = await walk.effect(caseId));
  listingId = caseId;
  const { rows } = await city.system.pool.query<{ id: string }>('select subject_id as id from person_identity');
  const subjectId = rows[0]?.id ?? '';
  me = await city.worker('person', undefined, { subjectId });
  ({ headers } = await signIn(city.system, { role: 'person', subjectId }));
}

const verdictOn = async (subject: object): Promise<string> =>
  ok(await desk.post('/api/v1/checks', { matter: 'market-entry', requestRef: '登记1', subjects: [subject] })).results[0]
    .verdict;
const naming = { about: 'naming', grounds: '当时尚未任职' };

test('a person objects to being named, and to nothing else; what binds the person rests, the organisation’s part does not', async () => {
  const other = await city.worker('person', undefined, { subjectId: `P-${'1'.repeat(32)}` });
  assert.equal((await steps.file(other, recordId, naming)).status, 404, 'only the own');
  assert.equal((await steps.file(me, recordId)).status, 422, 'not the organisation’s facts');
  assert.equal((await steps.file(me, `r${'0'.repeat(31)}`, naming)).status, 404);
  assert.equal(await verdictOn(WHO), 'restricted');
  const filed = ok(await steps.file(me, recordId, naming));
  const { caseId } = filed;
  assert.deepEqual([filed.suspended, filed.agency], [true, drug.code]);
  assert.notEqual(await verdictOn(WHO), 'restricted');
  assert.equal((await steps.shown(food, recordId)).underObjection, undefined, 'the organisation is still listed');
  assert.equal((await steps.file(me, recordId, naming)).status, 409);

  const organisation = await city.worker('organisation', undefined, { subjectId: food.code });
  assert.equal((await organisation.get(`/api/v1/cases/${caseId}`)).status, 404, 'it is not the organisation’s case');
  assert.equal(await steps.mine(organisation, caseId), undefined);
  assert.equal((await steps.mine(me, caseId)).state, 'received');
  assert.equal(ok(await steps.file(organisation, recordId)).suspended, true, 'it has an objection of its own');
  ok(await steps.prove(headers, caseId, PROOF));

  const { paperNo } = await steps.accept(clerk, caseId, '受1号');
  const onOrganisation = await serve(clerk, caseId, paperNo, '2026-12-01');
  assert.equal(onOrganisation.status, 400, 'the paper is the person’s');
  const { evidenceNo } = ok(await clerk.prove(caseId));
  const personal = { method: 'hand', sentOn: '2026-12-01', servedOn: '2026-12-01', evidenceNo, personNo: 1 };
  ok(await clerk.post(`/api/v1/cases/${caseId}/services`, { paperNo, ...personal }));
  assert.equal((await organisation.get(`/api/v1/cases/${caseId}`)).status, 404);

  const wrong = await steps.propose(clerk, caseId, answer('corrected', '复1号', { fields: { reason: '改' } }));
  assert.equal(wrong.status, 400);
  ok(await steps.propose(clerk, caseId, answer('stands', '复1号')));
  ok(await steps.confirm(reviewer, caseId));
  assert.equal((await steps.mine(me, caseId)).outcome, 'stands');
  const { papers } = await steps.mine(me, caseId);
  assert.deepEqual(
    papers.map(({ title }: { title: string }) => title),
    ['异议受理通知书', '异议处理结果告知书'],
  );
  const result = `${steps.at(caseId, 'papers')}/${papers[1].paperNo}`;
  assert.equal((await me.get(result)).status, 200, 'the person’s own answer');
  assert.equal((await other.get(result)).status, 404);
  assert.equal((await organisation.get(result)).status, 404, 'not the organisation’s to read');
  // the organisation's own objection to the same record still rests its measures, and with them the person's
  assert.notEqual(await verdictOn(WHO), 'restricted');
  const { objections: its } = ok(await organisation.get('/api/v1/objections'));
  ok(await organisation.post(steps.at(its[0].caseId, 'retraction')));
  assert.equal(await verdictOn(WHO), 'restricted');
  const again = ok(await steps.file(me, recordId, naming));
  assert.equal(again.suspended, false, 'a repeat binds on');
  assert.equal(await verdictOn(WHO), 'restricted');
  ok(await me.post(steps.at(again.caseId, 'retraction')));
});

test('a person’s answered objection says nothing beside the organisation’s record, and takes nothing away there', async () => {
  const organisation = await city.worker('organisation', undefined, { subjectId: food.code });
  const { caseId: its } = ok(await steps.file(organisation, recordId));
  await steps.accept(clerk, its, '受言1号');
  ok(await steps.propose(clerk, its, answer('stands', '复言1号')));
  ok(await steps.confirm(reviewer, its));
  assert.equal((await organisation.get(`${steps.at(its, 'papers')}/2`)).status, 200);
  assert.equal((await me.get(`${steps.at(its, 'papers')}/2`)).status, 404, 'nor the organisation’s the person’s');
  const text = '本单位已依法提起行政诉讼，尚未判决。';
  ok(await organisation.post(steps.at(its, 'statement'), { text }));
  const { objections: mine } = ok(await me.get('/api/v1/objections'));
  const { caseId } = mine.find(({ state }: { state: string }) => state === 'answered');
  assert.equal((await me.post(steps.at(caseId, 'statement'), { text: '本人无关' })).status, 422);
  assert.equal((await me.post(steps.at(caseId, 'statement-end'))).status, 422);
  assert.equal((await me.post(steps.at(its, 'statement-end'))).status, 404);
  assert.equal((await steps.shown(food, recordId)).statement, text);
});

test('who a person is stands in no deed, paper, message or entry of the own objection, whoever writes it there', async () => {
  const { name, idNumber } = PERSON;
  const words = `${name}（${idNumber}）当时尚未任职`;
  const { caseId } = ok(await steps.file(me, recordId, { about: 'naming', grounds: words }));
  const upload = evidence(caseId, `${name}的劳动合同`);
  const named = upload.payload.toString('utf8').replace('回证.pdf', `${name}.pdf`);
  ok(await me.ask({ ...upload, payload: Buffer.from(named), url: steps.at(caseId, 'evidence') }));
  await steps.accept(clerk, caseId, '受名1号');
  ok(await reviewer.post(steps.at(caseId, 'extension'), { days: 1, reason: words, documentNo: '延名1号' }));
  const said = { ...answer('stands', '复名1号'), findings: words, reason: words };
  ok(await steps.propose(clerk, caseId, said));
  ok(await reviewer.post(steps.at(caseId, 'return'), { reason: words }));
  ok(await steps.propose(clerk, caseId, said));
  ok(await steps.confirm(reviewer, caseId));
  const { caseId: refused } = ok(await steps.file(me, recordId, { about: 'naming', grounds: words }));
  const { reconsiderationBody, reconsiderationPeriod, court, suitPeriod } = answer('stands', '');
  const remedies = { reconsiderationBody, reconsiderationPeriod, court, suitPeriod };
  const refusal = { ground: 'answered-before', reason: words, documentNo: '不受名1号', ...remedies };
  ok(await reviewer.post(steps.at(refused, 'refusal'), refusal));
  const { caseId: retracted } = ok(await steps.file(me, recordId, { about: 'naming', grounds: words }));
  ok(await me.post(steps.at(retracted, 'retraction'), { reason: words }));
  const { rows } = await city.system.pool.query<{ held: string }>(
    `select d::text as held from case_deed d where case_id = any($1)
      union all select p::text from case_paper p where case_id = any($1)
      union all select concat(e.name, e.about) from case_evidence e where e.case_id = any($1)
      union all select m::text from message m where about_case = any($1)
      union all select j::text from journal_entry j where target = any($1)`,
    [[caseId, refused, retracted]],
  );
  assert.ok(rows.length > 20);
  for (const { held } of rows) {
    assert.equal(held.includes(name), false, held);
    assert.equal(held.includes(idNumber), false, held);
  }
  assert.ok(rows.some(({ held }) => held.includes('本人（9901****8213）当时尚未任职')));
});

test('an entry decided here is corrected by its objection, and taken back by the case that made it, with its persons', async () => {
  const organisation = await city.worker('organisation', undefined, { subjectId: food.code });
  const { caseId } = ok(await steps.file(organisation, recordId, { about: 'term' }));
  await steps.accept(clerk, caseId, '受2号');
  const moved = await steps.propose(clerk, caseId, answer('reattributed', '复2号', { rightSubject: builder.code }));
  assert.equal(moved.status, 422, 'the right organisation was never heard');
  const said = answer('corrected', '复2号', { fields: { reason: '生产、销售劣药' } });
  ok(await steps.propose(clerk, caseId, said));
  ok(await steps.confirm(reviewer, caseId));
  const { rows } = await city.system.pool.query(
    `select version, case_deed, list_decided_by, fields ->> 'reason' as reason from record
      where record_id = $1 and superseded_at is null`,
    [recordId],
  );
  assert.deepEqual(rows, [
    { version: 2, case_deed: 'corrected', list_decided_by: 'authority', reason: '生产、销售劣药' },
  ]);

  const { caseId: next } = ok(await steps.file(organisation, recordId));
  assert.equal((await steps.mine(organisation, next)).suspends, true, 'new facts, a first objection');
  await steps.accept(clerk, next, '受3号');
  const lacking = await steps.propose(clerk, next, answer('withdrawn', '复3号'));
  assert.equal(lacking.body.field, 'removalDocumentNo');
  ok(await steps.propose(clerk, next, answer('withdrawn', '复3号', { removalDocumentNo: '移1号' })));
  ok(await steps.confirm(reviewer, next));
  assert.equal(ok(await clerk.get(`/api/v1/cases/${listingId}`)).state, 'ended');
  assert.equal(await steps.shown(food, recordId), undefined);
  const held = await city.system.pool.query('select from person_identity');
  assert.equal(held.rowCount, 0, 'whoever it named is let go');
});

/** An entry decided here, in force, and corrected by an objection of the organisation. */
async function correctedHere(agency: { code: string }, { code }: { code: string }, list: string, no: string) {
  const first = await city.worker('clerk', agency.code);
  const second = await city.worker('reviewer', agency.code);
  const walk = listing(first, second, () => today(city.clock.now));
  steps.goTo('2026-11-20');
  const listed = await walk.draft(code, { list });
  await walk.serve(listed, await walk.notice(listed, `${no}告1号`));
  await walk.noticed(listed);
  ok(await first.post(walk.at(listed, 'answered'), { kind: 'waived', documentNo: '放弃书1' }));
  await walk.propose(listed);
  await walk.confirm(listed);
  const { decisionPaperNo, repairPaperNo } = await walk.decide(listed, `${no}列1号`);
  await walk.serve(listed, decisionPaperNo);
  await walk.serve(listed, repairPaperNo);
  const { recordId: its } = await walk.effect(listed);
  const owner = await city.worker('organisation', undefined, { subjectId: code });
  const { caseId } = ok(await steps.file(owner, its));
  await steps.accept(first, caseId, `${no}受1号`);
  const fields = { reason: '经核实的事由' };
  ok(await steps.propose(first, caseId, answer('corrected', `${no}复1号`, { fields })));
  ok(await steps.confirm(second, caseId));
  return { its, second, at: (step: string) => walk.at(listed, step) };
}

test('an entry of a list that is decided here is corrected by an objection, and never made by one', async () => {
  const { its, second, at } = await correctedHere(finance, builder, 'procurement-serious', '青财');
  const { rows } = await city.system.pool.query(
    `select version, case_deed, list_decided_by from record where record_id = $1 and superseded_at is null`,
    [its],
  );
  assert.deepEqual(rows, [{ version: 2, case_deed: 'corrected', list_decided_by: 'office' }]);
  const forged = city.system.pool.query(
    `insert into record select (jsonb_populate_record(r, '{"version": 1, "record_id": "r${'0'.repeat(31)}"}')).* from record r
      where record_id = $1 and version = 2`,
    [its],
  );
  await assert.rejects(forged, { code: '23514' });
  const ending = { kind: 'condition', reason: '期限届满前已纠正', grounds: '第七十七条', documentNo: '青财移1号' };
  assert.equal(ok(await second.post(at('end'), ending)).state, 'ended');
  assert.equal(await steps.shown(builder, its), undefined, 'the listing still finds its record');
});

test('an entry that was corrected is reconfirmed as it was corrected', async () => {
  const { its, second, at } = await correctedHere(market, logistics, 'business-abnormal', '青市监');
  ok(await second.post(at('reconfirmation'), { reason: '仍未取得联系', documentNo: '青市监再1号' }));
  const { rows } = await city.system.pool.query(
    'select version, cause from record_window where record_id = $1 and superseded_at is null',
    [its],
  );
  assert.deepEqual(rows, [{ version: 2, cause: 'reconfirmed' }]);
  assert.equal((await steps.shown(logistics, its)).fields.reason, '经核实的事由');
});

test('an entry that is taken back in the moment in which it is confirmed again does not come back by that', async () => {
  const { its, second, at } = await correctedHere(market, machinery, 'business-abnormal', '青市监退');
  const { pool, clock } = city.system;
  let confirming: Promise<Answer> | undefined;
  await write(pool, clock, async (trx, now) => {
    const act = { actor: '经办', agency: market.code, purpose: 'test', now };
    const { rows } = await trx.query<{ category: string }>('select category from record where record_id = $1 limit 1', [
      its,
    ]);
    const taken = {
      category: rows[0]?.category ?? '',
      record: { recordId: its },
      reason: '决定撤销',
      document: '撤1号',
    };
    assert.ok(!isRefusal(await withdrawRecord(trx, act, taken)));
    confirming = second.post(at('reconfirmation'), { reason: '仍未取得联系', documentNo: '青市监再2号' });
    for (let waits = false; !waits; ) {
      const { rowCount } = await pool.query(
        `select from pg_locks where not granted and locktype in ('transactionid', 'tuple')
          and pid in (select pid from pg_stat_activity where datname = current_database())`,
      );
      waits = rowCount !== 0;
    }
  });
  assert.equal((await confirming)?.status, 409);
  assert.equal(await steps.shown(machinery, its), undefined);
});
