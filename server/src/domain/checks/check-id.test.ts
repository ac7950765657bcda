import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCheckId } from './check-id.ts';

const NOON = new Date('2026-06-30T04:00:00Z');

test('an id is a UUID of version 7, begins with its time and never comes twice', () => {
  const ids = Array.from({ length: 2_000 }, () => newCheckId(NOON));
  for (const id of ids) assert.match(id, /^019f16[0-9a-f]{2}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, ids.length);
});

test('ids sort by time', () => {
  const later = new Date(NOON.getTime() + 1);
  assert(newCheckId(NOON) < newCheckId(later));
});
