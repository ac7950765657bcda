import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paragraphsOf, partsOf } from '../../server/src/domain/casework/papers/open-docx-fixture.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type Bidder, entry } from './bidders.ts';
import { openCaseCity, PROOF, serve, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { ok } from './listing-steps.ts';
import { answer, type CaseCity, OBJECTIONS, objections } from './objection-steps.ts';
import { csvOf } from './tables.ts';

const { tax, court, credit, finance, market } = AGENCIES;
const { builder, decorator, logistics, machinery } = ORGANISATIONS;

let city: CaseCity;
let steps: ReturnType<typeof objections>;
let clerk: Worker;
let reviewer: Worker;
let desk: Worker;
let owner: Worker;
let rival: Worker;
before(async () => {
  city = await openCaseCity();
  steps = objections(city);
  clerk = await city.worker('clerk', tax.code);
  reviewer = await city.worker('reviewer', tax.code);
  desk = await city.worker('desk', finance.code);
  await city.worker('case-officer', credit.code);
  owner = await city.worker('organisation', undefined, { subjectId: builder.code });
  rival = await city.worker('organisation', undefined, { subjectId: decorator.code });
});
after(() => city?.close());

test('a first objection suspends a refusal to bid at once, and ends in a correction that leaves no trace of the error', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税失信〔2026〕1号');
  const restricted = await steps.checked(desk, builder, recordId);
  assert.equal(restricted.verdict, 'restricted');
  assert.equal(restricted.measures[0]?.until, '2029-11-02');

  assert.equal((await steps.file(rival, recordId)).status, 404, 'nobody else’s record');
  assert.equal((await steps.file(owner, `r${'0'.repeat(31)}`)).status, 404);
  assert.equal((await steps.file(owner, recordId, { about: 'naming' })).status, 422);
  const twice = await Promise.all([steps.file(owner, recordId), steps.file(owner, recordId)]);
  assert.deepEqual(twice.map(({ status }) => status).sort(), [201, 409], 'two at the same moment are one');
  const filed = twice.find(({ status }) => status === 201)?.body;
  const { caseId } = filed;
  assert.deepEqual(
    { agency: filed.agency, suspended: filed.suspended, why: filed.why, dueOn: filed.dueOn, state: filed.state },
    { agency: tax.code, suspended: true, why: undefined, dueOn: '2026-11-25', state: 'received' },
  );
  const suspended = await steps.checked(desk, builder, recordId);
  assert.notEqual(suspended.verdict, 'restricted');
  assert.deepEqual(
    suspended.measures.map((one) => one.suspended),
    [true],
  );
  assert.equal((await steps.shown(builder, recordId)).underObjection, true, 'shown, with the mark');
  assert.equal((await steps.file(owner, recordId)).status, 409, 'one at a time');
  assert.equal((await rival.get(`/api/v1/cases/${caseId}`)).status, 404);
  assert.deepEqual(await steps.messages({ subjectId: builder.code }, caseId), ['objection-received']);
  assert.deepEqual(await steps.messages({ agency: tax.code }, caseId), ['objection-to-answer']);

  const accepted = await steps.accept(clerk, caseId, '青税异受〔2026〕1号');
  assert.equal(accepted.dueOn, '2026-12-01');
  const { tasks } = ok(await clerk.get('/api/v1/tasks'));
  assert.ok(tasks.some(({ kind, target }: Record<string, string>) => kind === 'objection.answer' && target === caseId));

  for (const fields of [{ documentNo: '9号' }, { name: '别的公司' }, { listType: '另一名单' }]) {
    const key = await steps.propose(clerk, caseId, answer('corrected', '青税异复〔2026〕1号', { fields }));
    assert.equal(key.status, 400);
    assert.match(key.body.detail, /不能更正；请撤回该记录/);
  }
  for (const fields of [
    {},
    { nothing: '1' },
    { validUntil: '2026-02-30' },
    { validUntil: '2029-11-02' },
    { validUntil: '2026-01-01' },
  ]) {
    const bad = await steps.propose(clerk, caseId, answer('corrected', '青税异复〔2026〕1号', { fields }));
    assert.equal(bad.status, 400, JSON.stringify([fields, bad.body]));
  }
  const said = answer('corrected', '青税异复〔2026〕1号', { fields: { validUntil: '2027-11-02' } });
  ok(await steps.propose(clerk, caseId, said));
  const both = await city.worker('reviewer', tax.code, { accountId: clerk.accountId });
  assert.equal((await steps.confirm(both, caseId)).body.code, 'second-person');
  ok(await reviewer.post(steps.at(caseId, 'return'), { reason: '补充卷宗页码' }));
  ok(await steps.propose(clerk, caseId, said));
  assert.equal((await reviewer.post(steps.at(caseId, 'decision'), { proposal: 3 })).body.code, 'seen-otherwise');
  steps.goTo('2026-11-20', '15');
  const decided = ok(await steps.confirm(reviewer, caseId));
  assert.deepEqual([decided.outcome, decided.state], ['corrected', 'answered']);

  const corrected = await steps.checked(desk, builder, recordId);
  assert.equal(corrected.verdict, 'restricted', 'what was found right bites again');
  assert.deepEqual(
    corrected.measures.map(({ until, suspended: still }) => [until, still]),
    [['2027-11-02', undefined]],
  );
  const shown = await steps.shown(builder, recordId);
  assert.deepEqual([shown.version, shown.validUntil, shown.underObjection], [2, '2027-11-02', undefined]);
  const known = `knownAt=${encodeURIComponent('2026-11-20T12:00:00+08:00')}`;
  const earlier = await city.server.inject({ url: `/api/v1/subjects/${builder.code}/records?${known}` });
  assert.equal(earlier.statusCode, 200);
  assert.equal(earlier.body.includes('2029-11-02'), false, 'what was corrected never comes back');
  const old = { ...entryOf(builder, '青税失信〔2026〕1号') };
  const again = await send(city, {
    category: 'serious-dishonesty',
    agency: tax.code,
    name: 'again.csv',
    content: csvOf([old]),
  });
  assert.deepEqual([again.rejected, again.errors[0]?.code], [1, 'withdrawn-fact'], 'nor by the file it came in');
  const told = await steps.messages({ subjectId: builder.code }, caseId);
  assert.deepEqual(told, ['objection-received', 'objection-decided']);
  const own = await steps.mine(owner, caseId);
  assert.deepEqual(
    [own.outcome, own.outcomeName, own.documentNo, own.dueOn, own.overdue],
    ['corrected', '更正', '青税异复〔2026〕1号', null, false],
  );
  const { rows: entries } = await city.system.pool.query(
    `select event, agency from journal_entry
      where target in ($1, $2) and event in ('objection.filed', 'record.suspended') order by event`,
    [caseId, recordId],
  );
  assert.deepEqual(
    entries.map(({ event, agency }) => [event, agency]),
    [
      ['objection.filed', null],
      ['record.suspended', null],
    ],
    'the organisation acts for no agency',
  );
  const text = await paperText(caseId, decided.paperNo);
  for (const words of ['更正所指信息', '申请行政复议', '青禾市人民法院', '调取原卷宗核对', '决定书载明的期限是一年'])
    assert.ok(text.includes(words), words);
  ok(await serve(clerk, caseId, decided.paperNo, '2026-11-20'));
});

