import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import yazl from 'yazl';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { evidence, openCaseCity, PROOF, type Worker } from '../../../../tests/journeys/case-desk.ts';
import { listing, ok } from '../../../../tests/journeys/listing-steps.ts';
import { addDays, today } from '../../kernel/dates.ts';
import { openEvidence, placeOfEvidence } from './evidence/seal-evidence.ts';
import { EVIDENCE_BYTES } from './evidence/take-evidence.ts';

const { finance, market, housing, credit } = AGENCIES;
type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
let city: CaseCity;
let clerk: Worker;
let reviewer: Worker;
let steps: ReturnType<typeof listing>;
let numbers = 0;
const number = (kind: string) => `青财采${kind}〔2026〕${++numbers}号`;
const at = (time: string) => {
  city.clock.now = new Date(time);
};
const MORNING = '2026-11-20T09:00:00+08:00';

before(async () => {
  city = await openCaseCity(['builder', 'food', 'machinery', 'decorator', 'environment', 'logistics', 'renamed']);
  clerk = await city.worker('clerk', finance.code);
  reviewer = await city.worker('reviewer', finance.code);
  steps = listing(clerk, reviewer, () => today(city.clock.now));
});
after(() => city.close());

const zipOf = (name: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from('<x/>'), name);
    zip.end();
    const parts: Buffer[] = [];
    zip.outputStream
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => resolve(Buffer.concat(parts)))
      .on('error', reject);
  });

async function noticed(subject: string): Promise<string> {
  const caseId = await steps.draft(subject);
  await steps.serve(caseId, await steps.notice(caseId, number('告')));
  await steps.noticed(caseId);
  return caseId;
}

let shared = '';

test('evidence is what its bytes are, whatever its name says', async () => {
  at(MORNING);
  shared = await steps.draft(ORGANISATIONS.builder.code);
  const refused = {
    'a program renamed to PDF': Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00', 'latin1'),
    'a web page': Buffer.from('<!doctype html><script>alert(1)</script>'),
    'an archive that is no OFD': await zipOf('readme.txt'),
    'an archive that only speaks of OFD.xml': Buffer.concat([await zipOf('readme.txt'), Buffer.from('OFD.xml')]),
    'plain words': Buffer.from('收到'),
  };
  for (const [what, bytes] of Object.entries(refused)) {
    const answer = await clerk.prove(shared, '回证', bytes);
    assert.equal(answer.status, 415, what);
    assert.match(answer.body.detail, /以内容为准/, what);
  }
  assert.equal((await clerk.prove(shared, '回证', Buffer.alloc(0))).status, 400, 'nothing at all');
  const taken = ok(await clerk.prove(shared, '版式文件', await zipOf('OFD.xml')));
  assert.equal(taken.mediaType, 'application/ofd');
  assert.equal(taken.evidenceNo, 1, 'what was refused took no number');
});

test('evidence of more than 10 MB is refused and nothing of it is kept', async () => {
  const large = Buffer.concat([PROOF, Buffer.alloc(EVIDENCE_BYTES)]);
  const answer = await clerk.prove(shared, '回证', large);
  assert.equal(answer.status, 413);
  assert.match(answer.body.detail, /10 MB/);
  const { rows } = await city.system.pool.query('select count(*)::int as n from case_evidence where case_id = $1', [
    shared,
  ]);
  assert.equal(rows[0].n, 1);
});

test('evidence lies sealed and opens in its own place alone; who opens it is in the journal', async () => {
  const said = ok(await clerk.prove(shared, '送达回证'));
  assert.equal(said.sha256, createHash('sha256').update(PROOF).digest('hex'));
  const { rows } = await city.system.pool.query<{ sealed: Buffer }>(
    'select sealed from case_evidence where case_id = $1 and evidence_no = $2',
    [shared, said.evidenceNo],
  );
  const sealed = rows[0]?.sealed;
  assert.ok(sealed !== undefined && !sealed.includes('PDF') && !sealed.includes(PROOF.subarray(0, 12)));
  const { secrets } = city.system;
  assert.deepEqual(openEvidence(secrets, placeOfEvidence(shared, said.evidenceNo), sealed), PROOF);
  assert.throws(() => openEvidence(secrets, placeOfEvidence(shared, said.evidenceNo + 1), sealed));
  assert.throws(() => openEvidence(secrets, placeOfEvidence(`c${'0'.repeat(20)}`, said.evidenceNo), sealed));
  assert.equal((await clerk.get(`/api/v1/cases/${shared}/evidence/${said.evidenceNo}`)).body, PROOF.toString());
  const entries = await city.system.pool.query(
    `select actor from journal_entry where event = 'case.evidence-read' and target = $1`,
    [shared],
  );
  assert.deepEqual(entries.rows, [{ actor: `user:${clerk.accountId}` }]);
  const stranger = await city.worker('clerk', housing.code);
  assert.equal((await stranger.get(`/api/v1/cases/${shared}/evidence/${said.evidenceNo}`)).status, 404);
  const upload = await city.server.inject(evidence(shared, '回证'));
  assert.ok(upload.statusCode >= 400, 'nobody uploads without a post');
});

