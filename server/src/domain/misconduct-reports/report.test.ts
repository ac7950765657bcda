import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { REPORTER_TOKEN, withoutReporter } from './report.ts';

const WHO = { name: '周小满', contact: '电话 13900007777，邮箱 zhou@example.cn' };

test('however the reporter wrote the own name or contact into the text, it is not in what is kept', () => {
  for (const [written, gone] of [
    ['我是周小满，住在隔壁', '周小满'],
    ['我是周 小 满，住在隔壁', '周 小 满'],
    ['请拨 13900007777', '13900007777'],
    ['请拨 139-0000-7777', '139-0000-7777'],
    ['请拨 139 0000 7777', '139 0000 7777'],
    ['请拨１３９００００７７７７', '１３９００００７７７７'],
    ['请写信到 ZHOU@example.cn', 'ZHOU@example.cn'],
    ['电话 13900007777，邮箱 zhou@example.cn', 'zhou'],
  ] as const) {
    const kept = withoutReporter(written, WHO);
    assert.ok(kept.includes(REPORTER_TOKEN) && !kept.includes(gone), kept);
  }
  const said = '该公司在电话里承诺，2026 年 11 月 3 日交货';
  assert.equal(withoutReporter(said, WHO), said, 'what is not the reporter’s stays');
  assert.equal(withoutReporter(said, { name: '', contact: '' }), said);
  assert.equal(withoutReporter(said, undefined), said);
});

test('a contact made of anything at all breaks nothing, and is gone where it was written as it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' }), (contact) => {
      const own = contact.trim();
      fc.pre([...own].length >= 6 && !own.includes('\0'));
      assert.ok(!withoutReporter(`前${own}后`, { name: '', contact: own }).includes(own));
    }),
  );
});