const entryOf = (who: Bidder, documentNo: string) => entry(tax, '重大税收违法失信主体', who, documentNo);

async function paperText(caseId: string, paperNo: number): Promise<string> {
  const { headers } = await signIn(city.system, { role: 'clerk', agency: tax.code });
  const document = await city.server.inject({ url: `/api/v1/cases/${caseId}/papers/${paperNo}`, headers });
  const words = (await partsOf(document.rawPayload)).get('word/document.xml') ?? '';
  return paragraphsOf(words)
    .map((paragraph) => paragraph.text)
    .join('\n');
}

test('what nobody answers in time is hidden from everybody, told to agency and office, and comes back with the answer', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(decorator, '青税失信〔2026〕2号');
  const { caseId } = ok(await steps.file(rival, recordId));
  steps.goTo('2026-11-25', '23');
  await steps.fallDue();
  assert.equal((await steps.mine(rival, caseId)).state, 'received', 'the last day is in time');
  steps.goTo('2026-11-26', '00');
  assert.equal((await steps.mine(rival, caseId)).overdue, true, 'late whether a job has run or not');
  await steps.fallDue();
  await steps.fallDue();
  const deemed = await steps.mine(rival, caseId);
  assert.deepEqual(
    [deemed.state, deemed.dueOn],
    ['accepted', '2026-12-04'],
    'silence accepts; the time runs on from the 25th',
  );
  assert.equal((await steps.shown(decorator, recordId)).underObjection, true);

  steps.goTo('2026-12-04', '23');
  await steps.fallDue();
  assert.ok(await steps.shown(decorator, recordId), 'still in time');
  steps.goTo('2026-12-05', '00');
  await Promise.all([steps.fallDue(), steps.fallDue()]);
  assert.equal(await steps.shown(decorator, recordId), undefined, 'hidden');
  const page = await city.server.inject({ url: `/subjects/${decorator.code}` });
  assert.equal(page.body.includes('青税失信〔2026〕2号'), false);
  const hidden = await steps.checked(desk, decorator, recordId);
  assert.deepEqual([hidden.measures.length, hidden.verdict === 'restricted'], [0, false]);
  const { rows } = await city.system.pool.query(
    `select count(*)::int as deeds from case_deed where case_id = $1 and deed = 'escalated'`,
    [caseId],
  );
  assert.equal(rows[0].deeds, 1, 'once, however often it runs');
  for (const agency of [tax.code, credit.code])
    assert.ok((await steps.messages({ agency }, caseId)).includes('objection-overdue'), agency);
  const office = await city.worker('case-officer', credit.code);
  const { tasks } = ok(await office.get('/api/v1/tasks'));
  assert.ok(tasks.some((task: { target: string; overdue: boolean }) => task.target === caseId && task.overdue));
  const law = await city.system.pool.query('select record_id from record where record_id = $1', [recordId]);
  assert.equal(law.rowCount, 1, 'the platform deletes no decision');

  ok(await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕2号')));
  ok(await steps.confirm(reviewer, caseId));
  const back = await steps.shown(decorator, recordId);
  assert.equal(back.underObjection, undefined);
  assert.equal((await steps.checked(desk, decorator, recordId)).verdict, 'restricted');
  const open = await city.system.pool.query(
    'select from record_suspension where record_id = $1 and superseded_at is null',
    [recordId],
  );
  assert.equal(open.rowCount, 0);
});

