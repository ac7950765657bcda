import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { verdictOf } from './verdict.ts';

const measure = fc.record(
  {
    direction: fc.constantFrom('restriction' as const, 'incentive' as const),
    suspended: fc.constant(true as const),
  },
  { requiredKeys: ['direction'] },
);
const answer = fc.record({
  identified: fc.boolean(),
  registered: fc.boolean(),
  sourcesCurrent: fc.boolean(),
  measures: fc.array(measure, { maxLength: 4 }),
});

test('clear is said only of an identified, registered organisation with current sources and nothing that bites', () => {
  fc.assert(
    fc.property(answer, (given) => {
      const biting = given.measures.filter(({ suspended }) => suspended !== true);
      const mayBeClear = given.identified && given.registered && given.sourcesCurrent && biting.length === 0;
      assert.equal(verdictOf(given) === 'clear', mayBeClear);
    }),
  );
});

test('a restriction that bites is never silent, whatever else is missing', () => {
  fc.assert(
    fc.property(answer, (given) => {
      const bites = given.measures.some((one) => one.direction === 'restriction' && one.suspended !== true);
      const said = ['restricted', 'mixed'].includes(verdictOf({ ...given, identified: true }));
      assert.equal(said, bites);
    }),
  );
});

test('unidentified comes before everything', () => {
  fc.assert(fc.property(answer, (given) => assert.equal(verdictOf({ ...given, identified: false }), 'unidentified')));
});
