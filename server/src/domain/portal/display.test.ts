import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayCookie, ownPath, readDisplay } from './display.ts';

test('what a browser chose is what it gets, among its other cookies', () => {
  for (const text of ['normal', 'large'] as const) {
    for (const contrast of ['normal', 'high'] as const) {
      const [pair = ''] = displayCookie({ text, contrast }).split(';');
      assert.deepEqual(readDisplay(pair), { text, contrast });
      assert.deepEqual(readDisplay(`a=b; ${pair}; c=d`), { text, contrast });
    }
  }
});

test('no cookie, or one of another kind, is the usual display', () => {
  for (const cookies of [
    undefined,
    '',
    'gongxin-display=huge.high',
    'xgongxin-display=large.high',
    'gongxin-display=large',
  ])
    assert.deepEqual(readDisplay(cookies), { text: 'normal', contrast: 'normal' });
});

test('one comes back to a page of this site and to no other', () => {
  assert.equal(ownPath('/search?q=%E9%9D%92%E7%A6%BE&after=x'), '/search?q=%E9%9D%92%E7%A6%BE&after=x');
  for (const given of [
    undefined,
    '',
    'https://example.org/',
    '//example.org',
    '/\\example.org',
    '/a\\b',
    '/a\r\nx: y',
    '/青禾',
  ])
    assert.equal(ownPath(given), '/');
  assert.equal(ownPath(`/${'a'.repeat(2_000)}`), '/');
});
