import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAll } from '../read-all.ts';
import { safeCell, safeCsvField } from './safe-cell.ts';

const DANGEROUS = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+SUM(A1)',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  ' =HYPERLINK("http://example.invalid")',
  '＝1+1',
  '+86 10 8888 8888',
];
const HARMLESS = ['青禾市', '-5', '+3.25', '2026-03-02', '1=1', '', '甲@乙'];

test('what a spreadsheet would take for a formula is quoted, and only that', () => {
  for (const text of DANGEROUS) assert.deepEqual(safeCell(text), { text, quoted: true }, text);
  for (const text of HARMLESS) assert.deepEqual(safeCell(text), { text, quoted: false }, text);
});

test('a text field of a CSV never begins a formula, and reads back as it was', async () => {
  const texts = fc.array(fc.oneof(fc.constantFrom(...DANGEROUS, ...HARMLESS), fc.string()), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(texts, async (said) => {
      const cells = said.map((text) => text.replace(/[\r\0]/g, ''));
      const line = ['名称', ...cells, '末'].map(safeCsvField).join(',');
      for (const field of cells.map(safeCsvField)) {
        const opened = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
        assert.match(opened, /^(?!\s*[=+\-@＝＋－＠])|^="|^[+-]?\d+(\.\d+)?$/u, field);
      }
      const below = ['甲', ...cells.map(() => '乙'), '丙'].join(',');
      const [row] = await readAll(`${line}\n${below}\n`);
      assert.deepEqual(
        row?.cells.map(({ kind, text }) => [kind, text]),
        ['名称', ...cells, '末'].map((text) => ['text', text]),
      );
    }),
    // a text that begins with a quote is none
    { numRuns: 60, examples: [[['"@']]] },
  );
});
