import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json, sha256Hex } from './canonical-json.ts';

test('keys are sorted by UTF-16 code units at every depth and nothing is added', () => {
  assert.equal(canonicalJson({ b: [1, { z: null, a: true }], a: '青禾' }), '{"a":"青禾","b":[1,{"a":true,"z":null}]}');
  assert.equal(
    canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }),
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  );
});

test('numbers and strings are written as RFC 8785 says', () => {
  assert.equal(
    canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0]),
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  );
  assert.equal(canonicalJson('\u20ac$\u000F\nA\'B"\\\\"/'), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('the order in which members were written does not matter, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value as Json);
      assert.equal(canonicalJson(JSON.parse(text)), text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(value as Json)), text);
    }),
  );
});

test('what JSON cannot hold is a bug, not a silent omission', () => {
  for (const value of [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '\ud800',
    1n,
    new Date(0),
    [undefined],
    { a: undefined },
    new Map(),
  ]) {
    assert.throws(() => canonicalJson(value as unknown as Json));
  }
  const sparse: Json[] = [];
  sparse[1] = 1;
  assert.throws(() => canonicalJson(sparse));
});

test('a hash is over the UTF-8 of a text, in lower-case hexadecimal', () => {
  assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(sha256Hex('青禾'), sha256Hex(new TextEncoder().encode('青禾')));
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
