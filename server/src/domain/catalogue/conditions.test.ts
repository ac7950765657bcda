import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileCondition, faultOfCondition } from './conditions.ts';
import type { Field } from './types.ts';

const FIELDS: Field[] = [
  { id: 'fine', name: '罚款金额', type: 'amount', unit: '元' },
  { id: 'kinds', name: '处罚类别', type: 'enum-set', of: 'kinds' },
  { id: 'content', name: '处罚内容', type: 'text' },
  { id: 'decidedOn', name: '决定日期', type: 'date' },
  { id: 'idNumber', name: '证件号码', type: 'dropped' },
];
const holds = (condition: string, fields = {}, list?: string) => compileCondition(FIELDS, condition)(fields, list);

describe('a condition', () => {
  it('compares amounts, dates, sets and texts', () => {
    const fields = { fine: '20000.00', kinds: ['罚款'], content: '罚款20000元', decidedOn: '2026-01-31' };
    for (const condition of [
      'fine >= 20000.0',
      'fine == 20000.0',
      'fine > 3000',
      '"罚款" in kinds',
      'kinds.all(k, k in ["罚款"])',
      'content.contains("罚款")',
      'decidedOn >= "2026-01-01"',
      'listCode == "tax-serious"',
    ])
      assert.equal(holds(condition, fields, 'tax-serious'), true, condition);
  });

  it('is false, not broken, where what it compares is empty', () => {
    for (const condition of [
      'fine >= 0.0',
      'fine < 1000000.0',
      '3000.0 < fine',
      '"罚款" in kinds',
      'content.contains("罚")',
      'content.startsWith("罚")',
      'decidedOn >= "2000-01-01"',
      'listCode == "tax-serious"',
      'kinds.exists(k, k == "罚款")',
    ])
      for (const fields of [{}, { fine: null, kinds: null, content: null, decidedOn: null }, { fine: '', content: '' }])
        assert.equal(holds(condition, fields), false, condition);
  });

  it('never throws on any values a record can hold', () => {
    const value = fc.option(fc.constantFrom('', '0.00', '99999999999.99', '2026-01-31', '罚款'), { nil: null });
    const conditions = [
      'fine >= 1.0 || content.endsWith("款")',
      'size(kinds) > 0 && fine < 5.0',
      'decidedOn < "2026-02-01"',
    ];
    const compiled = conditions.map((condition) => compileCondition(FIELDS, condition));
    const amount = fc.option(fc.constantFrom('0.00', '2000000.00'), { nil: undefined });
    const kinds = fc.option(fc.subarray(['罚款', '警告']), { nil: null });
    fc.assert(
      fc.property(amount, kinds, value, value, (fine, set, content, decidedOn) => {
        for (const condition of compiled) condition({ fine, kinds: set, content, decidedOn });
      }),
      { numRuns: 200 },
    );
  });

  it('cannot be written over an identity number', () => {
    assert.notEqual(faultOfCondition(FIELDS, 'idNumber != null'), null);
  });

  it('is faulted for other types, other answers and endless length', () => {
    assert.equal(faultOfCondition(FIELDS, 'fine >= 1.0'), null);
    for (const condition of [
      'fine >= "1"',
      'fine',
      'fine >=',
      'kinds == "罚款"',
      `fine > 1.0${' || fine > 1.0'.repeat(200)}`,
    ])
      assert.notEqual(faultOfCondition(FIELDS, condition), null, condition.slice(0, 30));
  });

  it('is an assertion when it was not linted', () => {
    assert.throws(() => compileCondition(FIELDS, 'nonsense > 1'), assert.AssertionError);
  });
});