test('a service names its paper, its days and its proof, and none of them from the future', async () => {
  const paperNo = await steps.notice(shared, number('告'));
  const day = today(city.clock.now);
  const { evidenceNo } = ok(await clerk.prove(shared));
  const whole = { paperNo, method: 'hand', sentOn: day, servedOn: day, evidenceNo };
  const serve = (change: object) => clerk.post(`/api/v1/cases/${shared}/services`, { ...whole, ...change });
  const refusals: [object, number, RegExp][] = [
    [{ sentOn: addDays(day, 1), servedOn: addDays(day, 1) }, 400, /送出日期晚于今天/],
    [{ servedOn: addDays(day, 1) }, 400, /送达日期晚于今天/],
    [{ servedOn: addDays(day, -1) }, 400, /早于送出日期/],
    [{ sentOn: addDays(day, -1) }, 400, /早于文书的签发日期/],
    [{ servedOn: undefined }, 400, /servedOn/],
    [{ evidenceNo: 99 }, 404, /送达凭证/],
    [{ paperNo: 99 }, 404, /文书/],
    [{ method: 'public-notice', sentOn: '9999-12-31', servedOn: undefined }, 400, /晚于今天/],
  ];
  for (const [change, status, sentence] of refusals) {
    const answer = await serve(change);
    assert.equal(answer.status, status, JSON.stringify(change));
    assert.match(answer.body.detail, sentence);
  }
  assert.equal(ok(await serve({})).servedOn, day);
});

test('a public notice counts when the days of the catalogue are over, not on the last of them', async () => {
  at(MORNING);
  const caseId = await steps.draft(ORGANISATIONS.logistics.code);
  const paperNo = await steps.notice(caseId, number('告'));
  const { evidenceNo } = ok(await clerk.prove(caseId, '公告页面'));
  const notice = { paperNo, method: 'public-notice', sentOn: '2026-11-20', servedOn: '2026-11-20', evidenceNo };
  const serve = () => clerk.post(`/api/v1/cases/${caseId}/services`, notice);
  const early = await serve();
  assert.equal(early.status, 409);
  assert.match(early.body.detail, /30 日.*2026-12-20/);
  at('2026-12-20T23:00:00+08:00');
  assert.equal((await serve()).status, 409, 'the thirtieth day is not over');
  at('2026-12-21T09:00:00+08:00');
  assert.equal(ok(await serve()).servedOn, '2026-12-20', 'whatever day somebody writes');
});

test('an issued paper is hashed, and is the same document whenever it is asked for', async () => {
  at(MORNING);
  const caseId = await steps.draft(ORGANISATIONS.food.code);
  const paperNo = await steps.notice(caseId, number('告'));
  const { papers } = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  const { rows } = await city.system.pool.query('select sha256, content from case_paper where case_id = $1', [caseId]);
  assert.equal(papers[0].sha256, rows[0].sha256);
  assert.match(JSON.stringify(rows[0].content), /提供虚假材料谋取中标/);
  const download = () => clerk.get(`/api/v1/cases/${caseId}/papers/${paperNo}?format=docx`);
  const [one, other] = [await download(), await download()];
  assert.equal(one.status, 200);
  assert.equal(other.body, one.body);
  at('2027-03-01T09:00:00+08:00');
  assert.equal((await download()).body, one.body, 'months later too');
  assert.equal((await clerk.get(`/api/v1/cases/${caseId}/papers/9`)).status, 404);
});

test('a clock stands still and goes on for a cause with its evidence, in turn, and not once its term ran out', async () => {
  at(MORNING);
  const caseId = await noticed(ORGANISATIONS.machinery.code);
  const move = (kind: string, more: object = {}, clock = 'answer') =>
    clerk.post(`/api/v1/cases/${caseId}/clocks/${clock}`, {
      kind,
      cause: '等待法院文书',
      evidence: '青法函1',
      ...more,
    });
  assert.equal((await move('suspended', { cause: undefined })).status, 400, 'no cause');
  assert.equal((await move('suspended', { cause: '　' })).status, 409, 'an empty one');
  assert.equal((await move('suspended', { evidence: undefined })).status, 400, 'no evidence');
  assert.equal((await move('extended')).status, 400, 'no term is made longer by hand');
  assert.equal((await move('suspended', {}, 'other')).status, 404);
  assert.match((await move('resumed')).body.detail, /没有中止/);
  at('2026-11-24T09:00:00+08:00');
  const still = ok(await move('suspended')).clock;
  assert.deepEqual([still.state, still.dueOn, still.suspendedBy], ['suspended', null, '等待法院文书']);
  assert.match((await move('suspended')).body.detail, /已经中止/);
  const tooSoon = await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' });
  assert.match(tooSoon.body.detail, /已中止计算/);
  at('2026-12-01T09:00:00+08:00');
  const running = ok(await move('resumed')).clock;
  assert.deepEqual([running.state, running.dueOn, running.used], ['running', '2026-12-07', 1]);
  at('2026-12-08T09:00:00+08:00');
  const late = await move('suspended');
  assert.equal(late.status, 409);
  assert.match(late.body.detail, /2026-12-07 届满，不得再中止/);
  assert.equal(ok(await clerk.get(`/api/v1/cases/${caseId}`)).clocks[0].dueOn, '2026-12-07', 'nothing moved');
});

