import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from './remember.ts';

test('what was asked before is not worked out again, also where the answer is nothing', () => {
  const asked: string[] = [];
  const answer = remembering((text) => {
    asked.push(text);
    return text === '' ? undefined : text.length;
  }, 10);
  assert.deepEqual(['甲', '', '甲', '', '甲乙'].map(answer), [1, undefined, 1, undefined, 2]);
  assert.deepEqual(asked, ['甲', '', '甲乙']);
});

test('no more texts are remembered than were allowed', () => {
  const asked: string[] = [];
  const answer = remembering((text) => asked.push(text), 2);
  for (const text of ['a', 'b', 'a', 'c', 'c', 'a']) answer(text);
  assert.deepEqual(asked, ['a', 'b', 'c', 'a']);
});
