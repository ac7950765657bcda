import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { paragraphsOf, partsOf } from '../../server/src/domain/casework/papers/open-docx-fixture.ts';
import { openIdentity, placeOfPerson } from '../../server/src/domain/casework/persons/seal-identity.ts';
import { HeldChecks } from '../../server/src/domain/checks/index.ts';
import { resumeRecord, suspendRecord } from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type Answer, openCaseCity, type Worker } from './case-desk.ts';
import { LISTINGS, listing, ok } from './listing-steps.ts';

/** Invented; region 990100 exists nowhere. */
const NUMBER = '990100199003078213';
const NAME = '司马无名氏';
const { drug, finance, market } = AGENCIES;
const { food, builder } = ORGANISATIONS;
const AUTHORISATION = '授权书〔2026〕1号';
const WHO = { idNumber: NUMBER, name: NAME, authorisation: AUTHORISATION };
const PERSON = { idNumber: NUMBER, name: NAME, duty: '质量负责人', conduct: `${NAME}在任职期间批准放行不合格药品` };
const DRUG_LIST = {
  list: 'drug-safety-serious',
  reason: '生产、销售劣药，情节严重',
  grounds: '《中华人民共和国药品管理法》第一百一十八条',
};
const CONTACT = { contact: '稽查科', phone: '0990-1234567', address: '青禾市政务大厅三楼' };

const OWN = { 'gongxin-purpose': 'own-data', 'gongxin-ref': '本人' };

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
let city: CaseCity;
let clerk: Worker;
let desk: Worker;
let reviewer: Worker;
let steps: ReturnType<typeof listing>;
/** Everything any route answered, documents aside. */
const answered: string[] = [];

const listen = (worker: Worker): Worker => {
  const heard = (answer: Answer) => {
    if (typeof answer.body !== 'string') answered.push(JSON.stringify(answer.body));
    return answer;
  };
  return {
    ...worker,
    get: async (url, headers) => heard(await worker.get(url, headers)),
    post: async (url, body) => heard(await worker.post(url, body)),
  };
};

before(async () => {
  city = await openCaseCity();
  clerk = listen(await city.worker('clerk', drug.code));
  reviewer = listen(await city.worker('reviewer', drug.code));
  desk = listen(await city.worker('desk', market.code));
  steps = listing(clerk, reviewer, () => today(city.clock.now));
});
after(() => city?.close());

const at = (time: string) => {
  city.clock.now = new Date(time);
};
const persons = (caseId: string, rest = '') => `${LISTINGS}/${caseId}/persons${rest}`;
const check = (subject: object, matter = 'market-entry') =>
  desk.post('/api/v1/checks', { matter, requestRef: '登记2026-1', subjects: [subject] });
const resultOf = async (subject: object, matter?: string) => ok(await check(subject, matter)).results[0];

/** A listing brought to the day on which its decision would take effect. */
async function served(caseId: string, no: string, between: () => Promise<void> = async () => {}): Promise<void> {
  at('2026-11-20T09:00:00+08:00');
  await steps.serve(caseId, await steps.notice(caseId, `青药告〔2026〕${no}号`));
  await steps.noticed(caseId);
  await between();
  at('2026-12-01T09:00:00+08:00');
  ok(await clerk.post(steps.at(caseId, 'answered'), { kind: 'term-passed' }));
  await steps.propose(caseId, { onStatements: '不予采纳' });
  await steps.confirm(caseId);
  const decided = await steps.decide(caseId, `青药列〔2026〕${no}号`);
  await steps.serve(caseId, decided.decisionPaperNo);
  await steps.serve(caseId, decided.repairPaperNo);
}

async function noticePerson(caseId: string, personNo: number, documentNo: string): Promise<number> {
  return ok(await clerk.post(persons(caseId, `/${personNo}/notice`), { documentNo, ...CONTACT })).paperNo;
}

