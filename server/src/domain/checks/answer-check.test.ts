import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { answerChecks, type CheckAnswer } from './answer-check.ts';
import { fixtureCatalogue } from './catalogue-fixture.ts';
import type { CheckRequest } from './check-rules.ts';
import { type LoggedCheck, rootOf } from './logged-check.ts';
import { matterInForce } from './matter-in-force.ts';
import {
  codeOf,
  endDecision,
  type HeldDecision,
  holdAlias,
  holdDecision,
  holdSubject,
  sourceIsCurrent,
  suspend,
} from './register-fixture.ts';

const catalogue = fixtureCatalogue();
const NOON = new Date('2026-06-30T04:00:00Z');
const ID_CARD = '110105194912310021';
let db: TestDatabase;
let answerCheck: ReturnType<typeof answerChecks>;

before(async () => {
  db = await testDatabase();
  answerCheck = answerChecks(db.pool);
  await sourceIsCurrent(db.pool, 'penalty', 'A', '2026-06-29');
  await sourceIsCurrent(db.pool, 'serious-dishonesty', 'A', '2026-06-29');
});
after(() => db.close());

const act = (now = NOON, actor = 'key:0123456789abcdef'): Act => ({
  actor,
  agency: codeOf(999),
  purpose: 'check',
  now,
});

async function check(request: Partial<CheckRequest>, now = NOON): Promise<CheckAnswer> {
  const matter = request.matter ?? 'bidding';
  const answer = await answerCheck(act(now), matterInForce(catalogue, matter), {
    requestRef: '青办〔2026〕1号',
    subjects: [],
    ...request,
    matter,
  });
  assert(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}

async function checkOne(input: { code?: string; name?: string }, matter = 'bidding', now = NOON) {
  const { results } = await check({ matter, subjects: [input] }, now);
  assert(results[0]);
  return results[0];
}

let documents = 0;
function decision(subjectId: string, category: string, fields: Record<string, string | null> = {}): HeldDecision {
  documents += 1;
  const documentNo = `青罚〔2026〕${documents}号`;
  return {
    subjectId,
    recordId: `r${documents}`,
    category,
    fields: { documentNo, decidedOn: '2026-03-01', validUntil: '2027-02-28', ...fields },
  };
}

test('a registered organisation without measures and with current sources is clear', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(1), name: '青禾市晨光印务有限公司' });
  const result = await checkOne({ code: ` ${code.toLowerCase()} ` });
  assert.equal(result.verdict, 'clear');
  assert.equal(result.known, 'registered');
  assert.equal(result.status, '存续');
  assert.deepEqual(result.coverage, [
    { source: 'penalty', asOf: '2026-06-29' },
    { source: 'serious-dishonesty', asOf: '2026-06-29' },
  ]);
  assert.equal(result.feedbackToken, undefined);
});

test('restriction, incentive and both together have each their word, and measures name clause and decision', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(2), name: '青禾市二号建材有限公司' });
  const listing = decision(code, 'serious-dishonesty');
  await holdDecision(db.pool, catalogue, listing);
  const restricted = await checkOne({ code });
  assert.equal(restricted.verdict, 'restricted');
  assert.deepEqual(restricted.measures, [
    {
      measure: 'exclude',
      name: 'exclude',
      direction: 'restriction',
      effect: 'must',
      clause: 'invented-act#第2条',
      decision: { recordId: listing.recordId, documentNo: listing.fields.documentNo },
      authority: restricted.measures[0]?.authority,
      authorityName: '青禾市某局',
      from: '2026-03-01',
      until: '2027-02-28',
    },
  ]);
  await holdDecision(db.pool, catalogue, decision(code, 'honour'));
  assert.equal(
    (await checkOne({ code })).verdict,
    'restricted',
    'an honour brings nothing to whoever is on a serious list',
  );
  const penalised = await holdSubject(db.pool, { code: codeOf(29), name: '青禾市二十九号建材有限公司' });
  await holdDecision(db.pool, catalogue, decision(penalised, 'penalty', { kind: '吊销' }));
  await holdDecision(db.pool, catalogue, decision(penalised, 'honour'));
  assert.equal((await checkOne({ code: penalised })).verdict, 'mixed');
  assert.equal(
    (await checkOne({ code: penalised }, 'procurement')).verdict,
    'restricted',
    'no incentive in that matter',
  );
  const favoured = await holdSubject(db.pool, { code: codeOf(3), name: '青禾市三号食品有限公司' });
  await holdDecision(db.pool, catalogue, decision(favoured, 'honour'));
  assert.equal((await checkOne({ code: favoured })).verdict, 'incentive');
});

