import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskMailAddress, readMailAddress } from './mail-address.ts';

test('an address is read as people type it, the domain in lower case', () => {
  assert.equal(readMailAddress(' Bai.Lu@Credit.Example.CN\n'), 'Bai.Lu@credit.example.cn');
  assert.equal(readMailAddress('bailu＠example.cn'), 'bailu@example.cn');
  assert.equal(readMailAddress("o'neil+qinghe@xn--fiq228c.example"), "o'neil+qinghe@xn--fiq228c.example");
});

test('what could name a second address, end a line or leave the usual form is no address', () => {
  for (const text of [
    '',
    '@example.cn',
    'bailu@',
    'bailu',
    'bailu@localhost',
    'bailu@[127.0.0.1]',
    'bailu@127.0.0.1',
    'bailu@example.cn,lixia@example.cn',
    'bailu@example.cn;lixia@example.cn',
    '白露 <bailu@example.cn>',
    'bailu@example.cn\r\nBcc: lixia@example.cn',
    'bailu\r\n@example.cn',
    '"bai lu"@example.cn',
    'bai..lu@example.cn',
    '.bailu@example.cn',
    'bailu@-example.cn',
    'bailu@example..cn',
    'a@b@example.cn',
    `${'a'.repeat(65)}@example.cn`,
    `a@${'a'.repeat(64)}.cn`,
    `a@${'abc.'.repeat(70)}cn`,
    '白露@example.cn',
  ])
    assert.equal(readMailAddress(text), null, JSON.stringify(text));
});

test('whatever is read has one @, no space and no control character, and is read as itself again', () => {
  const character = fc.constantFrom(...'ab.@<>,;:"\\ \r\n\t(){}%+-Ａ＠。\0'.split(''));
  fc.assert(
    fc.property(fc.array(character, { maxLength: 40 }), fc.constantFrom('', 'a@b.cn', '.cn'), (noise, end) => {
      const read = readMailAddress(noise.join('') + end);
      if (read === null) return;
      assert.match(read, /^[!-?A-~]+@[!-?A-~]+$/);
      assert.doesNotMatch(read, /[<>,;:"\\()]/);
      assert.equal(readMailAddress(read), read);
    }),
    { numRuns: 5000 },
  );
});

test('a masked address shows one letter and the domain', () => {
  assert.equal(maskMailAddress('bailu@example.cn'), 'b***@example.cn');
});