async function servePerson(caseId: string, paperNo: number, personNo?: number): Promise<Answer> {
  const { evidenceNo } = ok(await clerk.prove(caseId));
  const day = today(city.clock.now);
  return clerk.post(`/api/v1/cases/${caseId}/services`, {
    paperNo,
    method: 'hand',
    sentOn: day,
    servedOn: day,
    evidenceNo,
    receiver: NAME,
    ...(personNo === undefined ? {} : { personNo }),
  });
}

async function paperText(caseId: string, paperNo: number): Promise<string> {
  const { headers } = await signIn(city.system, { role: 'clerk', agency: drug.code });
  const answer = await city.server.inject({ url: `/api/v1/cases/${caseId}/papers/${paperNo}`, headers });
  assert.equal(answer.statusCode, 200);
  const words = (await partsOf(answer.rawPayload)).get('word/document.xml') ?? '';
  return paragraphsOf(words)
    .map(({ text }) => text)
    .join('\n');
}

/** Every row of every table, as the owner of the database could read it. */
async function wholeDatabase(): Promise<string> {
  const owner = new pg.Client(city.ownerUrl);
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      parts.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return parts.join('\n');
  } finally {
    await owner.end();
  }
}

test('nobody is named where the list holds nothing for persons, by a number that is none, twice, or too late', async () => {
  at('2026-11-20T09:00:00+08:00');
  const treasurer = listen(await city.worker('clerk', finance.code));
  const other = listing(treasurer, reviewer, () => today(city.clock.now));
  const procurement = await other.draft(builder.code);
  const none = await treasurer.post(persons(procurement), PERSON);
  assert.equal(none.body.code, 'person-not-permitted', JSON.stringify(none.body));

  const caseId = await steps.draft(builder.code, DRUG_LIST);
  assert.equal((await clerk.post(persons(caseId), { ...PERSON, idNumber: '990100199003078214' })).status, 422);
  assert.equal((await clerk.post(persons(caseId), { ...PERSON, idNumber: undefined })).status, 400);
  const named = ok(await clerk.post(persons(caseId), PERSON));
  assert.deepEqual(named, { personNo: 1, duty: '质量负责人', identityHeld: true, state: 'draft' });
  assert.equal((await clerk.post(persons(caseId), PERSON)).status, 409, 'one person is named once');
  assert.equal((await treasurer.post(persons(caseId), PERSON)).status, 404, 'nobody else’s case');

  const seen = ok(await clerk.get(`/api/v1/cases/${caseId}`)).persons;
  assert.equal(seen[0].conduct, '〔责任人员1〕在任职期间批准放行不合格药品');
  assert.equal(seen[0].identityHeld, true);
  ok(await clerk.post(persons(caseId, '/1/drop'), { reason: `${NAME}当时尚未任职` }));
  const dropped = ok(await clerk.get(`/api/v1/cases/${caseId}`)).persons[0];
  assert.equal(dropped.identityHeld, false);
  assert.equal(dropped.droppedReason, '〔责任人员1〕当时尚未任职');
  assert.equal(
    (await clerk.post(persons(caseId, '/1/notice'), { documentNo: '青药责告〔2026〕9号', ...CONTACT })).status,
    404,
  );
  ok(await clerk.post(persons(caseId), PERSON));
  ok(await clerk.post(steps.at(caseId, 'stop'), { reason: '事实不成立' }));
  const { rows } = await city.system.pool.query('select from case_person where sealed is not null');
  assert.equal(rows.length, 0, 'a case that stopped holds nobody');
  assert.equal((await clerk.post(persons(caseId), PERSON)).status, 409);
});

