import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { breakLines } from './break-lines.ts';

const ems = (character: string): number => (character <= '\u00ff' ? 0.5 : 1);
const broken = (text: string, width: number, first = width) => breakLines(text, ems, { first, rest: width });

describe('a line', () => {
  it('ends where the width ends, the first one sooner by its indent', () => {
    assert.deepEqual(broken('一二三四五六七', 4, 2), ['一二', '三四五六', '七']);
  });

  it('begins with no mark that belongs to the words before, and ends with none that opens', () => {
    assert.deepEqual(broken('一二三四，五六', 4), ['一二三', '四，五六']);
    assert.deepEqual(broken('一二三《四五》', 4), ['一二三', '《四五》']);
  });

  it('does not cut a number, a code or a word', () => {
    assert.deepEqual(broken('代码91990100MAB04BY3X7止', 10), ['代码', '91990100MAB04BY3X7止']);
    assert.deepEqual(broken('罚款120,000元', 5), ['罚款', '120,000元']);
  });

  it('cuts what fits no line at all', () => {
    assert.deepEqual(broken('AAAAAAAA', 2), ['AAAA', 'AAAA']);
    assert.deepEqual(broken('甲', 0.1), ['甲']);
  });

  it('loses and adds nothing, and none is too wide', () => {
    const words = fc.string({
      unit: fc.constantFrom('青', '禾', '，', '。', '《', '》', '（', '）', 'A', '7', ',', ' ', '𠮷'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 3, max: 12 }), (text, width) => {
        const lines = broken(text, width, width - 2);
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
        for (const [index, line] of lines.entries()) {
          const wide = Array.from(line).reduce((sum, one) => sum + ems(one), 0);
          assert(wide <= (index === 0 ? width - 2 : width) || [...line].length === 1, `${index}: ${line}`);
        }
      }),
    );
  });
});