test('a measure brought by two decisions stands once for each', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(4), name: '青禾市四号运输有限公司' });
  await holdDecision(db.pool, catalogue, decision(code, 'serious-dishonesty'));
  await holdDecision(db.pool, catalogue, decision(code, 'penalty', { kind: '吊销' }));
  const { measures } = await checkOne({ code });
  assert.deepEqual(
    measures.map(({ measure, effect }) => [measure, effect]),
    [
      ['exclude', 'must'],
      ['exclude', 'may'],
    ],
  );
  assert.equal(new Set(measures.map((one) => one.decision.recordId)).size, 2);
});

test('a measure that does not name the kind of the subject is not for it', async () => {
  const code = await holdSubject(db.pool, {
    code: codeOf(5),
    name: '青禾市五号小吃店',
    kind: 'individual-business',
  });
  await holdDecision(db.pool, catalogue, decision(code, 'serious-dishonesty'));
  assert.equal((await checkOne({ code })).verdict, 'clear');
});

test('a suspended measure is shown as such and does not bite; one that is not suspended still does', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(6), name: '青禾市六号机械有限公司' });
  const listing = decision(code, 'serious-dishonesty');
  await holdDecision(db.pool, catalogue, listing);
  await suspend(db.pool, listing);
  const result = await checkOne({ code });
  assert.equal(result.verdict, 'clear');
  assert.deepEqual(
    result.measures.map(({ suspended }) => suspended),
    [true],
  );
  await holdDecision(db.pool, catalogue, decision(code, 'penalty', { kind: '吊销' }));
  assert.equal((await checkOne({ code })).verdict, 'restricted');
});

test('what was withdrawn bites no more, the same minute', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(7), name: '青禾市七号物流有限公司' });
  const listing = decision(code, 'serious-dishonesty');
  await holdDecision(db.pool, catalogue, listing);
  assert.equal((await checkOne({ code })).verdict, 'restricted');
  await endDecision(db.pool, listing, 'withdrawal');
  assert.deepEqual((await checkOne({ code })).measures, []);
});

test('clear is never said of a provisional or unknown organisation', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(8), name: '青禾市八号有限公司', standing: 'provisional' });
  const provisional = await checkOne({ code });
  assert.deepEqual([provisional.known, provisional.verdict], ['provisional', 'not-covered']);
  const unknown = await checkOne({ code: codeOf(9) });
  assert.deepEqual([unknown.known, unknown.verdict, unknown.subject], ['unknown', 'not-covered', null]);
  const retired = await holdSubject(db.pool, { code: codeOf(10), name: '青禾市十号有限公司', standing: 'retired' });
  assert.equal((await checkOne({ code: retired })).known, 'unknown');
});

