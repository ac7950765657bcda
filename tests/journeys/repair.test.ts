import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { type Organisation, openCaseCity, serve, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { listing, ok } from './listing-steps.ts';
import { part, partOf, penalise, REMEDIES, REPAIRS } from './repair-steps.ts';

const { housing, eco, market, credit, finance } = AGENCIES;
/** As an organisation says why it looks at what is held of itself. */
const OWN_DATA = { 'gongxin-purpose': 'own-data' };
const COUNTER = { 'gongxin-purpose': 'counter-report' };
type Desk = { clerk: Worker; reviewer: Worker; steps: ReturnType<typeof part> };

let city: Awaited<ReturnType<typeof openCaseCity>>;
let counter: Worker;
let officer: Worker;
const desks = new Map<string, Desk>();
before(async () => {
  city = await openCaseCity();
  counter = await city.worker('counter', credit.code);
  officer = await city.worker('case-officer', credit.code);
  for (const { code } of [housing, eco, market]) {
    const [clerk, reviewer] = [await city.worker('clerk', code), await city.worker('reviewer', code)];
    desks.set(code, { clerk, reviewer, steps: part(clerk, reviewer) });
  }
});
after(() => city?.close());

const goTo = (day: string, time = '12:00:00') => {
  city.clock.now = new Date(`${day}T${time}+08:00`);
};
const deskOf = ({ code }: { code: string }): Desk => {
  const desk = desks.get(code);
  assert.ok(desk !== undefined);
  return desk;
};
const organisation = (one: Organisation) =>
  city.worker('organisation', undefined, { subjectId: ORGANISATIONS[one].code });

/** Whether anybody, government or a check still knows of these records. */
async function whoKnows(one: Organisation, records: readonly string[]): Promise<string[]> {
  const { code } = ORGANISATIONS[one];
  const { rows } = await city.system.pool.query<{ no: string }>(
    'select document_no as no from record where record_id = any($1) and superseded_at is null',
    [records],
  );
  const words = [...records, ...rows.map(({ no }) => no)];
  const asking = await city.worker('desk', finance.code);
  const answers: Record<string, unknown> = {
    public: (await city.server.inject({ url: `/api/v1/subjects/${code}/records` })).json(),
    page: (await city.server.inject({ url: `/subjects/${code}` })).body,
    government: ok(await asking.get(`/api/v1/subjects/${code}/records?limit=200`)),
    check: ok(
      await asking.post('/api/v1/checks', { matter: 'inspection-plan', requestRef: '青查1', subjects: [{ code }] }),
    ),
  };
  return Object.entries(answers)
    .filter(([, answer]) => words.some((word) => JSON.stringify(answer).includes(word)))
    .map(([who]) => who);
}

test('one application at the counter goes to three agencies; what each grants is gone everywhere a second later', async () => {
  const three = [housing, eco, market] as const;
  const ids: string[] = [];
  goTo('2026-11-20');
  for (const [nth, agency] of three.entries()) {
    ids.push(await penalise(city, agency, 'builder', { no: `三〔2026〕${nth}号`, on: '2026-08-25' }));
  }
  const { code } = ORGANISATIONS.builder;
  const own = await organisation('builder');
  const early = ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA));
  for (const record of early.records) {
    assert.equal(record.repairable, false);
    assert.equal(record.firstDay, '2026-11-25', 'three months after the decision');
    assert.deepEqual(
      record.missing.map((one: { code: string }) => one.code),
      ['min-period', 'performance', 'commitment'],
    );
  }
  const seen = ok(await counter.get(`${REPAIRS}/eligibility?subject=${code}`, COUNTER));
  assert.deepEqual(seen.records, early.records, 'the counter reads the same');
  assert.deepEqual(
    ok(await deskOf(eco).clerk.get(`${REPAIRS}/eligibility?subject=${code}`)).records.map(
      (record: { agency: string }) => record.agency,
    ),
    [eco.code],
    'an agency its own decisions alone',
  );
  const { lookUps } = ok(await own.get('/api/v1/look-ups', OWN_DATA));
  assert.deepEqual(
    lookUps.map((look: { agency: string }) => look.agency).sort(),
    [credit.code, eco.code].sort(),
    'and the organisation is told that they did',
  );
  const asked = { subject: code, records: ids, affirms: true, origin: 'counter' };
  const tooEarly = await counter.post(REPAIRS, asked);
  assert.equal(tooEarly.status, 422);
  assert.match(tooEarly.body.detail, /2026-11-25/);

  goTo('2026-11-26');
  assert.equal((await counter.post(REPAIRS, { ...asked, affirms: false })).status, 400, 'without the commitment');
  const twice = await Promise.all([counter.post(REPAIRS, asked), own.post(REPAIRS, { records: ids, affirms: true })]);
  assert.deepEqual(twice.map(({ status }) => status).sort(), [201, 409], 'two at once are one');
  const filed = twice.find(({ status }) => status === 201)?.body;
  assert.equal(filed.parts.length, 3);
  assert.equal(filed.state, 'open');
  for (const one of filed.parts) assert.equal(one.dueOn, '2026-12-10', 'ten working days from receipt');
  const again = await counter.post(REPAIRS, asked);
  assert.equal(again.status, 409, 'a record is in one application at a time');
  assert.deepEqual(
    (await whoKnows('builder', ids)).sort(),
    ['check', 'government', 'page', 'public'],
    'nothing changed by filing',
  );

  for (const [nth, agency] of three.entries()) {
    const { steps, clerk } = deskOf(agency);
    const { caseId } = partOf(filed, agency);
    assert.equal((await deskOf(three[(nth + 1) % 3] ?? eco).clerk.post(steps.at(caseId, 'acceptance'))).status, 404);
    ok(await clerk.post(steps.at(caseId, 'acceptance')));
    const unproven = await clerk.post(steps.at(caseId, 'proposal'), { reason: '拟准予' });
    assert.equal(unproven.status, 422);
    assert.deepEqual(unproven.body.missing, ['performance']);
    ok(await steps.prove(own, caseId));
    await steps.propose(caseId);
    const alone = await (await city.worker('reviewer', agency.code, { accountId: clerk.accountId })).post(
      steps.at(caseId, 'decision'),
      {
        documentNo: '1',
        grounds: '依据',
        reconsiderationBody: '市',
        reconsiderationPeriod: '六十日',
        court: '院',
        suitPeriod: '六个月',
      },
    );
    assert.equal(alone.body.code, 'second-person');
    ok(await steps.decide(caseId, `青修〔2026〕${nth}号`));
    goTo('2026-11-26', `12:00:0${nth + 1}`);
    const left = await whoKnows('builder', ids.slice(0, nth + 1));
    assert.deepEqual(left, [], `of ${agency.name}: gone for the public, government and every check`);
    const now = ok(await own.get(`${REPAIRS}/${filed.applicationId}`));
    assert.equal(now.state, nth === 2 ? 'done' : 'open');
    assert.equal(partOf(now, agency).records[0]?.outcome, 'granted');
  }
  assert.deepEqual(ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA)).records, []);
  const { rows } = await city.system.pool.query(
    `select payload ->> 'effect' as effect, payload ->> 'recordId' as record from graphile_worker._private_jobs
      where payload ->> 'recordId' = any($1)`,
    [ids],
  );
  assert.deepEqual(rows.map(({ record }) => record).sort(), [...ids].sort(), 'whoever received them is told');
  assert.ok(rows.every(({ effect }) => effect === 'repaired'));
  const told = await city.system.pool.query(
    `select template, count(*)::int as messages from message where subject_id = $1 group by 1 order by 1`,
    [code],
  );
  assert.deepEqual(told.rows, [
    { template: 'repair-decided', messages: 3 },
    { template: 'repair-received', messages: 1 },
  ]);
});

