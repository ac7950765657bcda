import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../errors.ts';
import { purposeMissing, readPurpose } from './purpose.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test('a file number is read as it was meant, from UTF-8 bytes, percent-encoded or plain', () => {
  for (const given of [utf8('青许〔2026〕7号'), encodeURIComponent('青许〔2026〕7号')]) {
    assert.deepEqual(readPurpose({ 'gongxin-ref': given }), { ref: '青许〔2026〕7号' });
  }
  assert.deepEqual(readPurpose({ 'gongxin-ref': ' 2026-7 100% ' }), { ref: '2026-7 100%' });
  assert.deepEqual(readPurpose({ 'gongxin-purpose': 'licensing' }), { purpose: 'licensing' });
  assert.deepEqual(readPurpose({ 'gongxin-purpose': '' }), {});
});

test('a purpose that is no code, and a file number that is too long, controlled or private, are refused', () => {
  const wrong = [
    { 'gongxin-purpose': 'Licensing now' },
    { 'gongxin-purpose': 'a'.repeat(65) },
    { 'gongxin-ref': 'x'.repeat(129) },
    { 'gongxin-ref': 'a%0Ab' },
    { 'gongxin-ref': '办件 990100199003078213' },
    { 'gongxin-ref': encodeURIComponent('９９０１００１９９００３０７８２１３') },
  ];
  for (const headers of wrong) assert.ok(isRefusal(readPurpose(headers)), JSON.stringify(headers));
});

test('what is missing is named', () => {
  assert.deepEqual(purposeMissing({})?.extra, { missing: ['Gongxin-Purpose', 'Gongxin-Ref'] });
  assert.deepEqual(purposeMissing({ purpose: 'licensing' })?.extra, { missing: ['Gongxin-Ref'] });
  assert.equal(purposeMissing({ purpose: 'licensing', ref: '7' }), undefined);
});
