import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderTables } from './order-tables.ts';

test('what is referred to comes first, among equals by name, whatever order they are given in', () => {
  const references = [
    { from: 'a', to: 'z' },
    { from: 'z', to: 'm' },
    { from: 'b', to: 'b' },
    { from: 'a', to: 'elsewhere' },
  ];
  assert.deepEqual(orderTables(['a', 'b', 'm', 'z'], references), ['b', 'm', 'z', 'a']);
  assert.deepEqual(orderTables(['z', 'm', 'b', 'a'], references), ['b', 'm', 'z', 'a']);
});

test('a circle of references is a mistake of the schema and is said', () => {
  const circle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  assert.throws(() => orderTables(['a', 'b', 'c'], circle), /circle: a, b/);
});