test('an application of 信用中国 is one however often its number arrives, and its result goes back step by step', async () => {
  goTo('2026-11-26');
  const { code } = ORGANISATIONS.logistics;
  const id = await penalise(city, eco, 'logistics', { no: '信〔2026〕1号', on: '2026-11-20', warning: true });
  const asked = {
    subject: code,
    records: [id],
    affirms: true,
    origin: 'credit-china',
    externalNo: 'XYZG-2026-000123',
    receivedOn: '2026-11-25',
  };
  const unnumbered = await officer.post(REPAIRS, { ...asked, externalNo: undefined });
  assert.equal(unnumbered.status, 400);
  const [first, second] = await Promise.all([officer.post(REPAIRS, asked), counter.post(REPAIRS, asked)]);
  const [one, other] = [ok(first), ok(second)];
  assert.equal(one.applicationId, other.applicationId);
  assert.deepEqual([one.repeated, other.repeated].sort(), [false, true]);
  assert.equal(ok(await officer.post(REPAIRS, asked)).applicationId, one.applicationId);
  assert.equal(partOf(one, eco).dueOn, '2026-12-09', 'counted from the day the other site received it');
  const elsewhere = await officer.post(REPAIRS, { ...asked, subject: ORGANISATIONS.food.code });
  assert.equal(elsewhere.status, 409, 'the number is another organisation’s');

  const { steps, clerk } = deskOf(eco);
  const { caseId } = partOf(one, eco);
  await steps.grant(caseId, '青环修〔2026〕9号');
  assert.deepEqual(await whoKnows('logistics', [id]), []);
  const waiting = ok(await officer.get(`${REPAIRS}/returns`)).returns;
  assert.deepEqual(
    waiting.map((row: { caseId: string; state: string }) => [row.caseId, row.state]),
    [[caseId, 'to-send']],
  );
  const note = (state: string, number: string) =>
    clerk.post(steps.at(caseId, 'returns'), { about: 'granted', state, number });
  assert.equal((await note('received', '回1')).status, 409, 'not sent yet');
  ok(await note('sent', '发1'));
  assert.equal((await note('sent', '发1')).status, 409, 'once');
  assert.equal(ok(await officer.get(`${REPAIRS}/returns`)).returns[0].state, 'sent');
  ok(await note('received', '回1'));
  assert.deepEqual(ok(await officer.get(`${REPAIRS}/returns`)).returns, []);
});