test('clear ends with the last day of a source, the oldest agency counts, and never means null', async () => {
  const code = await holdSubject(db.pool, { code: codeOf(11), name: '青禾市十一号有限公司' });
  const fresh = await testDatabase();
  try {
    const answer = answerChecks(fresh.pool);
    await holdSubject(fresh.pool, { code, name: '青禾市十一号有限公司' });
    const ask = async (now: string) => {
      const law = matterInForce(catalogue, 'land');
      const got = await answer(act(new Date(now)), law, { matter: 'land', subjects: [{ code }] });
      assert(!isRefusal(got) && got.results[0]);
      return got.results[0];
    };
    const never = await ask('2026-06-30T04:00:00Z');
    assert.deepEqual([never.verdict, never.coverage.map(({ asOf }) => asOf)], ['not-covered', [null, null]]);
    await sourceIsCurrent(fresh.pool, 'penalty', 'A', '2026-06-30');
    await sourceIsCurrent(fresh.pool, 'penalty', 'B', '2026-06-01');
    await sourceIsCurrent(fresh.pool, 'serious-dishonesty', 'A', '2026-06-30');
    assert.equal((await ask('2026-07-01T15:59:00Z')).verdict, 'clear', 'the 30th day after 1 June, 23:59 in Shanghai');
    const stale = await ask('2026-07-01T16:01:00Z');
    assert.equal(stale.verdict, 'not-covered');
    assert.equal(stale.coverage[0]?.asOf, '2026-06-01');
    await holdDecision(fresh.pool, catalogue, decision(code, 'serious-dishonesty'));
    const bitten = await ask('2026-07-01T16:01:00Z');
    assert.equal(bitten.verdict, 'restricted', 'measures speak also where a source is stale');
    assert.equal(bitten.coverage[0]?.asOf, '2026-06-01');
  } finally {
    await fresh.close();
  }
});

test('a name finds its bearer, a former name too, in any spelling; of two bearers neither is guessed', async () => {
  const code = await holdSubject(db.pool, {
    code: codeOf(20),
    name: '青禾市东风（集团）有限公司',
    formerNames: ['青禾市東風廠'],
  });
  for (const name of ['青禾市東風(集團)有限公司', '青禾市东风厂', ' 青禾市 东风厂']) {
    const found = await checkOne({ name });
    assert.deepEqual([found.subject?.code, found.verdict], [code, 'clear'], name);
  }
  await holdSubject(db.pool, { code: codeOf(21), name: '青禾市东风厂' });
  const ambiguous = await checkOne({ name: '青禾市东风厂' });
  assert.equal(ambiguous.verdict, 'unidentified');
  assert.equal(ambiguous.subject, null);
  assert.deepEqual(ambiguous.candidates?.map((one) => one.code).sort(), [codeOf(20), codeOf(21)].sort());
  const unknown = await checkOne({ name: '青禾市没有这家公司' });
  assert.deepEqual([unknown.verdict, unknown.candidates], ['unidentified', []]);
});

test('no more than five candidates are offered', async () => {
  for (let number = 30; number < 38; number++)
    await holdSubject(db.pool, { code: codeOf(number), name: '青禾市同名店' });
  assert.equal((await checkOne({ name: '青禾市同名店' })).candidates?.length, 5);
});

test('a natural person is answered neither by name nor by id', async () => {
  const person = { subjectId: 'P-00000001', code: 'P-00000001', name: '王甲乙' };
  await assert.rejects(holdSubject(db.pool, person), /subject_is_organisation/);
  const byName = await checkOne({ name: '王甲乙' });
  assert.deepEqual([byName.verdict, byName.candidates], ['unidentified', []]);
  assert.equal((await checkOne({ code: 'P-00000001' })).verdict, 'unidentified');
});

test('a code under another name is not identified, and both are offered', async () => {
  await holdSubject(db.pool, { code: codeOf(40), name: '青禾市四十号有限公司', formerNames: ['青禾市旧四十号厂'] });
  await holdSubject(db.pool, { code: codeOf(41), name: '青禾市四十一号有限公司' });
  const result = await checkOne({ code: codeOf(40), name: '青禾市四十一号有限公司' });
  assert.equal(result.verdict, 'unidentified');
  assert.deepEqual(
    result.candidates?.map(({ code }) => code),
    [codeOf(40), codeOf(41)],
  );
  assert.equal((await checkOne({ code: codeOf(40), name: '青禾市旧四十号厂' })).verdict, 'clear');
  assert.equal((await checkOne({ code: codeOf(42), name: '青禾市四十一号有限公司' })).verdict, 'unidentified');
});