test('an answer that was proposed in time but not confirmed is late, and the second person may still give it', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(decorator, '青税失信〔2026〕3号');
  const { caseId } = ok(await steps.file(rival, recordId));
  await steps.accept(clerk, caseId, '青税异受〔2026〕3号');
  const more = { days: 5, reason: '需要向外地调取材料', documentNo: '青税延〔2026〕1号' };
  assert.equal((await reviewer.post(steps.at(caseId, 'extension'), { ...more, days: 8 })).status, 400);
  assert.equal(ok(await reviewer.post(steps.at(caseId, 'extension'), more)).dueOn, '2026-12-08');
  assert.equal((await reviewer.post(steps.at(caseId, 'extension'), more)).status, 409, 'once');
  ok(await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕3号')));
  steps.goTo('2026-12-09', '01');
  await steps.fallDue();
  assert.equal((await steps.mine(rival, caseId)).state, 'overdue-proposed');
  assert.equal(await steps.shown(decorator, recordId), undefined);
  ok(await steps.confirm(reviewer, caseId));
  assert.ok(await steps.shown(decorator, recordId));
});

test('a repeat does not suspend until an official accepts evidence that was not shown before', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(logistics, '青税失信〔2026〕4号');
  const mover = await city.worker('organisation', undefined, { subjectId: logistics.code });
  const { headers } = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
  const first = ok(await steps.file(mover, recordId)).caseId;
  const old = Buffer.concat([PROOF, Buffer.from('一')]);
  assert.equal((await steps.prove(headers, first, Buffer.from('no file'))).status, 415);
  ok(await steps.prove(headers, first, old));
  const other = await signIn(city.system, { role: 'organisation', subjectId: builder.code });
  assert.equal((await steps.prove(other.headers, first, old)).status, 404);
  ok(await mover.post(steps.at(first, 'retraction'), { reason: '再行核对' }));
  assert.equal((await steps.shown(logistics, recordId)).underObjection, undefined, 'taken back, it bites again');
  assert.equal((await steps.prove(headers, first, old)).status, 409);

  const again = ok(await steps.file(mover, recordId));
  assert.equal(again.suspended, false);
  assert.match(again.why, /不暂停/);
  assert.equal((await steps.checked(desk, logistics, recordId)).verdict, 'restricted');
  ok(await steps.prove(headers, again.caseId, old));
  ok(await steps.prove(headers, again.caseId, Buffer.concat([PROOF, Buffer.from('二')])));
  const accepting = { documentNo: '青税异受〔2026〕4号', contact: '法规科', phone: '1' };
  const known = await clerk.post(steps.at(again.caseId, 'acceptance'), { ...accepting, newEvidenceNo: 1 });
  assert.equal(known.status, 409, 'shown before');
  assert.equal(
    (await clerk.post(steps.at(again.caseId, 'acceptance'), { ...accepting, newEvidenceNo: 9 })).status,
    404,
  );
  const laid = await steps.accept(clerk, again.caseId, '青税异受〔2026〕4号', { newEvidenceNo: 2 });
  assert.equal(laid.suspended, true);
  assert.notEqual((await steps.checked(desk, logistics, recordId)).verdict, 'restricted');
  assert.deepEqual((await steps.mine(mover, again.caseId)).suspends, true);
});