test('what another site accepted too early is answered by its agency, and cannot be granted', async () => {
  goTo('2026-11-26');
  const id = await penalise(city, market, 'food', { no: '早〔2026〕1号', on: '2026-11-10' });
  const asked = {
    subject: ORGANISATIONS.food.code,
    records: [id],
    affirms: true,
    origin: 'province',
    externalNo: 'S1',
  };
  const filed = ok(await officer.post(REPAIRS, asked));
  const { caseId } = partOf(filed, market);
  const { steps, clerk } = deskOf(market);
  ok(await clerk.post(steps.at(caseId, 'acceptance')));
  ok(await steps.prove(clerk, caseId));
  const refused = await clerk.post(steps.at(caseId, 'proposal'), { reason: '拟准予' });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body.missing, ['min-period']);
  await steps.propose(caseId, { refuse: [{ recordId: id, reason: '最短公示期尚未届满' }] });
  assert.equal(ok(await steps.decide(caseId, '青市修〔2026〕1号')).state, 'refused');
  assert.equal((await whoKnows('food', [id])).length, 4, 'nothing of it changed');
});

test('an application is completed once with nothing but the two materials, and both terms stand still', async () => {
  goTo('2026-11-26');
  const id = await penalise(city, housing, 'machinery', { no: '补〔2026〕1号', on: '2026-11-24', warning: true });
  const own = await organisation('machinery');
  const filed = ok(await own.post(REPAIRS, { records: [id], affirms: true }));
  assert.equal(filed.origin, 'workspace');
  const { caseId } = partOf(filed, housing);
  const { steps, clerk } = deskOf(housing);
  for (const missing of [['training'], ['credit-report'], ['performance', 'fee'], []]) {
    const more = await clerk.post(steps.at(caseId, 'completion-request'), { missing, reason: '请补' });
    assert.equal(more.status, 400, 'nothing else can be asked for');
  }
  ok(await clerk.post(steps.at(caseId, 'completion-request'), { missing: ['performance'], reason: '凭证不清晰' }));
  const clocks = ok(await clerk.get(`/api/v1/cases/${caseId}`)).clocks as {
    clock: string;
    state: string;
    dueOn: string;
  }[];
  assert.deepEqual(clocks.map(({ clock, state }) => [clock, state]).sort(), [
    ['accept', 'suspended'],
    ['answer', 'suspended'],
    ['complete', 'running'],
  ]);
  const tooSoon = await clerk.post(steps.at(caseId, 'declining'), {
    documentNo: '1',
    reason: '未补正',
    reconsiderationBody: '市',
    reconsiderationPeriod: '六十日',
    court: '院',
    suitPeriod: '六个月',
  });
  assert.equal(tooSoon.status, 409, 'its time is not over');
  goTo('2026-12-03');
  ok(await steps.prove(own, caseId));
  const byHand = { kind: 'resumed', cause: '误以为已补正', evidence: '便签' };
  ok(await clerk.post(`/api/v1/cases/${caseId}/clocks/accept`, byHand));
  ok(await own.post(steps.at(caseId, 'completion'), { note: '重新上传缴款凭证' }));
  const resumed = ok(await own.get(`${REPAIRS}/${filed.applicationId}`));
  assert.equal(partOf(resumed, housing).dueOn, '2026-12-17', 'ten working days, those of the completion left out');
  const twice = await clerk.post(steps.at(caseId, 'completion-request'), { missing: ['performance'], reason: '再补' });
  assert.equal(twice.status, 409, 'once');
  const declined = ok(
    await clerk.post(steps.at(caseId, 'declining'), {
      documentNo: '青建不受〔2026〕1号',
      reason: '所附凭证与本决定无关',
      reconsiderationBody: '市政府',
      reconsiderationPeriod: '六十日',
      court: '市法院',
      suitPeriod: '六个月',
    }),
  );
  assert.equal(declined.state, 'declined');
  const told = ok(await own.get(`${REPAIRS}/${filed.applicationId}`));
  assert.equal(told.parts[0].reason, '所附凭证与本决定无关');
  assert.equal(ok(await own.post(REPAIRS, { records: [id], affirms: true })).repeated, false, 'it may be filed again');
});

