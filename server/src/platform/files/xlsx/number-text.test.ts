import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberText } from './number-text.ts';

const shown = (stored: string) => numberText(stored, Number(stored));

test('a number is shown in its shortest decimal form, never with an exponent', () => {
  const cases: [string, string][] = [
    ['2000', '2000'],
    ['2000.50', '2000.5'],
    ['1.1000000000000001', '1.1'],
    ['0.30000000000000004', '0.3'],
    ['1.5E+3', '1500'],
    ['2.5E-2', '0.025'],
    ['1.5E-7', '0.00000015'],
    ['-1E-7', '-0.0000001'],
    ['-0', '0'],
    ['999999999999999', '999999999999999'],
  ];
  for (const [stored, text] of cases) assert.equal(shown(stored), text, stored);
});

test('a number of more than 15 digits stays as stored, so that its loss can be seen', () => {
  for (const stored of ['9.1440300123456794E+17', '914403001234567940', '1000000000000000', '-1E+15']) {
    assert.equal(shown(stored), stored);
  }
});

test('every whole number of up to 15 digits keeps all its digits', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (n) => shown(String(n)) === String(n)));
});

test('every amount in fen is shown as a person wrote it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (fen) => {
      const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
      // Spreadsheets store seventeen digits of the nearest double.
      const stored = Number(yuan).toPrecision(17);
      assert.equal(shown(stored), yuan.replace(/\.?0+$/, ''));
    }),
  );
});