test('a repeat that is not answered is escalated and hides nothing', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(machinery, '青税失信〔2026〕5号');
  const maker = await city.worker('organisation', undefined, { subjectId: machinery.code });
  const { caseId: first } = ok(await steps.file(maker, recordId));
  const refusal = {
    ground: 'decision-itself',
    reason: '对处罚轻重不服',
    documentNo: '青税异不受〔2026〕1号',
    ...{
      reconsiderationBody: '青禾市人民政府',
      reconsiderationPeriod: '六十日',
      court: '青禾市人民法院',
      suitPeriod: '六个月',
    },
  };
  assert.equal((await clerk.post(steps.at(first, 'refusal'), refusal)).status, 403, 'not the clerk alone');
  ok(await reviewer.post(steps.at(first, 'refusal'), refusal));
  assert.equal((await steps.shown(machinery, recordId)).underObjection, undefined);
  const { caseId } = ok(await steps.file(maker, recordId));
  steps.goTo('2026-12-05', '01');
  await steps.fallDue();
  assert.equal((await steps.mine(maker, caseId)).state, 'overdue');
  assert.ok(await steps.shown(machinery, recordId), 'a repeat hides nothing');
  assert.ok((await steps.messages({ agency: credit.code }, caseId)).includes('objection-overdue'));
});

test('an objection does not suspend a court’s own list, and says why', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '（2026）青9901执9号', court, '失信被执行人名单');
  const filed = ok(await steps.file(owner, recordId));
  assert.deepEqual([filed.agency, filed.suspended], [court.code, false]);
  assert.match(filed.why, /人民法院/);
  assert.equal((await steps.checked(desk, builder, recordId)).measures[0]?.suspended, undefined);
  const judge = await city.worker('clerk', court.code);
  ok(await judge.prove(filed.caseId));
  const laid = await judge.post(steps.at(filed.caseId, 'acceptance'), {
    documentNo: '1号',
    contact: '执行局',
    phone: '1',
    newEvidenceNo: 1,
  });
  assert.equal(laid.status, 422);
  ok(await owner.post(steps.at(filed.caseId, 'retraction')));
});