test('nobody is held by hand whose own notice was not served, nor is one person’s identity opened in another’s place', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.machinery.code, DRUG_LIST);
  ok(await clerk.post(persons(caseId), PERSON));
  const notice = await steps.notice(caseId, '青药告〔2026〕7号');
  await steps.serve(caseId, notice);
  const { pool } = city.system;
  const codeOf = (text: string) =>
    pool.query(text, [caseId]).then(
      () => null,
      (error: { code?: string }) => error.code ?? 'unknown',
    );
  const held = `update case_person set sealed = null, held_as = 'P-${'0'.repeat(32)}'`;
  assert.equal(await codeOf(`${held} where case_id = $1`), '23514', 'no service named');
  assert.equal(
    await codeOf(`${held}, service_no = 1 where case_id = $1`),
    '23503',
    'the organisation was served, not the person',
  );
  assert.equal(await codeOf(`update case_person set duty = '总经理' where case_id = $1`), '42501');
  assert.equal(await codeOf(`delete from case_person where case_id = $1`), '42501');

  const { rows } = await pool.query<{ sealed: Buffer }>('select sealed from case_person where case_id = $1', [caseId]);
  const sealed = rows[0]?.sealed ?? Buffer.alloc(0);
  const open = (no: number) => openIdentity(city.system.secrets, placeOfPerson(caseId, no), sealed);
  assert.equal(open(1).name, NAME);
  assert.throws(() => open(2));
});

