import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FREE_TRIES, LONGEST_WAIT_MS, waitAfter } from './back-off.ts';

test('a few mistakes cost nothing, then each costs twice as much, and never more than an hour', () => {
  assert.deepEqual(
    [1, FREE_TRIES - 1, FREE_TRIES, FREE_TRIES + 1, FREE_TRIES + 2, 1_000].map(
      (failures) => waitAfter(failures) / 1000,
    ),
    [0, 0, 30, 60, 120, 3_600],
  );
  fc.assert(
    fc.property(fc.nat(), (failures) => {
      const wait = waitAfter(failures);
      return wait >= 0 && wait <= LONGEST_WAIT_MS && waitAfter(failures + 1) >= wait;
    }),
  );
});
