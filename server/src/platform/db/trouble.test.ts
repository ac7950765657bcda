import assert from 'node:assert/strict';
import { test } from 'node:test';
import { troubleOf } from './index.ts';

const coded = (code: string) => Object.assign(new Error('x'), { code });

test('a full disk, a slow query and a lost server are troubles of the moment, each with its sentence', () => {
  assert.equal(troubleOf(coded('53100'))?.code, 'disk-full');
  assert.equal(troubleOf(coded('57014'))?.code, 'too-slow');
  for (const code of ['57P01', '57P03', '08006', '53300', 'ECONNREFUSED', 'ENOENT']) {
    assert.equal(troubleOf(coded(code))?.code, 'unavailable', code);
  }
  assert.equal(troubleOf(new Error('Connection terminated unexpectedly'))?.code, 'unavailable');
});

test('a broken rule of the schema, a bug and anything else is no trouble of the moment', () => {
  for (const error of [coded('23505'), coded('42P01'), new TypeError('x'), 'x', undefined])
    assert.equal(troubleOf(error), undefined);
});