test('a later code and an old number lead to the subject; a number of two leads to neither', async () => {
  const subjectId = await holdSubject(db.pool, { code: codeOf(50), name: '青禾市五十号有限公司' });
  await holdSubject(db.pool, { code: codeOf(51), name: '青禾市五十一号有限公司' });
  await holdAlias(db.pool, 'code', codeOf(52), subjectId);
  await holdAlias(db.pool, 'registration-no', '990100000000050', subjectId);
  assert.equal((await checkOne({ code: codeOf(52) })).subject?.subjectId, subjectId);
  assert.equal((await checkOne({ code: '990100000000050' })).subject?.subjectId, subjectId);
  await holdAlias(db.pool, 'registration-no', '990100000000050', codeOf(51));
  const shared = await checkOne({ code: '990100000000050' });
  assert.deepEqual([shared.verdict, shared.candidates?.length], ['unidentified', 2]);
});

test('an invalid code is not identified and says why; a near miss offers whom it may mean', async () => {
  const right = codeOf(60);
  await holdSubject(db.pool, { code: right, name: '青禾市六十号有限公司' });
  await holdAlias(db.pool, 'org-code', right.slice(8, 17), right);
  const nearMiss = `91990101${right.slice(8)}`;
  const near = await checkOne({ code: nearMiss });
  assert.deepEqual([near.verdict, near.candidates?.[0]?.code], ['unidentified', right]);
  for (const code of ['12345', '9.14403E+17', '000000000000000000', `${right.slice(0, 9)}0${right.slice(10)}`]) {
    const result = await checkOne({ code });
    assert.equal(result.verdict, 'unidentified', code);
    assert.match(result.reason ?? '', /请/);
  }
  assert.equal((await checkOne({})).verdict, 'unidentified');
  assert.equal((await checkOne({ code: '　', name: ' ' })).verdict, 'unidentified');
});

test('an identity number appears neither in the answer nor in the log', async () => {
  const subjects = [
    { code: ID_CARD },
    { code: '110105 19491231 0021', name: '李某' },
    { code: '110105194912310022' },
    { name: `李某${ID_CARD}` },
    { code: `身份证${ID_CARD}` },
    { code: '1.10105194912310E+17' },
  ];
  const answer = await check({ subjects });
  const { rows } = await db.pool.query('select input from check_answer where check_id = $1', [answer.checkId]);
  for (const text of [JSON.stringify(answer.results), JSON.stringify(rows)]) {
    assert.doesNotMatch(text, /19491231/);
    assert.doesNotMatch(text, /1\.10105/);
  }
  assert.equal(answer.results[0]?.input.code, '1101****0021');
});

test('what no database holds is answered all the same', async () => {
  const result = await checkOne({ code: 'A\u0000B\ud800', name: '青\u0000禾\udfff' });
  assert.equal(result.verdict, 'unidentified');
});

test('10,000 subjects are answered in the order asked, each held, in one check', async () => {
  await db.pool.query(
    `insert into subject (subject_id, code, standing, kind, name, name_key, recorded_at, changed_at)
     select 'T' || n, null, 'registered', 'enterprise', '大批' || n, '大批' || n, $1, $1 from generate_series(1, 9000) n`,
    [NOON],
  );
  const subjects = Array.from({ length: 10_000 }, (_, index) => ({ code: `T${10_000 - index}` }));
  const answer = await check({ subjects });
  assert.deepEqual(
    answer.results.map(({ input }) => input),
    subjects,
  );
  assert.deepEqual(
    answer.results.map(({ subject }) => subject?.subjectId ?? null),
    subjects.map(({ code }) => (Number(code.slice(1)) <= 9000 ? code : null)),
  );
  const { rows } = await db.pool.query(
    `select count(*)::int as answers, count(*) filter (where subject_id = '-')::int as nobody,
            min(position) as first, max(position) as last from check_answer where check_id = $1`,
    [answer.checkId],
  );
  assert.deepEqual(rows, [{ answers: 10_000, nobody: 1_000, first: 0, last: 9_999 }]);
});