test('an application nobody completed is declined once the time for it is over', async () => {
  goTo('2026-11-26');
  const id = await penalise(city, housing, 'renamed', { no: '缺〔2026〕1号', on: '2026-11-24', warning: true });
  const own = await organisation('renamed');
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [id], affirms: true })), housing);
  const { steps, clerk } = deskOf(housing);
  ok(await clerk.post(steps.at(caseId, 'completion-request'), { missing: ['performance'], reason: '未附凭证' }));
  goTo('2026-12-11');
  const { tasks } = ok(await clerk.get('/api/v1/tasks')) as {
    tasks: { kind: string; target: string; overdue: boolean }[];
  };
  assert.deepEqual(
    tasks
      .filter(({ target }) => target === caseId)
      .map(({ kind, overdue }) => [kind, overdue])
      .sort(),
    [
      ['repair.accept', false],
      ['repair.answer', false],
      ['repair.complete', true],
    ],
    'what stands still is owed by nobody',
  );
  const body = {
    documentNo: '青建不受〔2026〕2号',
    reason: '逾期未补正',
    reconsiderationBody: '市政府',
    reconsiderationPeriod: '六十日',
    court: '市法院',
    suitPeriod: '六个月',
  };
  assert.equal(ok(await clerk.post(steps.at(caseId, 'declining'), body)).state, 'declined');
});

