import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareAmounts, judgeAgreement, parseAmount } from './amounts.ts';

const read = (text: string, unit: '元' | '万元') => {
  const amount = parseAmount(text, unit);
  return amount.ok ? amount.yuan : null;
};

test('an amount is read exactly, in the unit of its column, with two decimals or as many as it needs', () => {
  const cases = [
    ['12.5', '万元', '125000.00'],
    ['0.2', '万元', '2000.00'],
    ['1,000', '万元', '10000000.00'],
    ['１，０００', '元', '1000.00'],
    ['1,234,567.89', '元', '1234567.89'],
    ['0', '元', '0.00'],
    ['007', '元', '7.00'],
    [' 20000 ', '元', '20000.00'],
    ['0.000001', '元', '0.000001'],
    ['0.000001', '万元', '0.01'],
    ['0.123456', '万元', '1234.56'],
    ['999999999999.999999', '万元', '9999999999999999.99'],
  ] as const;
  for (const [text, unit, yuan] of cases) assert.equal(read(text, unit), yuan, text);
});

test('what is not plainly an amount is refused', () => {
  const none = [
    '',
    '两万',
    '1,2,3',
    '-5',
    '+5',
    '1,00',
    '10000,000',
    ',100',
    '1,000,',
    '0,123',
    '1.',
    '.5',
    '1.2.3',
    '0.1234567',
    '1e5',
    '2万',
    '20000元',
    '￥5',
    '1 000',
    '1,000.5.1',
    '9'.repeat(16),
  ];
  for (const text of none) assert.equal(read(text, '元'), null, text);
});

test('an amount survives being written and read again', () => {
  const decimals = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 999_999 }));
  fc.assert(
    fc.property(decimals, ([integer, millionths]) => {
      const text = `${integer}.${String(millionths).padStart(6, '0')}`;
      const yuan = read(text, '元');
      assert(yuan !== null);
      assert.equal(read(yuan, '元'), yuan);
      assert.equal(compareAmounts(yuan, text), 0);
      const grouped = String(integer).replace(/\B(?=(\d{3})+$)/g, ',');
      assert.equal(read(grouped, '元'), read(String(integer), '元'));
      if (integer < 10n ** 11n)
        assert.equal(
          compareAmounts(
            read(text, '万元') ?? '',
            `${BigInt(integer) * 10_000n + BigInt(millionths) / 100n}.${String(millionths % 100).padStart(2, '0')}`,
          ),
          0,
        );
    }),
    { numRuns: 300 },
  );
});

test('amounts compare by value, not as text or floats', () => {
  assert(compareAmounts('9.00', '10.00') < 0);
  assert(compareAmounts('0.3', '0.300000') === 0);
  assert(compareAmounts('9007199254740993.00', '9007199254740992.00') > 0);
  assert.throws(() => compareAmounts('-1', '1'));
});

test('a column agrees with its decision when one of the amounts named equals it', () => {
  assert.equal(judgeAgreement('20000.00', '罚款人民币贰万元整'), 'agrees');
  assert.equal(judgeAgreement('15000.00', '罚款人民币15000元；没收违法所得8000元'), 'agrees');
  assert.equal(judgeAgreement('8000.00', '罚款人民币15000元；没收违法所得8000元'), 'agrees');
});

test('元 and 万元 confused are told from any other difference, in both directions', () => {
  for (const content of ['罚款人民币20000元', '罚款2万元', '罚款人民币贰万元整', '罚款20,000元', '罚款20000.00元']) {
    assert.equal(judgeAgreement('200000000.00', content), 'unit');
    assert.equal(judgeAgreement('2.00', content), 'unit');
    assert.equal(judgeAgreement('20000.00', content), 'agrees');
    assert.equal(judgeAgreement('2000.00', content), 'differs');
  }
  assert.equal(
    judgeAgreement('20000.00', '罚款20000元，另处2元'),
    'agrees',
    'an equal amount outweighs a confused one',
  );
  assert.equal(judgeAgreement('0.00', '罚款2万元'), 'differs');
});

test('a text that names no amount says nothing about the column', () => {
  for (const content of ['', '给予警告', '罚款', '数十万元', '没收非法财物3件'])
    assert.equal(judgeAgreement('20000.00', content), 'silent');
});
