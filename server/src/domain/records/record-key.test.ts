import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RecordKey, recordIdOf } from './record-key.ts';

const key: RecordKey = {
  category: 'licence',
  authority: '11990101MB03HMJW98',
  parts: ['青建许(2026)8号'],
  subjectId: '91990100MAB04BY3X7',
};

test('the same key makes the same id, on every machine and for all time', () => {
  assert.equal(recordIdOf({ ...key }), recordIdOf(key));
  assert.match(recordIdOf(key), /^r[0-9a-f]{31}$/);
});

test('the same number for two parties, from two authorities or of two categories is two records', () => {
  const others: RecordKey[] = [
    { ...key, subjectId: '91990101MA9L9FC25Y' },
    { ...key, authority: '11990100MBJEDWW93U' },
    { ...key, authority: null },
    { ...key, category: 'penalty' },
    { ...key, parts: ['青建许(2026)9号'] },
    { ...key, parts: [] },
    { ...key, parts: [null] },
  ];
  assert.equal(new Set([key, ...others].map(recordIdOf)).size, others.length + 1);
});

test('where one part ends and the next begins is part of the key', () => {
  const parts = fc.array(fc.option(fc.string({ maxLength: 4 })), { maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b);
      assert.equal(recordIdOf({ ...key, parts: a }) === recordIdOf({ ...key, parts: b }), same);
    }),
  );
});