test('the term is extended once within its figure; some records are granted, others refused; a part is withdrawn', async () => {
  goTo('2026-11-26');
  const [granted, refused, taken] = [
    await penalise(city, housing, 'decorator', { no: '延〔2026〕1号', on: '2026-11-24', warning: true }),
    await penalise(city, housing, 'decorator', { no: '延〔2026〕2号', on: '2026-11-24', warning: true }),
    await penalise(city, eco, 'decorator', { no: '延〔2026〕3号', on: '2026-11-24', warning: true }),
  ];
  const own = await organisation('decorator');
  const filed = ok(await own.post(REPAIRS, { records: [granted, refused, taken], affirms: true }));
  const stranger = await organisation('environment');
  assert.equal((await stranger.get(`${REPAIRS}/${filed.applicationId}`)).status, 404);
  const seen = ok(await deskOf(eco).clerk.get(`${REPAIRS}/${filed.applicationId}`));
  assert.deepEqual(
    seen.parts.map((one: { agency: string }) => one.agency),
    [eco.code],
    'an agency sees its own part alone',
  );
  const { steps, clerk, reviewer } = deskOf(housing);
  const { caseId } = partOf(filed, housing);
  assert.equal(
    (await clerk.post(steps.at(caseId, 'extension'), { days: 5, reason: '复杂' })).status,
    409,
    'not accepted yet',
  );
  ok(await clerk.post(steps.at(caseId, 'acceptance')));
  assert.equal((await clerk.post(steps.at(caseId, 'extension'), { days: 11, reason: '复杂' })).status, 400);
  assert.equal(
    ok(await clerk.post(steps.at(caseId, 'extension'), { days: 5, reason: '须实地核查' })).dueOn,
    '2026-12-17',
  );
  assert.equal((await clerk.post(steps.at(caseId, 'extension'), { days: 5, reason: '再延' })).status, 409, 'once');
  ok(await steps.prove(own, caseId));
  await steps.propose(caseId);
  ok(await reviewer.post(steps.at(caseId, 'return'), { reason: '第二件凭证不符' }));
  await steps.propose(caseId, { refuse: [{ recordId: refused, reason: '所附凭证不是该决定的' }] });
  ok(await steps.decide(caseId, '青建修〔2026〕3号'));
  const other = deskOf(eco).steps;
  const withdrawn = await own.post(other.at(partOf(filed, eco).caseId, 'withdrawal'), { reason: '暂不申请' });
  assert.equal(ok(withdrawn).state, 'withdrawn');
  const done = ok(await own.get(`${REPAIRS}/${filed.applicationId}`));
  assert.equal(done.state, 'done');
  const outcomes = new Map(
    done.parts.flatMap(({ records }: { records: { recordId: string; outcome: string }[] }) =>
      records.map(({ recordId, outcome }) => [recordId, outcome] as const),
    ),
  );
  assert.deepEqual(
    [outcomes.get(granted), outcomes.get(refused), outcomes.get(taken)],
    ['granted', 'refused', 'withdrawn'],
  );
  assert.deepEqual(await whoKnows('decorator', [granted]), []);
  assert.ok((await whoKnows('decorator', [refused])).includes('government'));
});

test('what was repaired on false proof comes back to its longest day by two people, and is not repaired again', async () => {
  goTo('2026-11-20');
  const { code } = ORGANISATIONS.environment;
  const id = await penalise(city, eco, 'environment', { no: '假〔2026〕1号', on: '2026-08-25' });
  const window = async () =>
    (
      await city.system.pool.query(
        'select public_from, public_until, usable_until, severity from record_window where record_id = $1 and superseded_at is null',
        [id],
      )
    ).rows;
  const before = await window();
  goTo('2026-11-26');
  const own = await organisation('environment');
  const { steps, clerk, reviewer } = deskOf(eco);
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [id], affirms: true })), eco);
  await steps.grant(caseId, '青环修〔2026〕1号');
  assert.deepEqual(await window(), []);
  goTo('2026-12-01');
  const { evidenceNo } = ok(await clerk.prove(caseId, '银行复函'));
  const claim = { reason: '所附缴款凭证系伪造', evidenceNo };
  assert.equal((await clerk.post(steps.at(caseId, 'revocation-proposal'), { ...claim, evidenceNo: 99 })).status, 404);
  ok(await clerk.post(steps.at(caseId, 'revocation-proposal'), claim));
  const order = {
    documentNo: '青环撤修〔2026〕1号',
    reconsiderationBody: '市政府',
    reconsiderationPeriod: '六十日',
    court: '市法院',
    suitPeriod: '六个月',
  };
  const same = await city.worker('reviewer', eco.code, { accountId: clerk.accountId });
  assert.equal((await same.post(steps.at(caseId, 'revocation'), order)).body.code, 'second-person');
  assert.deepEqual(await window(), [], 'one person brings nothing back');
  assert.equal(ok(await reviewer.post(steps.at(caseId, 'revocation'), order)).restored, 1);
  assert.deepEqual(await window(), before, 'to the longest day, as it was before');
  assert.equal((await whoKnows('environment', [id])).length, 4);
  const [record] = ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA)).records;
  assert.equal(record.repairable, false);
  assert.equal(record.notRepairable.code, 'revoked');
  assert.equal((await own.post(REPAIRS, { records: [id], affirms: true })).status, 422);
  goTo('2026-12-02');
  const reworded = { no: '假〔2026〕1号', on: '2026-08-25', facts: '违反有关规定' };
  assert.equal(await penalise(city, eco, 'environment', reworded), id);
  const [again] = ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA)).records;
  assert.equal(again.notRepairable?.code, 'revoked', 'nor where its agency sends it again in other words');
  const { rows } = await city.system.pool.query(
    `select body from message where subject_id = $1 and template = 'repair-revoked'`,
    [code],
  );
  assert.match(rows[0]?.body, /系伪造/);
});

