import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { today } from '../../kernel/dates.ts';
import { isRefusal } from '../../platform/errors.ts';
import { answerChecks } from './answer-check.ts';
import { fixtureCatalogue, MATTERS } from './catalogue-fixture.ts';
import { matterInForce } from './matter-in-force.ts';
import { type Everything, type Expected, everythingAbout, recompute } from './naive-fixture.ts';
import {
  codeOf,
  endDecision,
  type HeldDecision,
  holdDecision,
  holdSubject,
  sourceIsCurrent,
  suspend,
} from './register-fixture.ts';

const catalogue = fixtureCatalogue();
/** Listed from 1 to 31 July 2026: the days around the ends, one minute before and after midnight in Asia/Shanghai. */
const LISTED = { decidedOn: '2026-07-01', validUntil: '2026-07-31' };
const DAYS = ['2026-06-30', '2026-07-01', '2026-07-31', '2026-08-01'];
const INSTANTS = DAYS.flatMap((day) => [new Date(`${day}T00:01:00+08:00`), new Date(`${day}T23:59:00+08:00`)]);

let db: TestDatabase;
const subjects: string[] = [];

before(async () => {
  db = await testDatabase();
  await sourceIsCurrent(db.pool, 'penalty', 'A', '2026-07-05');
  await sourceIsCurrent(db.pool, 'serious-dishonesty', 'A', '2026-06-30');
  const hold = async (number: number, kind = 'enterprise') => {
    const code = await holdSubject(db.pool, { code: codeOf(number), name: `青禾市${number}号`, kind });
    subjects.push(code);
    return code;
  };
  const decide = async (
    subjectId: string,
    category: string,
    fields: { decidedOn: string; [id: string]: string },
    options = {},
  ): Promise<HeldDecision> => {
    const documentNo = `文〔2026〕${subjects.length}-${category}`;
    const decision = { subjectId, recordId: documentNo, category, fields: { ...fields, documentNo } };
    await holdDecision(db.pool, catalogue, decision, options);
    return decision;
  };
  await hold(1);
  await decide(await hold(2), 'serious-dishonesty', LISTED);
  await decide(await hold(3, 'individual-business'), 'serious-dishonesty', LISTED);
  // Six months from the last of December and of January end on the last of June and of July.
  await decide(await hold(4), 'penalty', { decidedOn: '2025-12-31', kind: '吊销' });
  await decide(await hold(5), 'penalty', { decidedOn: '2026-01-31', kind: '吊销' });
  await decide(await hold(6), 'penalty', { decidedOn: '2026-07-01', kind: '警告' });
  const mixed = await hold(7);
  await decide(mixed, 'serious-dishonesty', LISTED);
  await decide(mixed, 'honour', { decidedOn: '2026-06-30', validUntil: '2026-08-01' });
  await decide(mixed, 'penalty', { decidedOn: '2026-07-31', kind: '吊销' });
  const suspended = await hold(8);
  await suspend(db.pool, await decide(suspended, 'serious-dishonesty', LISTED));
  await decide(suspended, 'honour', { decidedOn: '2026-07-01', validUntil: '2026-07-31' });
  for (const [index, deed] of ['withdrawal', 'repair', 'closure'].entries()) {
    await endDecision(db.pool, await decide(await hold(9 + index), 'serious-dishonesty', LISTED), deed);
  }
  await decide(await hold(12), 'serious-dishonesty', LISTED, { withheld: true });
});
after(() => db.close());

test('for every matter a check agrees with a recomputation from all deeds, a minute around midnight of every end', async () => {
  const answerCheck = answerChecks(db.pool);
  const known = await Promise.all(subjects.map((subjectId) => everythingAbout(db.pool, subjectId)));
  for (const now of INSTANTS) {
    const day = today(now);
    const sourcesCurrent = day >= '2026-06-30' && day <= '2026-08-04';
    for (const matter of MATTERS) {
      const answer = await answerCheck({ actor: 'key:1', purpose: matter, now }, matterInForce(catalogue, matter), {
        matter,
        requestRef: 'R',
        subjects: subjects.map((code) => ({ code })),
      });
      assert(!isRefusal(answer));
      for (const [index, subjectId] of subjects.entries()) {
        const result = answer.results[index];
        assert(result);
        const said: Expected = {
          verdict: result.verdict,
          measures: result.measures
            .map((one) =>
              [
                one.measure,
                one.effect,
                one.clause,
                one.decision.recordId,
                one.from,
                one.until,
                one.suspended === true,
              ].join('|'),
            )
            .sort(),
        };
        const expected = recompute(known[index] as Everything, catalogue, matter, day, sourcesCurrent);
        assert.deepEqual(said, expected, `${subjectId} in ${matter} at ${now.toISOString()}`);
      }
    }
  }
});

test('a listing bites from 00:01 of its first day to 23:59 of its last, in Asia/Shanghai, and at no other minute', async () => {
  const answerCheck = answerChecks(db.pool);
  const verdicts: (string | undefined)[] = [];
  for (const now of ['2026-06-30T15:59:00Z', '2026-06-30T16:01:00Z', '2026-07-31T15:59:00Z', '2026-07-31T16:01:00Z']) {
    const answer = await answerCheck(
      { actor: 'key:1', purpose: 'procurement', now: new Date(now) },
      matterInForce(catalogue, 'procurement'),
      { matter: 'procurement', subjects: [{ code: codeOf(2) }] },
    );
    assert(!isRefusal(answer));
    verdicts.push(answer.results[0]?.verdict);
  }
  assert.deepEqual(verdicts, ['clear', 'restricted', 'restricted', 'clear']);
});