test('a person named in role is bound there and only there, sees who asked, and is erased when the decision is revoked', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(food.code, DRUG_LIST);
  ok(await clerk.post(persons(caseId), PERSON));
  const paperNo = await noticePerson(caseId, 1, '青药责告〔2026〕1号');

  // the person's notice is served on the person, and no service on the person is one on the organisation
  const onOrganisation = await servePerson(caseId, paperNo);
  assert.equal(onOrganisation.status, 400, JSON.stringify(onOrganisation.body));
  await served(caseId, '1', async () => {
    const { preview } = ok(await clerk.get(steps.at(caseId, 'preview')));
    assert.deepEqual(preview.persons, [{ personNo: 1, duty: '质量负责人' }]);
    assert.deepEqual(preview.forPersons.map(({ measure }: { measure: string }) => measure).sort(), [
      'practise-bar',
      'representative-bar',
    ]);
    assert.equal(
      preview.measures.some(({ measure }: { measure: string }) => measure === 'practise-bar'),
      false,
    );
  });
  const unserved = await clerk.post(steps.at(caseId, 'effect'));
  assert.equal(unserved.status, 409);
  assert.match(unserved.body.detail, /责任人员1的告知书尚未送达本人/);
  assert.equal(unserved.body.personNo, 1);
  assert.ok(unserved.body.clause, 'the clause is named');
  ok(await servePerson(caseId, paperNo, 1));
  const soon = await clerk.post(steps.at(caseId, 'effect'));
  assert.match(soon.body.detail, /2026-12-08/, 'five working days after 1 December');
  assert.match(await paperText(caseId, paperNo), new RegExp(NAME), 'the document names the person');
  const own = await city.worker('organisation', undefined, { subjectId: food.code });
  const forPerson = await own.post(steps.at(caseId, 'statements'), { text: '代为陈述', personNo: 1 });
  assert.equal(forPerson.status, 403, 'the organisation does not speak for its people');
  ok(await clerk.post(steps.at(caseId, 'statements'), { text: `${NAME}认为放行符合规程`, personNo: 1 }));
  assert.equal((await resultOf(WHO)).verdict, 'not-covered', 'nothing binds before it takes effect');
  const { recordId } = await steps.effect(caseId);

  // restricted in that role, in the matters of roles
  const hit = await resultOf(WHO);
  assert.equal(hit.verdict, 'restricted');
  assert.deepEqual(hit.input, { person: true });
  assert.deepEqual([hit.subject, hit.known, hit.status], [null, 'unknown', null]);
  const bars = Object.fromEntries(hit.measures.map((one: { measure: string }) => [one.measure, one]));
  assert.deepEqual(Object.keys(bars).sort(), ['practise-bar', 'representative-bar']);
  assert.deepEqual(
    { ...bars['practise-bar'] },
    {
      measure: 'practise-bar',
      name: '限制从事药品生产经营活动',
      direction: 'restriction',
      effect: 'must',
      clause: 'ypglf-2019#第一百一十八条',
      decision: { recordId, documentNo: '青药列〔2026〕1号' },
      authority: drug.code,
      authorityName: drug.name,
      from: '2026-12-01',
      until: '2029-12-01',
      role: 'practise-in-sector',
    },
  );
  assert.equal((await resultOf({ ...WHO, idNumber: '990100 19900307 8213' })).verdict, 'restricted');

  // never without authorisation, never by name, never under another name
  for (const asked of [
    { idNumber: NUMBER, name: NAME },
    { idNumber: NUMBER, authorisation: AUTHORISATION },
    { name: NAME, authorisation: AUTHORISATION },
    { ...WHO, code: food.code },
  ])
    assert.equal((await check(asked)).status, 400, Object.keys(asked).join());
  const mixed = { matter: 'market-entry', requestRef: '登记1', subjects: [WHO, { code: food.code }] };
  assert.equal((await desk.post('/api/v1/checks', mixed)).status, 400);
  const many = { matter: 'market-entry', requestRef: '登记1', subjects: Array.from({ length: 21 }, () => WHO) };
  assert.equal((await desk.post('/api/v1/checks', many)).status, 400);
  const unknown = { verdict: 'not-covered', measures: [], known: 'unknown', subject: null, status: null };
  for (const asked of [
    { ...WHO, name: '欧阳无名氏' },
    { ...WHO, idKind: 'passport', idNumber: 'E99999999' },
  ]) {
    const { input, coverage, ...rest } = await resultOf(asked);
    assert.deepEqual(rest, unknown);
  }
  assert.equal((await resultOf({ ...WHO, idNumber: '990100199003078214' })).verdict, 'unidentified');
  assert.equal((await resultOf({ code: NUMBER })).measures.length, 0, 'nor does a number in the place of a code');

  // nothing of daily life and no other matter
  for (const matter of ['procurement', 'bidding', 'financing', 'fiscal-funds', 'honours', 'land', 'licensing'])
    assert.deepEqual((await resultOf(WHO, matter)).measures, [], matter);

  // no organisation's check looks through to its people
  for (const { code } of [food, builder]) {
    const { measures } = await resultOf({ code });
    assert.equal(
      measures.some(({ role }: { role?: string }) => role !== undefined),
      false,
      code,
    );
    assert.equal(JSON.stringify(measures).includes('practise-bar'), false, code);
  }

  // the desk answers for what it did, once
  const told = ok(await check(WHO));
  const [{ feedbackToken: token }] = told.results;
  const feedback = { token, outcomes: [{ measure: 'practise-bar', outcome: 'applied' }] };
  const url = `/api/v1/checks/${told.checkId}/feedback`;
  assert.equal(ok(await desk.post(url, feedback)).recorded, 1);
  assert.equal(ok(await desk.post(url, feedback)).repeated, 1);

  // what was said about a person counts in the root of its entry as what is said about an organisation
  const { rows: entries } = await city.system.pool.query<{ root: string }>(
    `select detail ->> 'root' as root from journal_entry where event = 'check.answered' and detail -> 'checks' ->> 0 = $1`,
    [told.checkId],
  );
  const reader = await city.system.pool.connect();
  await reader.query('begin read only');
  assert.equal(await new HeldChecks(reader).root([told.checkId]), entries[0]?.root);
  await reader.query('rollback');
  reader.release();

  // the person sees what is held, and who asked, when and why
  const { rows } = await city.system.pool.query<{ id: string }>('select subject_id as id from person_identity');
  const me = await city.worker('person', undefined, { subjectId: rows[0]?.id ?? '' });
  const lookUps = ok(await me.get('/api/v1/look-ups', OWN)).lookUps;
  const kinds = new Set(lookUps.map((one: Record<string, string>) => [one.kind, one.agencyName, one.purpose].join()));
  assert.ok(kinds.has(['identifier', market.name, 'market-entry'].join()), JSON.stringify(lookUps));
  assert.ok(kinds.has(['identifier', market.name, 'financing'].join()));
  const data = ok(await me.get('/api/v1/persons/me', OWN));
  assert.equal(data.grounds[0].documentNo, '青药列〔2026〕1号');

  // the number stands nowhere, the name nowhere in clear; documents made later still name who is held
  assert.match(await paperText(caseId, paperNo), new RegExp(NAME));
  const dump = await wholeDatabase();
  for (const [where, text] of Object.entries({ dump, log: city.logged.join('\n'), answers: answered.join('\n') }))
    for (const trace of [NUMBER, '199003078213', NAME])
      assert.equal(text.includes(trace), false, `${trace} in ${where}`);

  // a name alone answers nothing; it is asked as that of an organisation
  assert.equal((await resultOf({ name: NAME })).measures.length, 0, 'a name alone answers nothing');

  // revoked, it holds nobody
  at('2026-12-10T09:00:00+08:00');
  const end = { kind: 'revoked', reason: `${NAME}复议成立`, grounds: '行政复议法', documentNo: '青药撤〔2026〕1号' };
  assert.equal(ok(await reviewer.post(steps.at(caseId, 'end'), end)).state, 'ended');
  const gone = await resultOf(WHO);
  assert.deepEqual([gone.verdict, gone.measures], ['not-covered', []]);
  const left = await city.system.pool.query('select from person_identity');
  assert.equal(left.rowCount, 0, 'who it was is erased');
  const kept = (await wholeDatabase()).split('\n').filter((row) => row.includes(NAME));
  const elsewhere = kept.filter((row) => !row.startsWith('public.check_answer '));
  assert.deepEqual(
    elsewhere,
    [],
    'nor does the decision that ends it name who is let go; it was asked for as an organisation’s',
  );
  assert.match(await paperText(caseId, paperNo), /〔已删除〕/);
  assert.equal((await me.get('/api/v1/persons/me', OWN)).status, 404);
});

