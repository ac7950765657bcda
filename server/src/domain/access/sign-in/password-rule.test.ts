import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePassword, normalisePassword } from './password-rule.ts';

const known = { login: 'bailu', name: '白露' };
const fits = (password: string) => judgePassword(password, known) === undefined;

test('length alone makes a password; nothing is asked of its characters', () => {
  for (const good of [
    '河边三只白鹅在下棋看日落吗',
    'correct horse battery staple',
    'turnip lantern ox',
    'kvtzqmxrwpdj',
  ]) {
    assert.ok(fits(good), good);
  }
  assert.ok(!fits('短口令'));
  assert.ok(!fits('kvtzqmxrwpd'));
  assert.ok(fits('河'.repeat(1).concat('kv'.repeat(3), 'tzqmxr', 'w'.repeat(115))));
  assert.ok(!fits('turnip lantern ox '.repeat(8)));
});

test('what others try first is refused: common words put together, dates, rows, repetition, the own name', () => {
  for (const bad of [
    'password1234',
    'Passw0rd@2026',
    'woaini1314520',
    'WoAiNi5201314',
    'admin@123456789',
    'zhangwei19900101',
    '1qaz2wsx3edc',
    'qwertyuiop123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '青禾青禾青禾青禾',
    '123456789012',
    '210987654321',
    'abcdefghijkl',
    'bailu@20260101',
    '白露123456白露',
    'xinyongban2026!',
    '我爱你我爱你中国中国',
  ]) {
    assert.ok(!fits(bad), bad);
  }
});

test('one password typed on two keyboards is one password', () => {
  assert.equal(normalisePassword('cafe\u0301'), normalisePassword('caf\u00e9'));
});
