import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { idCardCheckCharacter, judgeUscc, looksLikeIdCard } from './codes.ts';
import { maskEveryIdentifierIn, maskIdentifier, maskIdentifiersIn, maskKeeping } from './masking.ts';

const day = fc.record({
  year: fc.integer({ min: 1900, max: 2099 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
});
const identityNumber = fc.tuple(day, fc.integer({ min: 0, max: 999 }), fc.boolean()).map(([date, serial, right]) => {
  const two = (part: number) => String(part).padStart(2, '0');
  const first17 = `990100${date.year}${two(date.month)}${two(date.day)}${String(serial).padStart(3, '0')}`;
  return first17 + (right ? idCardCheckCharacter(first17) : 'X');
});
const wide = (text: string) =>
  text.replace(/[0-9X]/g, (figure) => String.fromCodePoint((figure.codePointAt(0) ?? 0) + 0xfee0));

test('an identity number keeps its first and last four characters, a short identifier none', () => {
  assert.equal(maskIdentifier('990100190101075525'), '9901****5525');
  assert.equal(maskIdentifier(' ９９０１００ 19010111204x'), '9901****204X');
  for (const short of ['', 'E12345678', '12345678901234']) assert.equal(maskIdentifier(short), '****');
});

test('an identity number anywhere in a text is masked, and the text around it stays', () => {
  const cases = [
    ['当事人身份证号990100190101075525，住青禾市', '当事人身份证号9901****5525，住青禾市'],
    ['ID99010019010111204x已核', 'ID9901****204X已核'],
    ['９９０１００１９０１０１１１２０４Ｘ', '9901****204X'],
    ['99010019010111204×', '9901****204X'],
    ['990100 19010107 5525', '9901****5525'],
    ['9901-0019-0101-0755-25。', '9901****5525。'],
    ['第3号 990100190101075525 12', '第3号 9901****5525 12'],
    ['990100190101075525,990100190101054559', '9901****5525,9901****4559'],
    ['9.90100190101075E+17', '9.90****E+17'],
  ] as const;
  for (const [text, masked] of cases) assert.equal(maskIdentifiersIn(text), masked);
});

test('numbers that are no identity numbers stay readable', () => {
  const commitmentNumber = '99010020260217000011';
  const allDigitCode = '919901195001150319';
  const notADate = '990100190113450000';
  for (const text of [
    '',
    commitmentNumber,
    allDigitCode,
    notADate,
    '2026-11-21 10:00:00',
    '青环罚〔2026〕10号',
    '电话 0990-1234567',
    '9.19901E+17',
  ]) {
    assert.equal(maskIdentifiersIn(text), text);
  }
});

test('no identity number survives masking, typed plain, full-width or in groups, in any sentence', () => {
  const around = fc.constantFrom('', '当事人', 'A', '：', ' “', '，电话', '\n');
  const typed = fc.constantFrom<(number: string) => string>(
    (number) => number,
    wide,
    (number) => `${number.slice(0, 6)} ${number.slice(6, 14)}\u3000${number.slice(14)}`,
    (number) => [...number].join('\u200b'),
    (number) => number.toLowerCase(),
  );
  fc.assert(
    fc.property(identityNumber, typed, around, around, (number, write, before, after) => {
      assert(looksLikeIdCard(number));
      // One in some hundred passes both checks of a unified code and counts as that code.
      fc.pre(judgeUscc(number).kind === 'invalid');
      const masked = maskIdentifiersIn(before + write(number) + after);
      assert.equal(masked, `${before}${number.slice(0, 4)}****${number.slice(-4)}${after}`);
      assert.equal(maskIdentifiersIn(masked), masked);
    }),
    { numRuns: 300 },
  );
});

test('a very long run of figures and gaps is searched in reasonable steps', () => {
  const long = '7 '.repeat(50_000) + '9'.repeat(50_000);
  assert.equal(maskIdentifiersIn(long).length, long.length);
});

test('where nothing is said of facts, numbers of 15 figures go as well, and what only resembles one stays', () => {
  for (const [text, masked] of [
    ['文件 990100900307821.csv', '文件 9901****7821.csv'],
    ['a 990100-900307-821 b', 'a 9901****7821 b'],
    ['９９０１００９００３０７８２１', '9901****7821'],
    ['990100199003078213', '9901****8213'],
  ] as const)
    assert.equal(maskEveryIdentifierIn(text), masked);
  // no date; a file number with its year and time; part of a longer number
  for (const text of ['990100600012345', '202611190101123', '2026111901011234567', 'gx_0123456789abcdef'])
    assert.equal(maskEveryIdentifierIn(text), text);
});

test('a number is shown by as many characters at each end as are asked for, and whole never', () => {
  assert.equal(maskKeeping('990100199003078213', { left: 0, right: 4 }), '****8213');
  assert.equal(maskKeeping('990100199003078213', { left: 4, right: 4 }), '9901****8213');
  assert.equal(maskKeeping('990100199003078213', { left: 0, right: 0 }), '****');
  assert.equal(maskKeeping('E1234567', { left: 0, right: 4 }), '****');
});
