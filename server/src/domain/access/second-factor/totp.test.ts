import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeAt, enrolmentOf, stepOfCode } from './totp.ts';

const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

test('the codes are those of RFC 6238, appendix B', () => {
  const published: [number, string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ];
  for (const [seconds, code] of published) assert.equal(codeAt(secret, at(seconds)), code.slice(2));
});

test('a phone one step early or late is understood, two steps are not', () => {
  const now = at(1_234_567_890);
  const step = Math.floor(1_234_567_890 / 30);
  for (const [skew, expected] of [
    [-60, undefined],
    [-30, step - 1],
    [0, step],
    [30, step + 1],
    [60, undefined],
  ] as const) {
    assert.equal(stepOfCode(secret, codeAt(secret, at(1_234_567_890 + skew)), now), expected, String(skew));
  }
});

test('a code may be typed in groups; what is no code is none', () => {
  const now = at(1_234_567_890);
  const code = codeAt(secret, now);
  assert.ok(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, now));
  for (const wrong of ['', '12345', '1234567', 'abcdef', '００５９２４'])
    assert.equal(stepOfCode(secret, wrong, now), undefined);
});

test('an authenticator app reads issuer, name and secret', () => {
  const { uri, key } = enrolmentOf(secret, 'bailu');
  assert.equal(key, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const url = new URL(uri);
  assert.equal(url.protocol, 'otpauth:');
  assert.equal(decodeURIComponent(url.pathname), '/公信:bailu');
  assert.equal(url.searchParams.get('secret'), key);
});