test('volume is bounded: a reference for more than one, a system for more than two hundred, never more than 10,000', async () => {
  const law = matterInForce(catalogue, 'bidding');
  const ask = async (count: number, requestRef: string | undefined, actor: string) => {
    const subjects = Array.from({ length: count }, () => ({ code: codeOf(1) }));
    const answer = await answerCheck(act(NOON, actor), law, { matter: 'bidding', requestRef, subjects });
    return isRefusal(answer) ? answer.extra?.field : 'answered';
  };
  assert.equal(await ask(1, undefined, '张三'), 'answered');
  assert.equal(await ask(2, undefined, 'key:1'), 'requestRef');
  assert.equal(await ask(2, ' ', 'key:1'), 'requestRef');
  assert.equal(await ask(2, `号${ID_CARD}`, 'key:1'), 'requestRef');
  assert.equal(await ask(200, 'R1', '张三'), 'answered');
  assert.equal(await ask(201, 'R1', '张三'), 'subjects');
  assert.equal(await ask(201, 'R1', 'key:1'), 'answered');
  assert.equal(await ask(10_001, 'R1', 'key:1'), 'subjects');
  assert.equal(await ask(0, 'R1', 'key:1'), 'subjects');
});

test('an unknown matter is refused with the list of those there are', async () => {
  const refusal = matterInForce(catalogue, 'weather');
  assert(isRefusal(refusal));
  assert.match(refusal.detail, /procurement（事项procurement）/);
});

test('concurrent checks get each their own answer, all are held, and their journal rows vouch for what was said', async () => {
  const { rows: before } = await db.pool.query('select coalesce(max(entry_id), 0) as last from journal_entry');
  const codes = Array.from({ length: 60 }, (_, index) =>
    index % 3 === 0 ? codeOf(2) : codeOf(index % 3 === 1 ? 1 : 9),
  );
  const answers = await Promise.all(codes.map((code, index) => checkOneFull(code, index)));
  assert.deepEqual(
    answers.map(({ results }) => results[0]?.verdict),
    codes.map((_, index) => ['restricted', 'clear', 'not-covered'][index % 3]),
  );
  const { rows: entries } = await db.pool.query(
    `select detail from journal_entry where event = 'check.answered' and entry_id > $1 order by entry_id`,
    [before[0].last],
  );
  assert.ok(entries.length < 20, `${entries.length} rows for 60 checks`);
  const named = entries.flatMap(({ detail }) => detail.checks);
  assert.deepEqual([...named].sort(), answers.map(({ checkId }) => checkId).sort());
  for (const { detail } of entries) assert.equal(rootOf(await readChecks(detail.checks)), detail.root);
});

function checkOneFull(code: string, index: number): Promise<CheckAnswer> {
  return check({ subjects: [{ code }], requestRef: `R${index}` });
}

async function readChecks(ids: string[]): Promise<LoggedCheck[]> {
  const heads = await db.pool.query('select * from check_head where check_id = any($1)', [ids]);
  const answers = await db.pool.query('select * from check_answer where check_id = any($1) order by position', [ids]);
  return ids.map((id) => {
    const head = heads.rows.find(({ check_id }) => check_id === id);
    return {
      head: { ...head, answered_at: head.answered_at.toISOString() },
      answers: answers.rows.filter(({ check_id }) => check_id === id),
    };
  });
}

test('a check that cannot be held is not answered, and neither is any other of its group', async () => {
  const broken = await testDatabase();
  try {
    const { Client } = (await import('pg')).default;
    const owner = new Client({ connectionString: broken.ownerUrl });
    await owner.connect();
    await owner.query('revoke insert on check_answer from gongxin_app');
    await owner.end();
    const answer = answerChecks(broken.pool);
    const law = matterInForce(catalogue, 'land');
    const asked = Array.from({ length: 5 }, () =>
      answer(act(), law, { matter: 'land', subjects: [{ code: codeOf(1) }] }),
    );
    const settled = await Promise.allSettled(asked);
    assert.deepEqual([...new Set(settled.map(({ status }) => status))], ['rejected']);
    const { rows } = await broken.pool.query(
      'select (select count(*) from check_head) + (select count(*) from journal_entry) as rows',
    );
    assert.equal(Number(rows[0].rows), 0);
  } finally {
    await broken.close();
  }
});
