import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GAPS_AT_MOST, NumbersOfYear, readSeries, SPAN_AT_MOST, without } from './number-series.ts';

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 120 });
const range = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 12 }))
  .map(([from, length]) => ({ from, to: from + length }));
const all = (ranges: readonly { from: number; to: number }[]) =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

test('held numbers and gaps together are every number from the lowest to the highest, each once', () => {
  fc.assert(
    fc.property(numbers, (held) => {
      const read = readSeries(held, 0);
      assert.equal(read.unusable, undefined);
      const said = [...held, ...all(read.gaps)].sort((a, b) => a - b);
      const every = Array.from({ length: read.highest - read.lowest + 1 }, (_, at) => read.lowest + at);
      assert.deepEqual(said, every);
    }),
  );
});

test('a series of which too little is held, or that reaches too far, or has too many gaps tells none', () => {
  assert.equal(readSeries([1, 4], 50).unusable, undefined);
  assert.equal(readSeries([1, 5], 50).unusable, 'too-sparse');
  assert.equal(readSeries([1, SPAN_AT_MOST + 1], 1).unusable, 'too-wide');
  assert.equal(readSeries([1, SPAN_AT_MOST], 1).unusable, 'too-sparse');
  const every = (count: number) => Array.from({ length: count + 1 }, (_, at) => 1 + at * 2);
  assert.equal(readSeries(every(GAPS_AT_MOST), 50).gaps.length, GAPS_AT_MOST);
  const beyond = readSeries(every(GAPS_AT_MOST + 1), 50);
  assert.deepEqual([beyond.unusable, beyond.gaps], ['too-many-gaps', []]);
});

test('what is taken out of ranges is gone from them, and nothing else is', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 4 }), fc.array(range, { maxLength: 4 }), (given, taken) => {
      const out = new Set(all(taken));
      assert.deepEqual(
        all(without(given, taken)),
        all(given).filter((number) => !out.has(number)),
      );
    }),
  );
});

test('numbers count by category, series and year; a shared number and another writing of it count once', () => {
  const year = new NumbersOfYear(2026);
  for (const text of [
    '青建许〔2026〕1号',
    '青建许[2026]0001号',
    '青建许（2026）3-1号',
    '青建许（2026）3-2号',
    '青建罚〔2026〕9号',
    '青建许〔2025〕2号',
    '无',
  ])
    year.add('licence', text);
  year.add('penalty', '青建许〔2026〕2号');
  assert.deepEqual([year.read, year.unread], [6, 1]);
  assert.deepEqual(
    year.series(50).map(({ category, series, held, gaps }) => [category, series, held, gaps]),
    [
      ['licence', '青建罚〔〕', 1, []],
      ['licence', '青建许〔〕', 2, [{ from: 2, to: 2 }]],
      ['penalty', '青建许〔〕', 1, []],
    ],
  );
});
