import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type pg from 'pg';
import { remembered } from './remembered.ts';

const MINUTE_MS = 60_000;

let pool: pg.Pool;
let now: number;
let counts: PromiseWithResolvers<number>[];
beforeEach(() => {
  // only told apart from others
  pool = {} as pg.Pool;
  now = 0;
  counts = [];
});

const ask = (): Promise<number> =>
  remembered(
    pool,
    'licences',
    () => {
      const count = Promise.withResolvers<number>();
      counts.push(count);
      return count.promise;
    },
    () => now,
  );
/** The count that is under way comes to an end. */
async function counted(figure: number): Promise<void> {
  counts.at(-1)?.resolve(figure);
  await new Promise(setImmediate);
}

test('whoever asks before there are figures waits for one count, and for a minute everybody gets what it found', async () => {
  const asked = [ask(), ask()];
  await counted(7);
  assert.deepEqual(await Promise.all(asked), [7, 7]);
  now = MINUTE_MS - 1;
  assert.equal(await ask(), 7);
  assert.equal(counts.length, 1);
});

test('a minute later they are counted again, and nobody waits for it', async () => {
  void ask();
  await counted(7);
  now = MINUTE_MS;
  assert.equal(await ask(), 7);
  assert.equal(await ask(), 7);
  assert.equal(counts.length, 2);
  await counted(8);
  assert.equal(await ask(), 8);
});

test('figures of ten minutes ago are shown to nobody', async () => {
  void ask();
  await counted(7);
  now = 10 * MINUTE_MS;
  const asked = ask();
  await counted(9);
  assert.equal(await asked, 9);
});

test('a count that fails is tried by the next who asks; the last figures stand meanwhile', async () => {
  const first = ask();
  counts.at(-1)?.reject(new Error('the database is away'));
  await assert.rejects(first, /away/);
  void ask();
  await counted(7);
  now = MINUTE_MS;
  assert.equal(await ask(), 7);
  counts.at(-1)?.reject(new Error('the database is away'));
  await new Promise(setImmediate);
  assert.equal(await ask(), 7);
  await counted(8);
  assert.equal(await ask(), 8);
});

test('figures that take long are counted less often: at most a twentieth of the time goes into them', async () => {
  void ask();
  now = 10_000;
  await counted(7);
  now = 10_000 + 3 * MINUTE_MS;
  assert.equal(await ask(), 7);
  assert.equal(counts.length, 1);
  now = 10_000 + 200_000;
  await ask();
  assert.equal(counts.length, 2);
});
