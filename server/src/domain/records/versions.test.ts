import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Facts, type HeldRecord, judgeVersion, sameFacts, type VersionJudgement } from './versions.ts';

const A: Facts = { content: '准予施工', validUntil: '2030-01-01' };
const B: Facts = { content: '准予施工', validUntil: '2031-01-01' };
const C: Facts = { content: '准予扩建', validUntil: '2031-01-01' };

const NOBODY: HeldRecord = { versions: [], closedBy: null, correctedBy: null };

/** Versions held so far, the last one current. */
function held(...facts: Facts[]): HeldRecord {
  const versions = facts.map((of, at) => ({ version: at + 1, facts: of, current: at === facts.length - 1 }));
  return { versions, closedBy: null, correctedBy: null };
}

/** The rows of one file with one key, judged in order against what each before it made. */
function file(rows: readonly Facts[], before: HeldRecord = NOBODY, absent: readonly string[] = []) {
  const last = rows.at(-1) ?? {};
  let record: HeldRecord = before;
  const outcomes = rows.map((facts, at) => {
    const judgement = judgeVersion(
      { facts, absent: new Set(absent), isLast: at === rows.length - 1, lastFacts: last },
      record,
    );
    if ('version' in judgement) record = taken(record, judgement, facts);
    return 'code' in judgement ? judgement.code : judgement.outcome;
  });
  return { outcomes, record, current: record.versions.find(({ current }) => current)?.facts };
}

function taken(record: HeldRecord, { version, current }: Extract<VersionJudgement, { version: number }>, facts: Facts) {
  const versions = current ? record.versions.map((v) => ({ ...v, current: false })) : record.versions;
  return { ...record, versions: [...versions, { version, facts, current }] };
}

test('of a new key the first row is accepted, each further different one updated, and the last one counts', () => {
  assert.deepEqual(file([A]).outcomes, ['accepted']);
  assert.deepEqual(file([A, B, C]).outcomes, ['accepted', 'updated', 'updated']);
  assert.equal(file([A, B, C]).current, C);
  assert.deepEqual(file([A, A, A]).outcomes, ['accepted', 'duplicate', 'duplicate']);
});

test('A, B, A within one file ends as A, with B as an earlier version', () => {
  const { outcomes, current, record } = file([A, B, A]);
  assert.deepEqual(outcomes, ['accepted', 'updated', 'duplicate']);
  assert.equal(current, A);
  assert.equal(record.versions.length, 2);
});

test('an earlier row that equals the last is a duplicate, not a version', () => {
  assert.deepEqual(file([B, A, B], held(C)).outcomes, ['duplicate', 'updated', 'updated']);
  assert.equal(file([B, A, B], held(C)).current, B);
});

test('an earlier row that equals any version ever held is a duplicate', () => {
  assert.deepEqual(file([A, B], held(A, B)).outcomes, ['duplicate', 'duplicate']);
  assert.deepEqual(file([A, C], held(A, B)).outcomes, ['duplicate', 'updated']);
});

test('a row of another file that equals an earlier version is stale', () => {
  assert.deepEqual(file([A], held(A, B)).outcomes, ['stale-version']);
  assert.equal(file([A], held(A, B)).current, B);
});

test('a clerk may bring an earlier state back', () => {
  const row = { facts: A, absent: new Set<string>(), isLast: true, lastFacts: A };
  assert.deepEqual(judgeVersion(row, held(A, B), true), { outcome: 'updated', version: 3, current: true });
});

test('a former name coming back is stale, in another file only', () => {
  const row = { facts: C, absent: new Set<string>(), lastFacts: C, revivesFormerName: true };
  assert.equal('code' in judgeVersion({ ...row, isLast: true }, held(A)), true);
  assert.equal(judgeVersion({ ...row, lastFacts: B, isLast: false }, held(A)).outcome, 'updated');
});

test('what a decision closed is never revived, not even by a clerk, and the decision is named', () => {
  const closed: HeldRecord = { ...held(A, B), closedBy: { document: '青建撤〔2026〕1号' } };
  for (const settles of [false, true]) {
    for (const facts of [A, B]) {
      const row = { facts, absent: new Set<string>(), isLast: true, lastFacts: facts };
      assert.deepEqual(judgeVersion(row, closed, settles), {
        outcome: 'rejected',
        code: 'withdrawn-fact',
        document: '青建撤〔2026〕1号',
      });
    }
    const other = { facts: C, absent: new Set<string>(), isLast: true, lastFacts: C };
    assert.deepEqual(judgeVersion(other, closed, settles), { outcome: 'unresolved', code: 'after-withdrawal' });
  }
});

test('what a decision corrected is not said again; what it says now is known', () => {
  const corrected: HeldRecord = { ...held(A, B), correctedBy: { document: '青建更〔2026〕1号' } };
  for (const settles of [false, true]) {
    const said = (facts: Facts) =>
      judgeVersion({ facts, absent: new Set<string>(), isLast: true, lastFacts: facts }, corrected, settles);
    assert.deepEqual(said(A), { outcome: 'rejected', code: 'withdrawn-fact', document: '青建更〔2026〕1号' });
    assert.deepEqual(said(B), { outcome: 'duplicate' });
    assert.equal(said(C).outcome, 'updated');
  }
});

test('a column the file lacks says nothing; an empty cell says there is none', () => {
  assert.deepEqual(file([{ content: '准予施工' }], held(A), ['validUntil']).outcomes, ['duplicate']);
  assert.deepEqual(file([{ content: '准予施工' }], held(A)).outcomes, ['updated']);
});

test('a record that was taken back to the queue is accepted anew', () => {
  const back: HeldRecord = { versions: [{ version: 1, facts: A, current: false }], closedBy: null, correctedBy: null };
  assert.deepEqual(file([A], back).outcomes, ['accepted']);
});

const facts = fc.constantFrom(A, B, C);
const files = fc.array(fc.array(facts, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });

test('whatever was sent before, a file sent again changes nothing', () => {
  fc.assert(
    fc.property(files, (sent) => {
      let record = NOBODY;
      for (const rows of sent) record = file(rows, record).record;
      const last = sent.at(-1) ?? [];
      const again = file(last, record);
      assert.deepEqual(again.record, record);
      assert(again.outcomes.every((outcome) => outcome === 'duplicate' || outcome === 'stale-version'));
    }),
  );
});

test('one version is current at most, versions are numbered on, and a file ends as its last row unless that is stale', () => {
  fc.assert(
    fc.property(files, (sent) => {
      let record = NOBODY;
      for (const rows of sent) {
        const judged = file(rows, record);
        record = judged.record;
        assert.equal(record.versions.filter(({ current }) => current).length, 1);
        assert.deepEqual(
          record.versions.map(({ version }) => version),
          record.versions.map((_, at) => at + 1),
        );
        if (judged.outcomes.at(-1) !== 'stale-version') assert.deepEqual(judged.current, rows.at(-1));
      }
    }),
  );
});

test('facts are the same where they are written the same, sets included', () => {
  assert.equal(sameFacts({ kinds: ['罚款', '警告'] }, { kinds: ['罚款', '警告'] }, new Set()), true);
  assert.equal(sameFacts({ kinds: ['罚款'] }, { kinds: ['罚款', '警告'] }, new Set()), false);
  assert.equal(sameFacts({ a: '1' }, {}, new Set()), false);
  assert.equal(sameFacts({}, { a: '1' }, new Set(['a'])), true);
});
