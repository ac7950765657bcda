import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { buildServer } from '../../server/src/app.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { forgetReports } from '../../server/src/domain/misconduct-reports/forget-reports.ts';
import { addDays, addMonths, today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { form } from '../writes/holder.ts';
import { type Answer, openCaseCity, PROOF, type Worker } from './case-desk.ts';
import { openCity } from './city.ts';
import { ok } from './listing-steps.ts';

const { credit, housing, eco, finance } = AGENCIES;
const { builder, decorator, logistics } = ORGANISATIONS;
const REPORTS = '/api/v1/misconduct-reports';
const CASES = '/api/v1/misconduct-cases';
const OPENINGS = '/api/v1/misconduct-openings';
/** Invented. */
const REPORTER = { name: '司马芒种', contact: '0990-7654321' };
const FACT = '夜间擅自倾倒渣土三十七车';
const FINDINGS = '调取道路监控后核实倾倒渣土';
const REPLY = '已依法处理，感谢监督';
const DOCUMENT = '青建罚〔2026〕737号';
const SECRETS = [REPORTER.name, REPORTER.contact];

let city: Awaited<ReturnType<typeof openCaseCity>>;
let officer: Worker;
let decider: Worker;
let clerk: Worker;
let reviewer: Worker;
let elsewhere: Worker;
before(async () => {
  city = await openCaseCity();
  officer = await city.worker('case-officer', credit.code);
  decider = await city.worker('decider', credit.code);
  clerk = await city.worker('clerk', housing.code);
  reviewer = await city.worker('reviewer', housing.code);
  elsewhere = await city.worker('clerk', eco.code);
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T12:00:00+08:00`);
};
const anybody = async (url: string, payload: object, headers = {}): Promise<Answer> => {
  const response = await city.server.inject({ method: 'POST', url, payload, headers });
  assert.notEqual(response.statusCode, 500);
  return { status: response.statusCode, body: response.json() };
};
type Received = { number: string; lookUpCode: string };
const report = async (more: object = {}): Promise<Received> => {
  const { number, lookUpCode } = ok(
    await anybody(REPORTS, { organisation: { name: builder.name }, what: FACT, reporter: REPORTER, ...more }),
  );
  return { number, lookUpCode };
};
const stateOf = async (shown: Received) => ok(await anybody(`${REPORTS}/state`, shown));
const identified = async ({ number }: Received, subject: string = builder.code): Promise<string> =>
  ok(await officer.post(`${REPORTS}/${number}/identification`, { subject, basis: '名称与登记一致' })).caseId;

/** A report that the housing bureau has accepted. */
async function accepted(shown: Received, subject: string = builder.code): Promise<string> {
  const caseId = await identified(shown, subject);
  ok(await officer.post(`${CASES}/${caseId}/triage`, { agency: housing.code, reason: '属建设主管部门' }));
  ok(await clerk.post(`${CASES}/${caseId}/acceptance`));
  return caseId;
}

/** A file that no other case has. */
const fileOf = (caseId: string): Buffer => Buffer.concat([PROOF, Buffer.from(`%${caseId}\n`)]);

/** A report found true and closed today, with one file as evidence. */
async function closed(shown: Received, subject: string = builder.code): Promise<string> {
  const caseId = await accepted(shown, subject);
  const { evidenceNo } = ok(await clerk.prove(caseId, '监控截图', fileOf(caseId)));
  ok(await clerk.post(`${CASES}/${caseId}/investigation`, { findings: FINDINGS, evidenceNo }));
  const concluded = { outcome: 'found-true', reason: '事实清楚', reply: REPLY, documentNo: DOCUMENT };
  ok(await reviewer.post(`${CASES}/${caseId}/conclusion`, concluded));
  ok(await clerk.post(`${CASES}/${caseId}/closure`));
  return caseId;
}

/** Everything the database holds in words, whichever table. */
async function everyRow(): Promise<string> {
  const { pool } = city.system;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_table_privilege(oid, 'select')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

test('a report waits until an official says whom it means, is sent on and back, and is found true by a second person', async () => {
  goTo('2026-11-20');
  const shown = await report();
  assert.equal((await stateOf(shown)).state, 'waiting');
  const waiting = ok(await officer.get(REPORTS)).reports as { reportId: string; triageDue: string }[];
  assert.equal(waiting.find(({ reportId }) => reportId === shown.number)?.triageDue, '2026-11-27');
  const tasks = ok(await officer.get('/api/v1/tasks')).tasks as { target: string; subject: unknown }[];
  assert.equal(tasks.find(({ target }) => target === shown.number)?.subject, null);
  const read = ok(await officer.get(`${REPORTS}/${shown.number}`));
  assert.equal(read.what, FACT);
  assert.equal(read.reporterHeld, true);
  assert.ok(!JSON.stringify(read).includes(REPORTER.name));
  assert.ok(read.candidates.some(({ code }: { code: string }) => code === builder.code));
  assert.equal((await clerk.get(`${REPORTS}/${shown.number}`)).status, 404, 'nobody else knows of it yet');

  const guess = { subject: '91990100MA0000001X', basis: '猜测' };
  assert.equal((await officer.post(`${REPORTS}/${shown.number}/identification`, guess)).status, 422);
  const caseId = await identified(shown);
  assert.equal(
    (await officer.post(`${REPORTS}/${shown.number}/identification`, { ...guess, subject: builder.code })).status,
    409,
  );
  const one = `${CASES}/${caseId}`;
  assert.equal((await elsewhere.get(`/api/v1/cases/${caseId}`)).status, 404, 'the office alone holds it');

  ok(await officer.post(`${one}/triage`, { agency: eco.code, reason: '涉及环境' }));
  assert.equal(ok(await elsewhere.get(`${REPORTS}/${shown.number}`)).what, FACT);
  assert.equal((await clerk.post(`${one}/acceptance`)).status, 404);
  ok(await elsewhere.post(`${one}/return`, { reason: '渣土处置归住建部门' }));
  assert.equal((await elsewhere.get(`/api/v1/cases/${caseId}`)).status, 404, 'who sent it back sees it no more');
  assert.equal((await elsewhere.get(`${REPORTS}/${shown.number}`)).status, 404);
  ok(await officer.post(`${one}/triage`, { agency: housing.code, reason: '退回后改送住建' }));
  const clocks = ok(await clerk.get(`/api/v1/cases/${caseId}`)).clocks as { clock: string; state: string }[];
  assert.deepEqual(
    clocks.map(({ clock, state }) => [clock, state]),
    [
      ['accept', 'stopped'],
      ['accept-2', 'running'],
    ],
    'the second agency has all of its time',
  );
  ok(await clerk.post(`${one}/acceptance`));
  assert.equal((await stateOf(shown)).agencyName, housing.name);
  assert.equal((await clerk.post(`${one}/return`, { reason: '反悔' })).status, 409, 'accepted is accepted');
  ok(await clerk.post(`${one}/investigation`, { findings: FINDINGS }));

  const found = { outcome: 'found-true', reason: '事实清楚', reply: REPLY };
  assert.equal((await clerk.post(`${one}/conclusion`, found)).status, 403, 'a clerk confirms nothing');
  const both = await city.worker('reviewer', housing.code, { accountId: clerk.accountId });
  const self = await both.post(`${one}/conclusion`, { ...found, documentNo: DOCUMENT });
  assert.equal(self.status, 409, 'not by who investigated');
  assert.match((await reviewer.post(`${one}/conclusion`, found)).body.detail, /决定文书号/);
  const nothing = { ...found, outcome: 'not-found', documentNo: DOCUMENT };
  assert.match((await reviewer.post(`${one}/conclusion`, nothing)).body.detail, /查无实据/);
  ok(await reviewer.post(`${one}/conclusion`, { ...found, documentNo: DOCUMENT }));
  ok(await clerk.post(`${one}/closure`));

  assert.deepEqual(await stateOf(shown), {
    number: shown.number,
    receivedOn: '2026-11-20',
    state: 'closed',
    stateName: '已办结',
    agencyName: housing.name,
    outcome: 'found-true',
    reply: REPLY,
  });
  const typed = { ...shown, lookUpCode: shown.lookUpCode.toLowerCase().replaceAll('-', ' ') };
  assert.equal((await stateOf(typed)).state, 'closed');
  const wrong = await anybody(`${REPORTS}/state`, { ...shown, lookUpCode: (await report()).lookUpCode });
  const unknown = await anybody(`${REPORTS}/state`, { ...shown, number: 'm0000000000000000' });
  assert.equal(wrong.status, 404);
  assert.equal(wrong.body.detail, unknown.body.detail, 'nobody finds out which reports there are');
  assert.equal((await anybody(`${REPORTS}/withdrawal`, shown)).status, 409, 'what was found stays found');
});

test('the agency that is sent a report is registered and has its duties, and a report is not sent about for ever', async () => {
  goTo('2026-11-20');
  const caseId = await identified(await report());
  const one = `${CASES}/${caseId}`;
  const stranger = await officer.post(`${one}/triage`, { agency: '11990100MB00000015', reason: '试' });
  assert.equal(stranger.status, 422);
  for (let times = 1; times <= 5; times += 1) {
    ok(await officer.post(`${one}/triage`, { agency: eco.code, reason: '试' }));
    ok(await elsewhere.post(`${one}/return`, { reason: '不属于职责' }));
  }
  assert.equal((await officer.post(`${one}/triage`, { agency: eco.code, reason: '再试' })).status, 409);
  ok(await officer.post(`${one}/decline`, { reason: '无主管单位', reply: '不属于受理范围' }));
});

test('the case of a report goes nowhere but to the agency its last deed names, not even by the role of the application', async () => {
  goTo('2026-11-20');
  const { pool } = city.system;
  const { caseId: other } = ok(
    await clerk.post('/api/v1/rectifications', { subject: decorator.code, facts: '问题', grounds: '依据' }),
  );
  await assert.rejects(pool.query('update case_file set agency = $1', [eco.code]), /permission denied/);
  const moved = async (code: string, caseId: string) =>
    (await pool.query<{ to: string | null }>('select hand_over_misconduct_case($1, $2) as to', [code, caseId])).rows[0]
      ?.to;
  assert.equal(await moved(decorator.code, other), null);
  assert.equal(await moved(builder.code, await identified(await report())), null, 'it was sent nowhere yet');
});

test('who reported is seen by nobody but who asked, once, after another person in the other role granted it', async () => {
  goTo('2026-11-23');
  const shown = await report({
    what: `本人${REPORTER.name}（${REPORTER.contact}）亲眼看到${FACT}，证件990100199003078213`,
  });
  const read = ok(await officer.get(`${REPORTS}/${shown.number}`));
  assert.match(read.what, /本人〔举报人〕（〔举报人〕）亲眼看到/);
  assert.ok(!read.what.includes('19900307'));
  const ask = (who: Worker) => who.post(`${REPORTS}/${shown.number}/openings`, { reason: '须当面核实' });
  const look = (who: Worker, openingId: string) => who.post(`${OPENINGS}/${openingId}/look`);
  const settle = (who: Worker, openingId: string, granted: boolean) =>
    who.post(`${OPENINGS}/${openingId}/settlement`, { granted });

  assert.equal((await ask(clerk)).status, 404, 'not of an agency that does not hold it');
  assert.equal((await ask(decider)).status, 403, 'the role that grants does not ask');
  const { openingId } = ok(await ask(officer));
  assert.equal((await ask(officer)).status, 409, 'one at a time');
  assert.equal((await look(officer, openingId)).status, 409, 'one role alone sees nothing');
  const both = await city.worker('decider', credit.code, { accountId: officer.accountId });
  assert.equal((await settle(both, openingId, true)).status, 409, 'the same person in both posts is one');
  await assert.rejects(
    city.system.pool.query(
      `update misconduct_opening set settled_by = asked_by, settled_as = 'decider', settled_at = asked_at, granted = true,
              good_until = asked_at + interval '1 hour' where opening_id = $1`,
      [openingId],
    ),
    (error) => error instanceof pg.DatabaseError && error.code === '23514',
  );
  assert.equal((await settle(officer, openingId, true)).status, 403);
  ok(await settle(decider, openingId, true));
  assert.equal((await settle(decider, openingId, true)).status, 409);
  assert.equal((await look(decider, openingId)).status, 403, 'who grants is shown nothing');
  const colleague = await city.worker('case-officer', credit.code);
  assert.equal((await look(colleague, openingId)).status, 404, 'only who asked');
  assert.deepEqual(ok(await look(officer, openingId)), REPORTER);
  assert.equal((await look(officer, openingId)).status, 409, 'once');

  const late = ok(await ask(officer)).openingId;
  ok(await settle(decider, late, true));
  city.clock.now = new Date(city.clock.now.getTime() + 24 * 3_600_000 + 1_000);
  assert.equal((await look(officer, late)).status, 409, 'not for ever');
  const denied = ok(await ask(officer)).openingId;
  ok(await settle(decider, denied, false));
  assert.equal((await look(officer, denied)).status, 409);

  await accepted(shown);
  const byClerk = ok(await ask(clerk)).openingId;
  ok(await settle(decider, byClerk, true));
  assert.deepEqual(ok(await look(clerk, byClerk)), REPORTER, 'the agency that works it now');

  const { rows } = await city.system.pool.query<{ event: string; n: number }>(
    `select event, count(*)::int as n from journal_entry where target = $1 and event like 'misconduct-report.reporter-%'
      group by event order by event`,
    [shown.number],
  );
  assert.deepEqual(
    rows.map(({ event, n }) => [event.split('-').at(-1), n]),
    [
      ['asked', 4],
      ['denied', 1],
      ['granted', 3],
      ['opened', 2],
    ],
    'every opening is an entry',
  );
  const held = await everyRow();
  for (const secret of SECRETS) {
    assert.ok(!held.includes(secret), 'no row says it in words');
    assert.ok(!city.logged.some((line) => line.includes(secret)), 'nor any line of the log');
  }
});

test('whoever reports is nobody: neither session, nor key, nor address, nor file number comes into journal or log', async () => {
  goTo('2026-11-24');
  const { headers, accountId } = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
  const before = city.logged.length;
  const own = { ...headers, 'gongxin-ref': 'FILE-OF-MINE-1', 'x-forwarded-for': '203.0.113.7' };
  const sent = { organisation: { name: builder.name }, what: '重复报送虚假材料' };
  const { number, lookUpCode } = ok(await anybody(REPORTS, sent, own));
  ok(await anybody(`${REPORTS}/state`, { number, lookUpCode }, own));
  ok(await anybody(`${REPORTS}/withdrawal`, { number, lookUpCode }, own));
  const { rows } = await city.system.pool.query(
    'select distinct actor, agency, origin, ref, subject_id as subject from journal_entry where target = $1',
    [number],
  );
  assert.deepEqual(rows, [{ actor: 'anonymous', agency: null, origin: null, ref: null, subject: null }]);
  const lines = city.logged.slice(before).join('\n');
  for (const trace of [accountId, 'FILE-OF-MINE-1', '203.0.113.7', '127.0.0.1', number, lookUpCode]) {
    assert.ok(!lines.includes(trace), trace);
  }
  const wrongKey = await anybody(REPORTS, sent, { authorization: 'Bearer wrong' });
  assert.equal(wrongKey.status, 201, 'nobody looks at it');
  const otherSite = await anybody(REPORTS, sent, { 'sec-fetch-site': 'cross-site' });
  assert.equal(otherSite.status, 403, 'no other page reports for its visitors');
});

test('a report names an organisation, not a person', async () => {
  goTo('2026-11-24');
  const named = async (organisation: object) => anybody(REPORTS, { organisation, what: FACT });
  assert.equal((await named({ name: '某某', code: '990100199003078213' })).body.status, 422);
  assert.equal((await named({ name: '某某', code: '123' })).status, 400);
  ok(await named({ name: builder.name, code: builder.code }));
  const counter = await city.worker('counter', credit.code);
  const shown = ok(await counter.post(`${REPORTS}/entries`, { organisation: { name: '张某' }, what: '邻里纠纷' }));
  ok(await officer.post(`${REPORTS}/${shown.number}/refusal`, { refusedFor: 'about-a-person' }));
  const { number, lookUpCode } = shown;
  assert.equal((await stateOf({ number, lookUpCode })).state, 'refused');
  goTo('2026-11-25');
  assert.equal((await forgetReports(city.system)).reports, 1, 'it is gone by the next night');
  assert.equal((await anybody(`${REPORTS}/state`, { number, lookUpCode })).status, 404);
});

test('no organisation, desk, other agency, check, archive, look-up, list or page knows of a report, found true or not', async () => {
  goTo('2026-11-26');
  const shown = await report();
  const open = await accepted(shown);
  ok(await clerk.prove(open, '监控截图'));
  const done = await closed(await report());
  const party = await city.worker('organisation', undefined, { subjectId: builder.code });
  const other = await city.worker('organisation', undefined, { subjectId: logistics.code });
  const desk = await city.worker('desk', housing.code);
  const bystander = await city.worker('clerk', finance.code);
  for (const worker of [party, other, desk, bystander]) {
    for (const caseId of [open, done]) {
      assert.equal((await worker.get(`/api/v1/cases/${caseId}`)).status, 404);
      assert.ok([403, 404].includes((await worker.get(`/api/v1/cases/${caseId}/evidence/1`)).status));
    }
    assert.ok([403, 404].includes((await worker.get(`${REPORTS}/${shown.number}`)).status));
  }
  assert.equal((await desk.prove(open)).status, 404);
  const suspension = { kind: 'suspended', cause: '试', evidence: '1' };
  assert.equal((await desk.post(`/api/v1/cases/${open}/clocks/handle`, suspension)).status, 404);

  const traces = [open, done, shown.number, FACT, FINDINGS, REPLY, DOCUMENT, '失信举报', ...SECRETS];
  const tells = (what: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    for (const trace of traces) assert.ok(!text.includes(trace), `${what} tells ${trace}`);
  };
  for (const worker of [desk, bystander]) {
    for (const url of ['/api/v1/cases', '/api/v1/tasks', `/api/v1/subjects/${builder.code}`]) {
      tells(url, ok(await worker.get(url)));
    }
  }
  assert.equal((await desk.get('/api/v1/cases?procedure=misconduct-report')).status, 422, 'there is no such procedure');
  assert.ok(ok(await clerk.get('/api/v1/cases?procedure=misconduct-report')).cases.length >= 2);
  tells('records', ok(await desk.get(`/api/v1/subjects/${builder.code}/records`)));
  for (const own of [`/api/v1/subjects/${builder.code}/records`, '/api/v1/look-ups']) {
    tells(own, ok(await party.get(own, { 'gongxin-purpose': 'own-data' })));
  }
  const catalogue = await catalogueInForce(city.system.pool, today(city.clock.now));
  for (const { code: matter } of catalogue.matters()) {
    const asked = { matter, requestRef: '青办1', subjects: [{ code: builder.code }] };
    const { results } = ok(await desk.post('/api/v1/checks', asked));
    assert.deepEqual(results[0].measures, [], matter);
    tells(`check ${matter}`, results);
  }
  for (const url of [
    `/subjects/${builder.code}`,
    `/api/v1/subjects/${builder.code}`,
    `/api/v1/subjects/${builder.code}/records`,
    `/search?q=${encodeURIComponent(builder.name)}`,
    '/publicity',
    '/lists',
    '/',
  ]) {
    const { body, statusCode } = await city.server.inject({ url });
    assert.equal(statusCode, 200, url);
    tells(url, body);
  }
  const { rows } = await city.system.pool.query(
    `select (select count(*)::int from record where category <> 'registration') as records,
            (select count(*)::int from measure_ground) as grounds`,
  );
  assert.deepEqual(rows, [{ records: 0, grounds: 0 }], 'nothing follows from a report');
});

test('after its term who reported goes, after the next one all of it; before, nothing does', async () => {
  goTo('2026-12-01');
  const evidenceTraces = async (caseId: string) => {
    const { rows } = await city.system.pool.query<{ n: number }>(
      `select (select count(*) from case_file where case_id = $1) + (select count(*) from case_deed where case_id = $1)
            + (select count(*) from case_evidence where case_id = $1) + (select count(*) from case_clock_entry where case_id = $1)
            as n`,
      [caseId],
    );
    return Number(rows[0]?.n);
  };
  const shown = await report();
  const caseId = await closed(shown, decorator.code);
  const stays = await report();
  const openCase = await accepted(stays, decorator.code);
  const { rows: files } = await city.system.pool.query<{ sha256: string }>(
    'select sha256 from case_evidence where case_id = $1',
    [caseId],
  );
  const kept = async () => ok(await officer.get(`${REPORTS}/${shown.number}`)).reporterHeld as boolean;

  const first = addDays('2026-12-01', 30);
  goTo(first);
  await forgetReports(city.system);
  assert.equal(await kept(), true, 'the last day counts');
  const asked = ok(await officer.post(`${REPORTS}/${shown.number}/openings`, { reason: '须核实' })).openingId;
  ok(await decider.post(`${OPENINGS}/${asked}/settlement`, { granted: true }));
  goTo(addDays(first, 1));
  city.clock.now = new Date(city.clock.now.getTime() - 1_000);
  ok(await officer.get(`${REPORTS}/${shown.number}`));
  assert.ok((await forgetReports(city.system)).reporters >= 1);
  assert.equal(await kept(), false);
  assert.equal((await officer.post(`${OPENINGS}/${asked}/look`)).status, 404, 'a grant brings nobody back');
  assert.equal((await stateOf(shown)).outcome, 'found-true', 'the rest is still there');

  const second = addMonths('2026-12-01', 6);
  goTo(second);
  await forgetReports(city.system);
  assert.ok((await evidenceTraces(caseId)) > 0, 'the last day counts');
  goTo(addDays(second, 1));
  assert.ok((await forgetReports(city.system)).reports >= 1);
  assert.equal(await evidenceTraces(caseId), 0);
  assert.equal((await officer.get(`/api/v1/cases/${caseId}`)).status, 404);
  assert.equal((await anybody(`${REPORTS}/state`, shown)).status, 404);
  assert.equal((await forgetReports(city.system)).reports, 0, 'once');
  assert.ok((await evidenceTraces(openCase)) > 0, 'what is open is not old');
  assert.equal((await stateOf(stays)).state, 'accepted');

  const { pool } = city.system;
  const proof = await pool.query(
    `select ended_on as "endedOn", kept_until as "keptUntil", length(content_hash) as hash from misconduct_erasure
      where report_id = $1`,
    [shown.number],
  );
  assert.deepEqual(proof.rows, [{ endedOn: '2026-12-01', keptUntil: second, hash: 64 }]);
  const entries = await pool.query<{ subject: string | null; detail: string; event: string }>(
    'select subject_id as subject, detail::text as detail, event from journal_entry where target = $1',
    [caseId],
  );
  assert.ok(entries.rows.length > 5, 'that it was worked stays');
  assert.ok(
    entries.rows.every(({ subject }) => subject === null),
    'about whom does not',
  );
  const held = await everyRow();
  for (const gone of [files[0]?.sha256 ?? '?', ...SECRETS]) assert.ok(!held.includes(gone), gone);
  await assert.rejects(pool.query('delete from misconduct_report'), /permission denied/);
});

test('the reporter takes a report back at any time before something was found', async () => {
  goTo('2027-06-07');
  const shown = await report();
  const caseId = await accepted(shown);
  assert.equal(ok(await anybody(`${REPORTS}/withdrawal`, shown)).state, 'withdrawn');
  assert.equal((await clerk.post(`${CASES}/${caseId}/investigation`, { findings: FINDINGS })).status, 409);
  const { deeds } = ok(await clerk.get(`/api/v1/cases/${caseId}`));
  assert.equal(deeds.at(-1).actor, 'anonymous');
});

test('the pages take a report and tell its state without asking who it is, and show nothing again', async () => {
  const page = async (url: string, fields: Record<string, string>) => {
    const { statusCode, payload } = await city.server.inject({ method: 'POST', url, ...form({}, fields) });
    return { status: statusCode, text: payload };
  };
  const guide = await city.server.inject({ url: '/guides/report' });
  assert.equal(guide.statusCode, 200);
  assert.match(guide.payload, /action="\/report"/);
  const typed = { name: builder.name, what: FACT, reporterName: REPORTER.name, contact: REPORTER.contact };
  const refused = await page('/report', { ...typed, code: '123' });
  assert.equal(refused.status, 400);
  assert.ok(refused.text.includes(FACT), 'what was typed is not lost');
  assert.equal((await page('/report', { ...typed, what: '长'.repeat(1_001) })).status, 400);
  const received = await page('/report', typed);
  assert.equal(received.status, 200);
  assert.ok(!received.text.includes(REPORTER.name));
  const number = /m[0-9a-f]{16}/.exec(received.text)?.[0] ?? '';
  const lookUpCode = /(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}/.exec(received.text)?.[0] ?? '';
  const told = await page('/report/state', { number, lookUpCode });
  assert.match(told.text, /待甄别/);
  assert.ok(!told.text.includes(FACT));
  assert.equal((await page('/report/state', { number, lookUpCode: 'X' })).status, 404);
});

test('ten requests a minute from one address, then it waits', async () => {
  const small = await openCity({ env: { GONGXIN_RATE_FACTOR: '1' } });
  const server = buildServer(small.system);
  try {
    const payload = { organisation: { name: builder.name }, what: FACT };
    const ask = async () => (await server.inject({ method: 'POST', url: REPORTS, payload })).statusCode;
    for (let times = 0; times < 10; times += 1) assert.equal(await ask(), 201);
    assert.equal(await ask(), 429);
    const long = { ...payload, what: FACT.repeat(10_000) };
    small.clock.now = new Date(small.clock.now.getTime() + 60_000);
    const tooLong = await server.inject({ method: 'POST', url: REPORTS, payload: long });
    assert.equal(tooLong.statusCode, 413);
  } finally {
    await server.close();
    await small.close();
  }
});

test('however many reports wait online, the counter still takes one: the refusal sends people there', async (t) => {
  const { pool } = city.system;
  t.after(() =>
    pool.query(`update misconduct_report set ended_as = 'refused', refused_for = 'too-vague', ended_on = received_on
    where came_by = 'online' and case_id is null and ended_as is null`),
  );
  await pool.query(
    `insert into misconduct_report (report_id, came_by, received_on, received_at, triage_due, code_hash)
     select 'm' || lpad(to_hex(n), 16, '0'), 'online', $1, $2, $1, sha256(convert_to(n::text, 'UTF8')) from generate_series(1, 10000) n`,
    [today(city.clock.now), city.clock.now],
  );
  const said = { organisation: { name: builder.name }, what: FACT };
  const refused = await anybody(REPORTS, said);
  assert.equal(refused.status, 429);
  assert.match(JSON.stringify(refused.body), /窗口/);
  const counter = await city.worker('counter', credit.code);
  ok(await counter.post(`${REPORTS}/entries`, said));
});