test('a record is repaired whole or not at all: where one effect fails, none has come about', async () => {
  goTo('2026-11-26');
  const finances = {
    clerk: await city.worker('clerk', finance.code),
    reviewer: await city.worker('reviewer', finance.code),
  };
  const listed = listing(finances.clerk, finances.reviewer, () => today(city.clock.now));
  const { code } = ORGANISATIONS.partnership;
  const caseId = await listed.draft(code, { term: { years: 2 } });
  const paperNo = await listed.notice(caseId, '青财采告〔2026〕7号');
  await listed.serve(caseId, paperNo);
  await listed.noticed(caseId);
  ok(await finances.clerk.post(listed.at(caseId, 'answered'), { kind: 'waived', documentNo: '放弃书1' }));
  await listed.propose(caseId);
  await listed.confirm(caseId);
  const papers = await listed.decide(caseId, '青财采列〔2026〕7号');
  await listed.serve(caseId, papers.decisionPaperNo);
  await listed.serve(caseId, papers.repairPaperNo);
  const { recordId } = await listed.effect(caseId);

  const own = await organisation('partnership');
  const [entry] = ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA)).records;
  assert.equal(entry.firstDay, '2027-11-26', 'as its repair notice said');
  goTo('2027-11-29');
  const filed = ok(await own.post(REPAIRS, { records: [recordId], affirms: true }));
  const steps = part(finances.clerk, finances.reviewer);
  const repair = partOf(filed, finance).caseId;
  ok(await finances.clerk.post(steps.at(repair, 'acceptance')));
  ok(await steps.prove(own, repair));
  await steps.propose(repair);
  const standing = async () =>
    (
      await city.system.pool.query(
        `select (select count(*)::int from record_window where record_id = $1 and superseded_at is null) as windows,
                (select count(*)::int from measure_ground where record_id = $1 and superseded_at is null) as grounds,
                (select count(*)::int from record_deed where record_id = $1 and kind = 'repair') as deeds,
                (select count(*)::int from case_deed where case_id = $2 and deed = 'granted') as granted`,
        [recordId, repair],
      )
    ).rows[0];
  const before = await standing();
  assert.ok(before.grounds > 0);
  const without = await steps.decide(repair, '青财修〔2027〕1号');
  assert.equal(without.status, 400, 'an entry decided here leaves by its own deed and paper');
  assert.deepEqual(await standing(), before);
  const removals = [{ recordId, documentNo: '青财采移〔2027〕1号' }];
  ok(await steps.decide(repair, '青财修〔2027〕1号', { removals }));
  assert.deepEqual(await standing(), { windows: 0, grounds: 0, deeds: 1, granted: 1 });
  const left = ok(await finances.clerk.get(`/api/v1/cases/${caseId}`));
  assert.equal(left.state, 'repaired');
  assert.equal(left.deeds.at(-1).documentNo, '青财采移〔2027〕1号');
});

