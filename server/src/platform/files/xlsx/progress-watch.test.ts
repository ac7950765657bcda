import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressWatch } from './progress-watch.ts';

test('a reader that gets on, however slowly, is never stuck', () => {
  const watch = new ProgressWatch(0);
  for (const progress of [0, 1, 1, 2, 2, 3, 900, 900, 901]) assert.equal(watch.isStuck(progress), false);
});

test('a reader without progress in two looks is stuck', () => {
  const watch = new ProgressWatch(7);
  assert.equal(watch.isStuck(7), false);
  assert.equal(watch.isStuck(7), true);
});