test('an agency that finds its own error verifies it, is joined by the organisation, and takes the record back', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(logistics, '青税失信〔2026〕6号');
  const own = { subject: logistics.code, recordId, about: 'facts', grounds: '决定已被撤销而未撤回' };
  const stranger = await city.worker('clerk', market.code);
  assert.equal((await stranger.post(`${OBJECTIONS}/own-motion`, own)).status, 404);
  const { caseId, dueOn } = ok(await clerk.post(`${OBJECTIONS}/own-motion`, own));
  assert.equal(dueOn, '2026-12-01');
  assert.equal((await steps.shown(logistics, recordId)).underObjection, true);
  const mover = await city.worker('organisation', undefined, { subjectId: logistics.code });
  assert.equal(await steps.mine(mover, caseId), undefined, 'nobody is told before there is something to tell');
  assert.equal((await mover.get(`/api/v1/cases/${caseId}`)).status, 404);
  const joined = ok(await steps.file(mover, recordId));
  assert.deepEqual([joined.caseId, joined.suspended], [caseId, true], 'one case');
  assert.equal(ok(await mover.get(`/api/v1/cases/${caseId}`)).state, 'accepted');
  assert.equal((await steps.file(mover, recordId)).status, 409);
  ok(await steps.propose(clerk, caseId, answer('withdrawn', '青税异复〔2026〕6号')));
  ok(await steps.confirm(reviewer, caseId));
  assert.equal(await steps.shown(logistics, recordId), undefined);
  assert.deepEqual((await steps.checked(desk, logistics, recordId)).measures, []);
  const { rows } = await city.system.pool.query('select kind, document from record_deed where record_id = $1', [
    recordId,
  ]);
  assert.deepEqual(rows, [{ kind: 'withdrawal', document: '青税异复〔2026〕6号' }]);
  assert.equal((await steps.file(mover, recordId)).status, 404, 'nothing is left to object to');
});

test('a record of somebody else moves to the right organisation at once, and both are told', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税失信〔2026〕7号');
  const { caseId } = ok(await steps.file(owner, recordId, { about: 'attribution', grounds: '不是本单位' }));
  await steps.accept(clerk, caseId, '青税异受〔2026〕7号');
  const to = (rightSubject: string) =>
    steps.propose(clerk, caseId, answer('reattributed', '青税异复〔2026〕7号', { rightSubject }));
  assert.equal((await to('91990100MA00000000')).status, 422);
  assert.equal((await to(builder.code)).status, 400);
  ok(await to(machinery.code));
  ok(await steps.confirm(reviewer, caseId));
  assert.equal(await steps.shown(builder, recordId), undefined);
  assert.notEqual((await steps.checked(desk, builder, recordId)).measures.length > 0, true);
  const { rows } = await city.system.pool.query<{ id: string; name: string; code: string }>(
    `select record_id as id, fields ->> 'name' as name, fields ->> 'code' as code from record
      where document_no = '青税失信〔2026〕7号' and subject_id = $1`,
    [machinery.code],
  );
  assert.deepEqual([rows.length, rows[0]?.name, rows[0]?.code], [1, machinery.name, machinery.code]);
  const moved = rows[0]?.id ?? '';
  assert.ok(await steps.shown(machinery, moved));
  assert.equal((await steps.checked(desk, machinery, moved)).measures.length, 1);
  assert.ok((await steps.messages({ subjectId: builder.code }, caseId)).includes('record-moved'));
  assert.deepEqual(await steps.messages({ subjectId: machinery.code }, caseId), ['record-moved']);
  const maker = await city.worker('organisation', undefined, { subjectId: machinery.code });
  assert.equal(
    ok(await steps.file(maker, moved)).suspended,
    true,
    'the right organisation may object for the first time',
  );
});