test('what we hold ourselves is not asked for: a commitment kept, an order to mend that was heeded', async () => {
  goTo('2026-11-26');
  const { code, name } = ORGANISATIONS.trader;
  const [kept, mended] = [
    await penalise(city, housing, 'trader', { no: '持〔2026〕1号', on: '2026-11-18', warning: true }),
    await penalise(city, eco, 'trader', { no: '持〔2026〕2号', on: '2026-11-18', warning: true }),
  ];
  await city.system.pool.query(
    `insert into agency_category (agency, category, release) values ($1, 'commitment', 'direct')`,
    [housing.code],
  );
  const head =
    '承诺人名称,承诺人类别,承诺人代码,承诺编码,承诺类型,承诺事由,承诺内容,违诺责任,承诺作出日期,承诺有效期,履行状态,履行状态认定日期,受理单位,受理单位统一社会信用代码,公开类型';
  const row = `${name},法人及非法人组织,${code},99010020261120000001,信用修复型,信用修复,不再违规,恢复公示,2026-11-20,2027-11-20,全部履行,2026-11-25,${housing.name},${housing.code},可向社会公开`;
  const receipt = await send(city, {
    category: 'commitment',
    agency: housing.code,
    name: 'commitment.csv',
    content: `${head}\n${row}`,
  });
  assert.equal(receipt.accepted, 1, JSON.stringify(receipt));
  const own = await organisation('trader');
  const of = async (id: string) => {
    const { records } = ok(await own.get(`${REPAIRS}/eligibility`, OWN_DATA));
    return records.find((one: { recordId: string }) => one.recordId === id);
  };
  const codesOf = (record: { missing: { code: string }[] }) => record.missing.map((one) => one.code);
  assert.deepEqual(codesOf(await of(kept)), [], 'performance found by the same agency, and the commitment');
  assert.deepEqual(codesOf(await of(mended)), ['performance'], 'of another agency it proves no performance');

  const { clerk } = deskOf(eco);
  const orders = '/api/v1/rectifications';
  const { caseId } = ok(await clerk.post(orders, { subject: code, facts: '超标', grounds: '《办法》第一条' }));
  const { paperNo } = ok(
    await clerk.post(`${orders}/${caseId}/order`, {
      documentNo: '青环改〔2026〕1号',
      demands: ['三日内整改'],
      dueOn: '2026-12-10',
      consequence: '依法处理。',
      contact: '白露',
      phone: '0990-1234567',
    }),
  );
  ok(await serve(clerk, caseId, paperNo, '2026-11-26'));
  ok(await clerk.post(`${orders}/${caseId}/served`));
  ok(await clerk.post(`${orders}/${caseId}/reports`, { text: '已整改' }));
  const { evidenceNo } = ok(await clerk.prove(caseId, '现场照片'));
  ok(await clerk.post(`${orders}/${caseId}/conclusion`, { outcome: 'done', reason: '合格', evidenceNo }));
  assert.deepEqual(codesOf(await of(mended)), []);

  const filed = ok(await own.post(REPAIRS, { records: [kept, mended], affirms: false }));
  for (const [agency, no] of [
    [housing, '青建修〔2026〕9号'],
    [eco, '青环修〔2026〕19号'],
  ] as const) {
    const desk = deskOf(agency);
    const part = partOf(filed, agency).caseId;
    ok(await desk.clerk.post(desk.steps.at(part, 'acceptance')));
    await desk.steps.propose(part);
    ok(await desk.steps.decide(part, no));
  }
  const account = ok(await officer.get(`${REPAIRS}/account?from=2026-11-26&until=2026-11-26`));
  const counted = account.agencies.find((one: { agency: string }) => one.agency === housing.code);
  assert.ok(counted.granted >= 1 && counted.parts >= counted.granted);
  assert.equal(typeof counted.daysToResult, 'number');
});

