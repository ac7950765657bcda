import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { headingKey, headingUnit } from './text.ts';

test('a heading is the same with stars, line breaks, spaces, notes and full-width forms', () => {
  for (const heading of [
    '罚款金额',
    '*罚款金额',
    '罚款\n金额（必填）',
    ' 罚款　金额 (选填)',
    '罚款金额（万元）（必填）',
    '＊罚款金额【单位：元】',
    '罚款金额（保留（两）位）',
  ]) {
    assert.equal(headingKey(heading), '罚款金额', heading);
  }
});

test('field codes are compared without case and keep their underscores', () => {
  assert.equal(headingKey('cf_xdr_mc *'), 'CF_XDR_MC');
  assert.equal(headingKey('行政相对人代码_1(统一社会信用代码)'), '行政相对人代码_1');
});

test('a heading that is all note keeps its word', () => assert.equal(headingKey('（备注）'), '备注'));

test('the unit of an amount is read from brackets only', () => {
  assert.equal(headingUnit('罚款金额（元）'), '元');
  assert.equal(headingUnit('罚款金额\n( 万元 )*'), '万元');
  assert.equal(headingUnit('罚款金额（单位：人民币万元）（必填）'), '万元');
  for (const none of ['罚款金额', '万元户', '罚款金额（美元）', '罚款金额（必填）'])
    assert.equal(headingUnit(none), null);
});

test('taking a heading key twice changes nothing', () => {
  const parts = fc.constantFrom('罚款', '（', '）', '[', ']', '*', '必填', ' ', '元', 'ａ', '\n', '【', '】');
  fc.assert(
    fc.property(fc.array(parts), (some) => headingKey(headingKey(some.join(''))) === headingKey(some.join(''))),
  );
});