test('an entry that is suspended binds nobody it names, while it lasts', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.environment.code, DRUG_LIST);
  const other = { ...PERSON, idKind: 'passport', idNumber: 'E12345678', name: '欧阳无名氏' };
  ok(await clerk.post(persons(caseId), other));
  const paperNo = await noticePerson(caseId, 1, '青药责告〔2026〕2号');
  await served(caseId, '2', async () => void ok(await servePerson(caseId, paperNo, 1)));
  const anew = await noticePerson(caseId, 1, '青药责告〔2026〕更2号');
  const unserved = await clerk.post(steps.at(caseId, 'effect'));
  assert.match(unserved.body.detail ?? '', /尚未送达本人/, 'a notice made anew has to be served anew');
  ok(await servePerson(caseId, anew, 1));
  at('2026-12-09T09:00:00+08:00');
  const { recordId } = await steps.effect(caseId);
  const who = { idKind: 'passport', idNumber: other.idNumber, name: other.name, authorisation: AUTHORISATION };
  assert.equal((await resultOf(who)).verdict, 'restricted');
  const subjectId = ORGANISATIONS.environment.code;
  const about = { subjectId, recordId, cause: 'objection' as const, reason: '核实', document: '青信异〔2026〕1号' };
  const rest = (deed: typeof suspendRecord | typeof resumeRecord) =>
    write(city.system.pool, city.system.clock, async (trx, now) =>
      ok({ status: 200, body: await deed(trx, { actor: '立夏', purpose: 'objection', now }, about) }),
    );
  await rest(suspendRecord);
  assert.deepEqual((await resultOf(who)).measures, []);
  at('2026-12-10T09:00:00+08:00');
  await rest(resumeRecord);
  assert.equal((await resultOf(who)).verdict, 'restricted');
});

test('what a person said before the own notice was served is no answer to it: the own time runs to its end', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.decorator.code, DRUG_LIST);
  const third = { ...PERSON, idKind: 'passport', idNumber: 'E12345679', name: '东方无名氏' };
  ok(await clerk.post(persons(caseId), third));
  const paperNo = await noticePerson(caseId, 1, '青药责告〔2026〕3号');
  await served(caseId, '3', async () => {
    ok(await clerk.post(steps.at(caseId, 'statements'), { text: '电话中称不知情', personNo: 1 }));
  });
  ok(await servePerson(caseId, paperNo, 1));
  const soon = await clerk.post(steps.at(caseId, 'effect'));
  assert.equal(soon.status, 409, 'on the day of the service');
  assert.match(soon.body.detail, /2026-12-08/);
  at('2026-12-02T09:00:00+08:00');
  ok(await clerk.post(steps.at(caseId, 'statements'), { text: '收到告知，不再申辩', personNo: 1 }));
  await steps.effect(caseId);
});

