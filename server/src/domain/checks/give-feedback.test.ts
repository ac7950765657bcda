import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { isRefusal } from '../../platform/errors.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { installJobs } from '../../platform/jobs/install.ts';
import type { System } from '../../system.ts';
import type { Act } from '../journal/index.ts';
import { answerChecks } from './answer-check.ts';
import { fixtureCatalogue } from './catalogue-fixture.ts';
import { giveFeedback, type MeasureOutcome } from './give-feedback.ts';
import { matterInForce } from './matter-in-force.ts';
import { codeOf, holdDecision, holdSubject, suspend } from './register-fixture.ts';

const catalogue = fixtureCatalogue();
const act: Act = { actor: 'key:1', purpose: 'licensing', now: new Date('2026-06-30T04:00:00Z') };
let db: TestDatabase;
let desk: Pick<System, 'pool' | 'jobs'>;

before(async () => {
  db = await testDatabase();
  await installJobs(db.ownerUrl);
  desk = { pool: db.pool, jobs: { add: addJob } };
  for (const number of [1, 2]) {
    const subjectId = await holdSubject(db.pool, { code: codeOf(number), name: `青禾市${number}号有限公司` });
    const fields = { documentNo: `罚${number}`, decidedOn: '2026-06-01', kind: '吊销' };
    const decision = { subjectId, recordId: `r${number}`, category: 'penalty', fields };
    await holdDecision(db.pool, catalogue, decision);
    if (number === 2) await suspend(db.pool, decision);
  }
});
after(() => db.close());

/** In `licensing` a heavy penalty brings the measures `exclude`, which the desk may take, and `inspect-more`, which it must. */
async function told(number = 1): Promise<{ checkId: string; token: string }> {
  const answer = await answerChecks(db.pool)(act, matterInForce(catalogue, 'licensing'), {
    matter: 'licensing',
    subjects: [{ code: codeOf(number) }],
  });
  assert(!isRefusal(answer));
  const token = answer.results[0]?.feedbackToken;
  assert(token !== undefined);
  return { checkId: answer.checkId, token };
}

const applied: MeasureOutcome = { measure: 'exclude', outcome: 'applied', reason: '情节严重，影响履约' };

test('feedback is taken once a measure: the same again changes nothing, a different one is refused', async () => {
  const check = await told();
  const first = await giveFeedback(desk, act, { ...check, outcomes: [applied] });
  assert.deepEqual(first, { checkId: check.checkId, recorded: 1, repeated: 0 });
  const again = await giveFeedback(desk, act, { ...check, outcomes: [applied] });
  assert.deepEqual(again, { checkId: check.checkId, recorded: 0, repeated: 1 });
  const other: MeasureOutcome[] = [
    { measure: 'exclude', outcome: 'not-applicable', reason: '未参加投标' },
    { measure: 'inspect-more', outcome: 'applied' },
  ];
  const refused = await giveFeedback(desk, act, { ...check, outcomes: other });
  assert(isRefusal(refused));
  assert.deepEqual([refused.refused, refused.extra?.reason], ['already-done', 'feedback-already-given']);
  const { rows } = await db.pool.query('select measure, outcome from check_feedback where check_id = $1', [
    check.checkId,
  ]);
  assert.deepEqual(rows, [{ measure: 'exclude', outcome: 'applied' }], 'nothing of the refused report stays');
});

test('of two different reports at the same moment one is held and the other refused', async () => {
  const check = await told();
  const reports = await Promise.all([
    giveFeedback(desk, act, { ...check, outcomes: [applied] }),
    giveFeedback(desk, act, { ...check, outcomes: [{ ...applied, outcome: 'not-applicable', reason: '撤回申请' }] }),
  ]);
  assert.equal(reports.filter((report) => isRefusal(report)).length, 1);
});

test('every feedback that changed something leaves one journal row about the subject', async () => {
  const check = await told();
  await giveFeedback(desk, act, { ...check, outcomes: [applied] });
  await giveFeedback(desk, act, { ...check, outcomes: [applied] });
  const { rows } = await db.pool.query(
    `select subject_id, detail from journal_entry where event = 'check.feedback' and target = $1`,
    [check.checkId],
  );
  assert.deepEqual(rows, [
    { subject_id: codeOf(1), detail: { position: 0, outcomes: [{ measure: 'exclude', outcome: 'applied' }] } },
  ]);
});

