import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentNoText, readDocumentNo } from './read-document-no.ts';

const BRACKETS = ['()', '（）', '[]', '［］', '〔〕', '【】', '{}', '〈〉', '﹝﹞'] as const;
const fullWidth = (digits: string) =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const prefix = fc
  .array(fc.constantFrom('青', '住', '建', '环', '罚', '许', '字', '税', 'A'), { minLength: 0, maxLength: 6 })
  .map((characters) => characters.join(''));
const said = fc.record({
  prefix,
  year: fc.integer({ min: 1900, max: 2099 }),
  number: fc.integer({ min: 1, max: 999_999_999 }),
  suffix: fc.option(fc.constantFrom('1', '12', '之一', '之2'), { nil: undefined }),
  brackets: fc.constantFrom(...BRACKETS),
  zeros: fc.nat({ max: 3 }),
  ordinal: fc.constantFrom('', '第', ' 第 '),
  wide: fc.boolean(),
  ended: fc.boolean(),
});

test('a number reads the same however its brackets, digits, zeros and spaces are written', () => {
  fc.assert(
    fc.property(said, ({ prefix: before, year, number, suffix, brackets, zeros, ordinal, wide, ended }) => {
      const digits = String(number).padStart(Math.min(9, String(number).length + zeros), '0');
      const written = (text: string) => (wide ? fullWidth(text) : text);
      const tail = suffix === undefined ? '' : suffix.startsWith('之') ? suffix : `-${suffix}`;
      const text = `${before}${brackets[0]}${written(String(year))}${brackets[1]}${ordinal}${written(digits)}${tail}${ended ? '号' : ''}`;
      const expected = { series: `${before}〔〕`, year, number, ...(suffix === undefined ? {} : { suffix }) };
      assert.deepEqual(readDocumentNo(text), expected, text);
    }),
  );
});

test('what is read and written out again reads the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 40 }),
        said.map((one) => `${one.prefix}〔${one.year}〕${one.number}号`),
      ),
      (text) => {
        const read = readDocumentNo(text);
        if (read === null) return;
        const { suffix: _, ...counted } = read;
        assert.deepEqual(readDocumentNo(documentNoText(read.series, read.year, read.number)), counted);
      },
    ),
  );
});

test('numbers as offices write them', () => {
  const reads: [string, ReturnType<typeof readDocumentNo>][] = [
    ['青住建许字〔2026〕12号', { series: '青住建许字〔〕', year: 2026, number: 12 }],
    ['(2026)第0012号', { series: '〔〕', year: 2026, number: 12 }],
    ['青环罚字[2026]7-1号', { series: '青环罚字〔〕', year: 2026, number: 7, suffix: '1' }],
    ['青环罚字［２０２６］７号之二', { series: '青环罚字〔〕', year: 2026, number: 7, suffix: '之二' }],
    ['（2026）青9901执12号', { series: '〔〕青9901执', year: 2026, number: 12 }],
    ['青建许2026年第3号', { series: '青建许〔〕', year: 2026, number: 3 }],
    ['青建许〔2026年〕3号', { series: '青建许〔〕', year: 2026, number: 3 }],
    ['青建许字〔2026〕第 12 号', { series: '青建许字〔〕', year: 2026, number: 12 }],
  ];
  for (const [text, expected] of reads) assert.deepEqual(readDocumentNo(text), expected, text);
});

test('what names no year or no number is no member of a series', () => {
  const texts = [
    '',
    '无',
    '青建许12号',
    '青建许〔2026〕号',
    '青建许〔2026〕0号',
    '青建许〔1026〕3号',
    '青建许〔2026〕3号（补）',
  ];
  for (const text of [...texts, 'JZ-2026-0012', `青〔2026〕${'1'.repeat(200)}号`, '青〔2026〕7-1号之二'])
    assert.equal(readDocumentNo(text), null, text);
});