test('whoever is named in a case is named in clear in none of its words: not in another’s act, a hearing, a proposal or a return', async () => {
  at('2026-11-20T09:00:00+08:00');
  const caseId = await steps.draft(ORGANISATIONS.logistics.code, DRUG_LIST);
  const [first, second] = ['上官无名氏', '诸葛无名氏'];
  const number = '990100198811076215';
  ok(await clerk.post(persons(caseId), { ...PERSON, idKind: 'passport', idNumber: 'E22345678', name: first }));
  const another = {
    idKind: 'passport',
    idNumber: 'E22345679',
    name: second,
    duty: `${first}的助理`,
    conduct: `与${first}共同放行`,
  };
  const named = ok(await clerk.post(persons(caseId), another));
  assert.equal(named.duty, '〔责任人员1〕的助理');
  await steps.serve(caseId, await steps.notice(caseId, '青药告〔2026〕4号'));
  await steps.noticed(caseId);
  const { evidenceNo } = ok(await clerk.prove(caseId, `${first}签收的回证`));
  const day = today(city.clock.now);
  const received = {
    paperNo: 1,
    method: 'hand',
    sentOn: day,
    servedOn: day,
    receiver: `法定代表人${first}`,
    evidenceNo,
  };
  ok(await clerk.post(`/api/v1/cases/${caseId}/services`, received));
  const blank = { kind: 'suspended', cause: '等待材料', evidence: ' ' };
  assert.equal((await clerk.post(`/api/v1/cases/${caseId}/clocks/answer`, blank)).status, 400);
  for (const kind of ['suspended', 'resumed'])
    ok(
      await clerk.post(`/api/v1/cases/${caseId}/clocks/answer`, {
        kind,
        cause: `等待${first}`,
        evidence: `${second}来函`,
      }),
    );
  const own = await city.worker('organisation', undefined, { subjectId: ORGANISATIONS.logistics.code });
  ok(await own.post(steps.at(caseId, 'statements'), { text: `${first}已被免职` }));
  ok(await clerk.post(steps.at(caseId, 'statements'), { text: `都是${first}的决定`, personNo: 2 }));
  ok(await clerk.post(steps.at(caseId, 'hearing'), { step: 'requested', text: `${second}代为申请` }));
  const heard = { step: 'held', text: `${first}（${number}）到场`, documentNo: '听证笔录4' };
  ok(await clerk.post(steps.at(caseId, 'hearing'), heard));
  const said = { reason: `${first}直接负责`, onStatements: `${second}（${number}）的申辩不予采纳` };
  await steps.propose(caseId, said);
  ok(await reviewer.post(steps.at(caseId, 'return'), { reason: `${first}的任职时间待核` }));
  await steps.propose(caseId, said);
  await steps.confirm(caseId);
  const decided = await steps.decide(caseId, '青药列〔2026〕4号');
  assert.match(await paperText(caseId, decided.decisionPaperNo), new RegExp(`${second}（[^）]*）的申辩不予采纳`));
  ok(await clerk.post(persons(caseId, '/2/drop'), { reason: `只是${first}的助理` }));
  ok(await clerk.post(steps.at(caseId, 'stop'), { reason: `${first}已辞职`, documentNo: '青药终〔2026〕4号' }));
  const dump = await wholeDatabase();
  for (const [where, text] of Object.entries({ dump, log: city.logged.join('\n'), answers: answered.join('\n') }))
    for (const trace of [first, second, number]) assert.equal(text.includes(trace), false, `${trace} in ${where}`);
});