test('a measure not carried out needs a reason, one set aside also who approved it', async () => {
  const check = await told();
  const refused: MeasureOutcome[] = [
    { measure: 'exclude', outcome: 'not-applicable' },
    { measure: 'exclude', outcome: 'not-applicable', reason: ' ' },
    { measure: 'exclude', outcome: 'overridden', reason: '重大民生工程' },
    { measure: 'exclude', outcome: 'overridden', approvedBy: '赵主任' },
    { measure: 'fast-lane', outcome: 'applied' },
  ];
  for (const outcome of refused) {
    const answer = await giveFeedback(desk, act, { ...check, outcomes: [outcome] });
    assert(isRefusal(answer), JSON.stringify(outcome));
  }
  assert(isRefusal(await giveFeedback(desk, act, { ...check, outcomes: [applied, applied] })), 'twice in one report');
  const overridden: MeasureOutcome = {
    measure: 'exclude',
    outcome: 'overridden',
    reason: '经办人110105194912310021申请',
    approvedBy: '赵主任',
  };
  assert(!isRefusal(await giveFeedback(desk, act, { ...check, outcomes: [overridden] })));
  const { rows } = await db.pool.query('select reason from check_feedback where check_id = $1', [check.checkId]);
  assert.equal(rows[0].reason, '经办人1101****0021申请');
});

test('a suspended measure cannot be reported as applied', async () => {
  const check = await told(2);
  assert(isRefusal(await giveFeedback(desk, act, { ...check, outcomes: [applied] })));
});

test('what the desk may take it reasons, what it must take needs no reason', async () => {
  const check = await told();
  const bare: MeasureOutcome = { measure: 'exclude', outcome: 'applied' };
  const refused = await giveFeedback(desk, act, { ...check, outcomes: [bare] });
  assert(isRefusal(refused));
  assert.match(refused.detail, /裁量/);
  const must: MeasureOutcome = { measure: 'inspect-more', outcome: 'applied' };
  assert(!isRefusal(await giveFeedback(desk, act, { ...check, outcomes: [applied, must] })));
});

test('who sets a measure aside is not who approves it, however the name is typed', async () => {
  const check = await told();
  const own = { measure: 'exclude', outcome: 'overridden', reason: '重大民生工程', approvedBy: '赵　主任' } as const;
  const refused = await giveFeedback(desk, { ...act, actor: '赵主任' }, { ...check, outcomes: [own] });
  assert(isRefusal(refused) && refused.refused === 'second-person');
  assert(!isRefusal(await giveFeedback(desk, { ...act, actor: '白露' }, { ...check, outcomes: [own] })));
});

test('an applied measure leaves one job for its notice, and what is not applied leaves none', async () => {
  const jobs = async (checkId: string) =>
    (
      await db.pool.query('select task_identifier as name from graphile_worker.jobs where key = $1', [
        `notice-${checkId}-0`,
      ])
    ).rows;
  const [one, other] = [await told(), await told()];
  for (const again of [1, 2]) {
    await giveFeedback(desk, act, { ...one, outcomes: [applied] });
    assert.deepEqual(await jobs(one.checkId), [{ name: 'responses-open-notice' }], `after report ${again}`);
  }
  const left: MeasureOutcome = { measure: 'exclude', outcome: 'not-applicable', reason: '申请人已撤回' };
  await giveFeedback(desk, act, { ...other, outcomes: [left] });
  assert.deepEqual(await jobs(other.checkId), []);
});

test('only the token of the very check opens it, and the token itself is not held', async () => {
  const [one, other] = [await told(), await told()];
  const mixed = await giveFeedback(desk, act, { checkId: one.checkId, token: other.token, outcomes: [applied] });
  assert(isRefusal(mixed) && mixed.refused === 'not-found');
  const { rows } = await db.pool.query('select token_hash from check_answer where check_id = $1', [one.checkId]);
  assert.notEqual(rows[0].token_hash, one.token);
});