test('the counter writes an objection down for whoever came, with what was shown', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(decorator, '青税失信〔2026〕8号');
  const counter = await city.worker('counter', credit.code);
  assert.equal((await steps.file(counter, recordId, { subject: decorator.code })).status, 400, 'proof of who came');
  const proof = '经办人出示营业执照和授权委托书，证件号 990100199003078213';
  assert.equal((await steps.file(counter, recordId, { subject: builder.code, proof })).status, 404, 'not its record');
  const elsewhere = await city.worker('counter', credit.code, { region: '980100' });
  assert.equal((await steps.file(elsewhere, recordId, { subject: decorator.code, proof })).status, 404);
  const { caseId, suspended } = ok(await steps.file(counter, recordId, { subject: decorator.code, proof }));
  assert.equal(suspended, true);
  const { rows } = await city.system.pool.query('select proof, origin from objection where case_id = $1', [caseId]);
  assert.equal(rows[0].origin, 'counter');
  assert.equal(rows[0].proof.includes('990100199003078213'), false);
  assert.equal((await steps.mine(rival, caseId)).state, 'received');
  assert.equal(ok(await rival.get(`/api/v1/cases/${caseId}`)).state, 'received');
  ok(await counter.post(steps.at(caseId, 'retraction')));
});

test('whoever objected downloads the papers addressed to it, and nobody else by that way', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(logistics, '青税失信〔2026〕10号');
  const mover = await city.worker('organisation', undefined, { subjectId: logistics.code });
  const { caseId } = ok(await steps.file(mover, recordId));
  assert.deepEqual((await steps.mine(mover, caseId)).papers, [], 'nothing was issued yet');
  const paper = (paperNo: number, more = '') => `${steps.at(caseId, 'papers')}/${paperNo}${more}`;
  assert.equal((await mover.get(paper(1))).status, 404);
  await steps.accept(clerk, caseId, '青税异受〔2026〕10号');
  ok(await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕10号')));
  ok(await steps.confirm(reviewer, caseId));
  assert.deepEqual((await steps.mine(mover, caseId)).papers, [
    { paperNo: 1, title: '异议受理通知书', documentNo: '青税异受〔2026〕10号', issuedOn: '2026-11-20' },
    { paperNo: 2, title: '异议处理结果告知书', documentNo: '青税异复〔2026〕10号', issuedOn: '2026-11-20' },
  ]);
  const { headers } = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
  const document = await city.server.inject({ url: paper(2), headers });
  assert.equal(document.statusCode, 200);
  const words = paragraphsOf((await partsOf(document.rawPayload)).get('word/document.xml') ?? '')
    .map(({ text }) => text)
    .join('\n');
  for (const part of [logistics.name, '维持所指信息', '申请行政复议', '提起行政诉讼'])
    assert.ok(words.includes(part), part);
  const pdf = await city.server.inject({ url: paper(2, '?format=pdf'), headers });
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  assert.equal((await mover.get(paper(3))).status, 404);
  assert.equal((await rival.get(paper(2))).status, 404, 'another organisation’s');
  assert.equal((await clerk.get(paper(2))).status, 403, 'officials read papers where they work');
  assert.equal((await city.server.inject({ url: paper(2) })).statusCode, 401);
  const { rows } = await city.system.pool.query(
    `select agency, purpose, detail from journal_entry where event = 'case.paper-read' and target = $1 order by entry_id`,
    [caseId],
  );
  assert.deepEqual(rows, [
    { agency: null, purpose: 'own-data', detail: { paperNo: 2, format: 'docx' } },
    { agency: null, purpose: 'own-data', detail: { paperNo: 2, format: 'pdf' } },
  ]);
});

