import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HANDED_AT_MOST, ReadyChunks } from './ready-chunks.ts';

test('rows are handed over once, and of no more chunks than there is room for', () => {
  const ready = new ReadyChunks();
  for (let no = 0; no <= HANDED_AT_MOST; no += 1) ready.hand(no, []);
  assert.equal(ready.take(HANDED_AT_MOST), null);
  assert.deepEqual(ready.take(0), []);
  assert.equal(ready.take(0), null);
  ready.hand(HANDED_AT_MOST + 1, []);
  assert.deepEqual(ready.take(HANDED_AT_MOST + 1), []);
});
