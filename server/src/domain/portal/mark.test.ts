import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mark } from './mark.ts';

const marked = (name: string, query: string) =>
  mark(name, query)
    .map(({ text, matched }) => (matched ? `[${text}]` : text))
    .join('');

test('the part that was asked for is marked', () => {
  assert.equal(marked('青禾东方恒泰物流有限公司', '恒泰'), '青禾东方[恒泰]物流有限公司');
  assert.equal(marked('青禾东方恒泰物流有限公司', '青禾东方恒泰物流有限公司'), '[青禾东方恒泰物流有限公司]');
});

test('brackets, traditional characters, white space and case make no difference', () => {
  assert.equal(marked('云杉瑞丰（青禾）食品有限公司', '瑞丰(青禾)'), '云杉[瑞丰（青禾）]食品有限公司');
  assert.equal(marked('青禾东方公司', '東方'), '青禾[东方]公司');
  assert.equal(marked('青禾 东方公司', '青禾东'), '[青禾 东]方公司');
  assert.equal(marked('青禾ABC公司', 'abc'), '青禾[ABC]公司');
});

test('what does not occur is not marked', () => {
  assert.equal(marked('青禾东方公司', '石榴'), '青禾东方公司');
  assert.equal(marked('青禾东方公司', ' '), '青禾东方公司');
});

test('a name is shown as it is, whatever was asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, query) => {
      const parts = mark(name, query);
      assert.equal(parts.map(({ text }) => text).join(''), name);
    }),
  );
});
