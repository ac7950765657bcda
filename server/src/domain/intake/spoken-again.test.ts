import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SpokenAgain } from './spoken-again.ts';

function noted(texts: readonly string[], stretch: number): SpokenAgain {
  const spoken = new SpokenAgain(stretch);
  for (const text of texts) spoken.note(text);
  return spoken;
}

/** The same by looking at every pair of rows. */
const wanted = (texts: readonly string[], rows: number): number =>
  Math.max(0, ...texts.slice(0, rows).map((text) => texts.lastIndexOf(text) + 1));

test('once a file is read so far, no row behind speaks of the rows before', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('青', '1', '〕'), maxLength: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), fc.nat(60), (said, stretch, nth) => {
      const rows = Math.min(nth, said.length);
      const whole = Math.min(Math.ceil(rows / stretch) * stretch, said.length);
      assert.equal(noted(said, stretch).until(rows), wanted(said, whole));
    }),
  );
});

test('a row is alone when no other row of the file says the same, and only then', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('青', '1', '〕'), maxLength: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(texts, (said) => {
      const spoken = noted(said, 2000);
      for (const [row, text] of said.entries()) {
        assert.equal(spoken.isAlone(row), said.indexOf(text) === said.lastIndexOf(text));
      }
    }),
  );
});

test('where every row says something else, nothing need be waited for, in a long file too', () => {
  const texts = Array.from({ length: 50_000 }, (_, at) => `青许〔2026〕${at}号`);
  const spoken = noted(texts, 2000);
  for (const rows of [0, 2000, 4000, 50_000]) assert.equal(spoken.until(rows), rows);
  assert.ok(spoken.isAlone(49_999));
  spoken.note('青许〔2026〕49999号');
  assert.deepEqual(
    [49_998, 49_999, 50_000].map((row) => spoken.isAlone(row)),
    [true, false, false],
  );
});

test('a word said a third time is waited for by its first row', () => {
  assert.equal(noted(['a', 'b', 'a', 'c', 'a', 'd'], 1).until(1), 5);
  assert.equal(noted(['a', 'b', 'a', 'c', 'a', 'd'], 1).until(2), 5);
});
