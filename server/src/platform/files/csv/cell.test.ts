import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell } from './cell.ts';

test('a text that a spreadsheet was forced to keep is that text', () => {
  assert.deepEqual(csvCell('="0123"'), { text: '0123', kind: 'text' });
  assert.deepEqual(csvCell('="甲""乙"'), { text: '甲"乙', kind: 'text' });
});

test('anything else behind an equals sign is a formula, held as written', () => {
  for (const formula of ['=SUM(A1:A3)', '="a"&"b"', '=1', '="甲']) {
    assert.deepEqual(csvCell(formula), { text: formula, kind: 'formula' });
  }
});

test('signs that begin formulas elsewhere begin plain text here', () => {
  for (const plain of ['-', '-5', '+86 10', '@某', ' =1', '====', '1.0E+17', '2026/1/2', '']) {
    assert.deepEqual(csvCell(plain), { text: plain, kind: 'text' });
  }
});
