import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { paginate, type Strip } from './paginate.ts';

const strip = (height: number, more: Partial<Strip> = {}): Strip => ({ height, draw: () => {}, ...more });
const heights = (pages: ReturnType<typeof paginate>) => pages.map((page) => page.map(({ strip }) => strip.height));

describe('a page', () => {
  it('takes what fits and turns for the rest', () => {
    assert.deepEqual(heights(paginate([strip(4), strip(5), strip(6)], 10)), [[4, 5], [6]]);
  });

  it('leaves together what keeps together', () => {
    assert.deepEqual(heights(paginate([strip(4), strip(3, { keep: true }), strip(5)], 10)), [[4], [3, 5]]);
  });

  it('begins with no white space, and with the headings of the table that goes on', () => {
    const under = strip(1);
    assert.deepEqual(heights(paginate([strip(9), strip(2, { gap: true }), strip(3)], 10)), [[9], [3]]);
    assert.deepEqual(heights(paginate([strip(8, { under }), strip(6, { under })], 10)), [
      [1, 8],
      [1, 6],
    ]);
  });

  it('turns where it is told to', () => {
    assert.deepEqual(heights(paginate([strip(1), strip(2, { turn: true })], 10)), [[1], [2]]);
  });

  it('never runs over and loses nothing', () => {
    const any = fc.record({ height: fc.integer({ min: 1, max: 10 }), keep: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (made) => {
        const strips = made.map(({ height, keep }) => strip(height, { keep }));
        const pages = paginate(strips, 10);
        assert.deepEqual(
          pages.flat().map((placed) => placed.strip),
          strips,
        );
        for (const { strip, top } of pages.flat()) assert(top + strip.height <= 10);
      }),
    );
  });
});