test('what is owed comes overdue first, to whoever is competent and to the office of the region, to nobody else', async () => {
  at(MORNING);
  const standing = await noticed(ORGANISATIONS.decorator.code);
  ok(
    await clerk.post(`/api/v1/cases/${standing}/clocks/answer`, {
      kind: 'suspended',
      cause: '等待司法鉴定',
      evidence: '鉴函1',
    }),
  );
  at('2026-12-09T09:00:00+08:00');
  const fresh = await noticed(ORGANISATIONS.environment.code);
  type Told = { target: string; overdue: boolean; dueOn: string | null; suspendedBy?: string };
  const told = async (worker: Worker): Promise<Told[]> => ok(await worker.get('/api/v1/tasks')).tasks;
  const own = await told(clerk);
  assert.equal(own[0]?.overdue, true);
  const firstInTime = own.findIndex(({ overdue }) => !overdue);
  assert.ok(firstInTime > 0 && own.slice(firstInTime).every(({ overdue }) => !overdue), 'overdue ones stand together');
  assert.ok(own.some(({ target }) => target === fresh));
  assert.equal(own.find(({ target }) => target === standing)?.suspendedBy, '等待司法鉴定');
  assert.equal(own.at(-1)?.target, standing, 'what stands still comes last');
  const office = await city.worker('case-officer', credit.code);
  assert.deepEqual(
    (await told(office)).map(({ target }) => target),
    own.map(({ target }) => target),
  );
  const elsewhere = await city.worker('case-officer', credit.code, { region: '990200' });
  assert.deepEqual(await told(elsewhere), []);
  assert.deepEqual(await told(await city.worker('clerk', market.code)), []);
});

test('cases come in pages, newest first, each once, and a page of one’s own making is refused', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = ok(await clerk.get(`/api/v1/cases?limit=2${after === undefined ? '' : `&after=${after}`}`));
    assert.ok(page.cases.length <= 2);
    seen.push(...page.cases.map((one: { caseId: string }) => one.caseId));
    after = page.next;
  } while (after !== undefined);
  const { rows } = await city.system.pool.query(
    'select case_id from case_file where agency = $1 order by opened_at desc, case_id desc',
    [finance.code],
  );
  assert.deepEqual(
    seen,
    rows.map((row: { case_id: string }) => row.case_id),
  );
  assert.equal((await clerk.get('/api/v1/cases?after=x')).status, 400);
  assert.deepEqual(ok(await clerk.get('/api/v1/cases?state=ended')).cases, []);
  assert.equal(ok(await clerk.get('/api/v1/cases?procedure=listing')).cases.length, seen.length);
  const unknown = await clerk.get('/api/v1/cases?procedure=990100199003078213');
  assert.match(unknown.body.detail, /listing（列入名单）/);
  const kept = await city.system.pool.query(`select from journal_entry where detail::text like '%990100199003078213%'`);
  assert.equal(kept.rowCount, 0, 'nothing that somebody typed by mistake is kept');
  assert.deepEqual(ok(await (await city.worker('clerk', housing.code)).get('/api/v1/cases')).cases, []);
});

test('a refused step names where the case stands, the clause, and what is possible instead', async () => {
  at(MORNING);
  const caseId = await steps.draft(ORGANISATIONS.renamed.code);
  const refused = await clerk.post(steps.at(caseId, 'effect'));
  assert.equal(refused.status, 409);
  assert.match(refused.body.detail, /处于“拟列入”.*现在可以：制作告知书、登记告知书送达、终止程序/);
  assert.equal(refused.body.state, 'draft');
  assert.deepEqual(refused.body.possible, ['notice-issued', 'noticed', 'stopped']);
  assert.equal(refused.body.clause, 'gbf-2020-49#四、（十）');
});

test('the organisation hears of no case before something was served on it, also where it knows the number', async () => {
  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.renamed.code });
  const [caseId] = ok(await clerk.get('/api/v1/cases')).cases.map((one: { caseId: string }) => one.caseId);
  const answer = await own.post(steps.at(caseId, 'statements'), { text: '请求不予列入' });
  assert.equal(answer.status, 404, 'not told that a listing is being drafted');
});
