import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { amountsIn } from './amounts.ts';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLAIN_DIGITS = [...'零一二三四五六七八九'];

/** Writes a whole number below 10^12 the way a decision does; kept apart from the reader it tests. */
function inChinese(amount: number, digits: readonly string[], units: readonly string[]): string {
  const [ten, hundred, thousand, wan, yi] = units;
  const belowTenThousand = (value: number): string => {
    const places = [...String(value).padStart(4, '0')].map(Number);
    let written = '';
    for (const [index, digit] of places.entries()) {
      const unit = [thousand, hundred, ten, ''][index] ?? '';
      if (digit !== 0) written += (digits[digit] ?? '') + unit;
      else if (written !== '' && !written.endsWith('零') && places.slice(index).some((rest) => rest !== 0))
        written += '零';
    }
    return written;
  };
  const sections: [number, string | undefined][] = [
    [Math.floor(amount / 1e8), yi],
    [Math.floor(amount / 1e4) % 1e4, wan],
    [amount % 1e4, ''],
  ];
  let written = '';
  for (const [value, unit] of sections) {
    if (value === 0) continue;
    if (written !== '' && value < 1000) written += '零';
    written += belowTenThousand(value) + (unit ?? '');
  }
  return written;
}

test('amounts are read in figures, in numerals and in both together', () => {
  const cases: [string, string[]][] = [
    ['罚款2万元', ['20000.00']],
    ['罚款人民币贰万元整', ['20000.00']],
    ['罚款20,000元', ['20000.00']],
    ['20000.00元', ['20000.00']],
    ['1.5亿元', ['150000000.00']],
    ['人民币三千元', ['3000.00']],
    ['壹拾贰万伍仟元整', ['125000.00']],
    ['拾万元', ['100000.00']],
    ['2万5千元', ['25000.00']],
    ['5百万元', ['5000000.00']],
    ['1亿2000万元', ['120000000.00']],
    ['１．５万元', ['15000.00']],
    ['罚款 2 万 元', ['20000.00']],
    ['贰萬圓整', ['20000.00']],
    ['二〇〇〇元', ['2000.00']],
    ['两千元', ['2000.00']],
    ['20元5角3分', ['20.53']],
    ['贰万元伍角整', ['20000.50']],
    ['￥3,000.50', ['3000.50']],
    ['人民币：20000', ['20000.00']],
    ['2万人民币', ['20000.00']],
  ];
  for (const [text, amounts] of cases) assert.deepEqual(amountsIn(text), amounts, text);
});

test('every amount of a text is found, each once, in order', () => {
  assert.deepEqual(amountsIn('罚款人民币15000元；没收违法所得8000元，合计2.3万元'), [
    '15000.00',
    '8000.00',
    '23000.00',
  ]);
  assert.deepEqual(amountsIn('罚款人民币贰万元整（¥20000.00）'), ['20000.00']);
  assert.deepEqual(amountsIn('处十万元以上二十万元以下罚款'), ['100000.00', '200000.00']);
  assert.deepEqual(amountsIn('依据第3条 20000元'), ['20000.00']);
  assert.deepEqual(amountsIn('10000，20000元'), ['20000.00']);
});

test('names, vague sums, other currencies and other numbers are no amounts', () => {
  for (const text of [
    '',
    '三元食品有限公司',
    '一元公司',
    '数十万元',
    '几百元',
    '上百万元',
    '百万元',
    '2万美元',
    '2万吨',
    '2026年7月1日',
    '〔2026〕10号',
    '第一百零八条',
    '万元户',
    '罚款（万元）',
  ]) {
    assert.deepEqual(amountsIn(text), [], text);
  }
});

test('any whole amount is read back from official and from everyday numerals', () => {
  const amount = fc.oneof(
    fc.integer({ min: 10, max: 99_999 }),
    fc.integer({ min: 10, max: 999_999_999_999 }),
    fc.integer({ min: 1, max: 9999 }).map((value) => value * 10_000),
  );
  fc.assert(
    fc.property(amount, (value) => {
      const yuan = [`${value}.00`];
      assert.deepEqual(amountsIn(`处罚款人民币${inChinese(value, DIGITS, [...'拾佰仟万亿'])}元整。`), yuan);
      assert.deepEqual(amountsIn(`罚款${inChinese(value, PLAIN_DIGITS, [...'十百千万亿'])}元`), yuan);
      assert.deepEqual(amountsIn(`罚款${value}元`), yuan);
    }),
    { numRuns: 400 },
  );
});

test('a long text of figures is read in reasonable steps', () => {
  assert.deepEqual(amountsIn(`${'1'.repeat(50_000)} ${'一'.repeat(50_000)} ${'1,'.repeat(50_000)}`), []);
});