test('two agencies decide and revoke their parts of one application in the same moment: each does its own, whole', async () => {
  goTo('2026-12-03');
  const two = [housing, eco] as const;
  const ids: string[] = [];
  for (const [nth, agency] of two.entries())
    ids.push(await penalise(city, agency, 'logistics', { no: `同〔2026〕${nth}号`, on: '2026-11-24', warning: true }));
  const own = await organisation('logistics');
  const filed = ok(await own.post(REPAIRS, { records: ids, affirms: true }));
  const parts = two.map((agency) => ({ ...deskOf(agency), caseId: partOf(filed, agency).caseId }));
  for (const { clerk, steps, caseId } of parts) {
    ok(await clerk.post(steps.at(caseId, 'acceptance')));
    ok(await steps.prove(clerk, caseId));
    await steps.propose(caseId);
  }
  const decided = await Promise.all(
    parts.map(({ steps, caseId }, nth) => steps.decide(caseId, `同修〔2026〕${nth}号`)),
  );
  assert.deepEqual(
    decided.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(ok(await own.get(`${REPAIRS}/${filed.applicationId}`)).state, 'done');
  assert.deepEqual(await whoKnows('logistics', ids), []);
  for (const { clerk, steps, caseId } of parts) {
    const { evidenceNo } = ok(await clerk.prove(caseId, '复函'));
    ok(await clerk.post(steps.at(caseId, 'revocation-proposal'), { reason: '凭证系伪造', evidenceNo }));
  }
  const revoked = await Promise.all(
    parts.map(({ steps, caseId, reviewer }, nth) =>
      reviewer.post(steps.at(caseId, 'revocation'), { documentNo: `同撤〔2026〕${nth}号`, ...REMEDIES }),
    ),
  );
  assert.deepEqual(
    revoked.map(({ body }) => body.restored),
    [1, 1],
  );
  const again = await parts[0]?.steps.decide(parts[0].caseId, '同修〔2026〕9号');
  assert.equal(again?.status, 409);
});

test('a person’s number that an official writes by mistake is held in no deed, paper or message', async () => {
  goTo('2026-12-03');
  const id = await penalise(city, housing, 'food', { no: '误〔2026〕1号', on: '2026-11-24', warning: true });
  const own = await organisation('food');
  const { caseId } = partOf(ok(await own.post(REPAIRS, { records: [id], affirms: true })), housing);
  const { steps, clerk } = deskOf(housing);
  const number = '990100199003078213';
  const reason = `经办人 ${number} 未到场`;
  ok(await clerk.post(steps.at(caseId, 'completion-request'), { missing: ['performance'], reason }));
  ok(await steps.prove(own, caseId));
  ok(await own.post(steps.at(caseId, 'completion'), { note: reason }));
  ok(await clerk.post(steps.at(caseId, 'acceptance')));
  ok(await clerk.post(steps.at(caseId, 'extension'), { days: 5, reason }));
  await steps.propose(caseId, { reason, refuse: [{ recordId: id, reason }] });
  ok(await steps.decide(caseId, '青建修〔2026〕77号', { grounds: reason }));
  const { rows } = await city.system.pool.query<{ held: string }>(
    `select row_to_json(d)::text as held from case_deed d where case_id = $1
     union all select row_to_json(k)::text from case_clock_entry k where case_id = $1
     union all select row_to_json(p)::text from case_paper p where case_id = $1
     union all select row_to_json(m)::text from message m where about_case = $1`,
    [caseId],
  );
  assert.ok(rows.length > 10);
  assert.deepEqual(
    rows.filter(({ held }) => held.includes(number)),
    [],
  );
});

test('no statement of the application’s own role skips a step, notes a receipt before it was sent, or takes a number twice', async () => {
  const { pool } = city.system;
  const { rows } = await pool.query<{ subject: string; case: string }>(
    `select p.subject_id as subject, p.case_id as case from repair_return p where p.about = 'granted' limit 1`,
  );
  const [one] = rows;
  assert.ok(one !== undefined);
  const refused = async (sql: string, values: unknown[]) =>
    assert.rejects(pool.query(sql, values), /violates|permission denied/);
  await refused(
    `insert into repair_return (subject_id, case_id, about, state, number, on_day, actor, recorded_at)
     values ($1, $2, 'revoked', 'received', '1', '2026-12-01', 'x', now())`,
    [one.subject, one.case],
  );
  await refused(
    `insert into repair_external (origin, external_no, subject_id, application_id)
     values ('credit-china', 'XYZG-2026-000123', $1, 'x00000000000000000000')`,
    [one.subject],
  );
  await refused(`update repair_application set received_on = '2026-01-01' where subject_id = $1`, [one.subject]);
  await refused(`delete from repair_part where subject_id = $1`, [one.subject]);
  const { rows: columns } = await pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name like 'repair%'
        and column_name ~ 'fee|price|amount|charge|paid'`,
  );
  assert.deepEqual(columns, [], 'it is free: nothing could even hold a fee');
});