test('an own motion’s papers are the organisation’s to read once it has joined, or it is answered', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(logistics, '青税失信〔2026〕11号');
  const own = { subject: logistics.code, recordId, about: 'facts', grounds: '期限有误' };
  const mover = await city.worker('organisation', undefined, { subjectId: logistics.code });
  const { caseId } = ok(await clerk.post(`${OBJECTIONS}/own-motion`, own));
  ok(await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕11号')));
  assert.equal(await steps.mine(mover, caseId), undefined);
  // the result is the only paper of an own motion: one that is there before it is answered would be told too early
  await city.system.pool.query(
    `insert into case_paper (subject_id, case_id, paper_no, paper, title, document_no, content, sha256, issued_on, issued_by, issued_at)
     select f.subject_id, f.case_id, 1, p.paper, p.title, '早1号', p.content, p.sha256, p.issued_on, p.issued_by, p.issued_at
       from case_file f cross join (select * from case_paper limit 1) p where f.case_id = $1`,
    [caseId],
  );
  assert.equal((await mover.get(`${steps.at(caseId, 'papers')}/1`)).status, 404);
  ok(await steps.confirm(reviewer, caseId));
  assert.equal((await steps.mine(mover, caseId)).papers.length, 2);
  assert.equal((await mover.get(`${steps.at(caseId, 'papers')}/2`)).status, 200);
  await city.system.pool.query(
    `insert into case_paper (subject_id, case_id, paper_no, paper, title, document_no, content, sha256, issued_on, issued_by, issued_at, person_no)
     select subject_id, case_id, 3, paper, title, '人1号', content, sha256, issued_on, issued_by, issued_at, 1
       from case_paper where case_id = $1 and paper_no = 2`,
    [caseId],
  );
  assert.equal((await mover.get(`${steps.at(caseId, 'papers')}/3`)).status, 404, 'a paper to a person');
  assert.equal((await steps.mine(mover, caseId)).papers.length, 2);
});

test('a short statement stands beside a record that stays, and waits for a person where it may name one', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税失信〔2026〕9号');
  const { caseId } = ok(await steps.file(owner, recordId));
  const early = await owner.post(steps.at(caseId, 'statement'), { text: '本单位已提起诉讼' });
  assert.equal(early.status, 409);
  await steps.accept(clerk, caseId, '青税异受〔2026〕9号');
  ok(await steps.propose(clerk, caseId, answer('stands', '青税异复〔2026〕9号')));
  ok(await steps.confirm(reviewer, caseId));
  assert.equal((await rival.post(steps.at(caseId, 'statement'), { text: '冒名' })).status, 404);
  assert.equal((await owner.post(steps.at(caseId, 'statement'), { text: '说'.repeat(501) })).status, 400);
  const plain = ok(await owner.post(steps.at(caseId, 'statement'), { text: '本单位已依法提起行政诉讼，尚未判决。' }));
  assert.equal(plain.shown, true);
  assert.equal((await steps.shown(builder, recordId)).statement, '本单位已依法提起行政诉讼，尚未判决。');
  ok(await owner.post(steps.at(caseId, 'statement-end')));
  assert.equal((await steps.shown(builder, recordId)).statement, undefined);
  assert.equal((await owner.post(steps.at(caseId, 'statement-end'))).status, 409);

  const unsure = '当日，康健将材料送错，与本单位现任人员无关。';
  const waits = ok(await owner.post(steps.at(caseId, 'statement'), { text: unsure }));
  assert.equal(waits.shown, false, 'may be a name');
  assert.ok((await steps.messages({ agency: tax.code }, caseId)).includes('case-notice'));
  assert.equal((await steps.shown(builder, recordId)).statement, undefined);
  const check = steps.at(caseId, 'statement-check');
  assert.equal((await reviewer.post(check, { text: '当日，康某将材料送错，与本单位无关。' })).status, 400);
  ok(await reviewer.post(check, { text: '当日，康某将材料送错，与本单位现任人员无关。' }));
  assert.equal((await steps.shown(builder, recordId)).statement, '当日，康某将材料送错，与本单位现任人员无关。');
});
