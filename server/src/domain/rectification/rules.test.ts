import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Chart, NOTHING_YET, stepFrom } from '../casework/index.ts';
import { INTERVIEW, OUTCOMES, RECTIFICATION, refuseTooEarly } from './rules.ts';

/** A case walked by deeds drawn at random: those the chart does not allow leave it where it was. */
function walk(chart: Chart, drawn: readonly string[]): string[] {
  let state: string = NOTHING_YET;
  return drawn.filter((deed) => {
    const step = stepFrom(chart, state, deed);
    if (step !== undefined && step.to !== 'same') state = step.to;
    return step !== undefined;
  });
}

const deedsOf = (chart: Chart) =>
  fc.array(fc.constantFrom(...chart.steps.map(({ deed }) => deed)), { minLength: 10, maxLength: 60 });

test('however deeds are tried, an order is closed only after its service and a report or its end, and extended at most once', () => {
  let closed = 0;
  fc.assert(
    fc.property(deedsOf(RECTIFICATION), (drawn) => {
      const taken = walk(RECTIFICATION, ['opened', ...drawn]);
      assert.ok(taken.filter((deed) => deed === 'extended').length <= 1);
      const at = taken.indexOf('concluded');
      if (at < 0) return;
      closed += 1;
      const before = taken.slice(0, at);
      assert.ok(before.includes('served'));
      assert.ok(before.includes('reported') || before.includes('expired'));
      assert.equal(at, taken.length - 1, 'nothing comes after it');
    }),
    { numRuns: 1_000 },
  );
  assert.ok(closed > 0, 'some walks arrive');
});

test('however deeds are tried, no interview is recorded to which nobody was called', () => {
  fc.assert(
    fc.property(deedsOf(INTERVIEW), (drawn) => {
      const taken = walk(INTERVIEW, ['opened', ...drawn]);
      if (taken.includes('recorded')) assert.deepEqual(taken.slice(-2), ['called', 'recorded']);
    }),
  );
});

test('that it was mended may be found at any time, that it was not only after the last day', () => {
  const due = { dueOn: '2026-12-10' };
  for (const outcome of OUTCOMES) {
    assert.equal(refuseTooEarly(outcome, due, '2026-12-10') === null, outcome === 'done');
    assert.equal(refuseTooEarly(outcome, { dueOn: null }, '2027-12-10') === null, outcome === 'done', 'suspended');
    assert.equal(refuseTooEarly(outcome, due, '2026-12-11'), null);
  }
});
