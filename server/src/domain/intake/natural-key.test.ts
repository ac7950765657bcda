import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { recordIdFor } from './place-row.ts';

const SUBJECT = '91990100MAB04BY3X7';
const AUTHORITY = { code: '11990101MB03HMJW98', name: null };

const catalogue = await bundledCatalogue();
function idOf(code: string, values: Record<string, string>, subjectId = SUBJECT, authority = AUTHORITY): string {
  const category = catalogue.category(code);
  assert(category !== undefined);
  return recordIdFor(subjectId, { authority, values }, category);
}

const brackets = fc.constantFrom(['〔', '〕'], ['[', ']'], ['（', '）'], ['(', ')'], ['【', '】'], ['［', '］']);
const gap = fc.constantFrom('', ' ', '　', '\t', '\u200b');
const widths = fc.boolean();
const number = fc.record({ year: fc.integer({ min: 2015, max: 2026 }), no: fc.integer({ min: 1, max: 9999 }) });

/** One document number in one of the ways that offices write it. */
const written = fc
  .tuple(brackets, gap, gap, widths)
  .map(([[open, close], before, within, wide]) => ({ year, no }: { year: number; no: number }) => {
    const digits = wide ? String(no).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))) : String(no);
    return `青建许${before}${open}${year}${close}${within}${digits}${before}号`;
  });

test('brackets, spaces and widths of a number make no second record', () => {
  fc.assert(
    fc.property(number, written, written, (of, one, other) => {
      assert.equal(idOf('licence', { documentNo: one(of) }), idOf('licence', { documentNo: other(of) }));
      assert.equal(idOf('judgment-default', { caseNo: one(of) }), idOf('judgment-default', { caseNo: other(of) }));
    }),
  );
});

test('two numbers, two parties or two authorities are two records', () => {
  fc.assert(
    fc.property(number, number, written, (a, b, write) => {
      const one = idOf('licence', { documentNo: write(a) });
      if (a.no !== b.no || a.year !== b.year) assert.notEqual(one, idOf('licence', { documentNo: write(b) }));
      assert.notEqual(one, idOf('licence', { documentNo: write(a) }, '91990101MA9L9FC25Y'));
      const elsewhere = { code: '11990100MBJEDWW93U', name: null };
      assert.notEqual(one, idOf('licence', { documentNo: write(a) }, SUBJECT, elsewhere));
    }),
  );
});

test('a registration is its code’s alone, and a tax grade its subject’s of a year, whoever submits them', () => {
  const elsewhere = { code: '11990100MBJEDWW93U', name: null };
  assert.equal(idOf('registration', { name: '甲' }), idOf('registration', { name: '乙' }, SUBJECT, elsewhere));
  assert.equal(idOf('tax-grade-a', { year: '2025' }), idOf('tax-grade-a', { year: '2025' }, SUBJECT, elsewhere));
  assert.notEqual(idOf('tax-grade-a', { year: '2025' }), idOf('tax-grade-a', { year: '2026' }));
});
