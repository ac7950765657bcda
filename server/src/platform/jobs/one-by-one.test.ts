import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OneByOne } from './one-by-one.ts';

const failing = (message: string) => () => Promise.reject(new Error(message));

test('one that fails keeps no other waiting, and is named at the end with what was wrong with the first', async () => {
  const work = new OneByOne('not reminded');
  assert.equal(await work.try('a', failing('no name')), undefined);
  assert.equal(await work.try('b', async () => 7), 7);
  await work.try('c', failing('no law'));
  assert.throws(
    () => work.end(),
    (error: Error) => error.message === 'not reminded: a, c' && (error.cause as Error).message === 'no name',
  );
});

test('where nothing failed nothing is said', async () => {
  const work = new OneByOne('not reminded');
  await work.try('a', async () => {});
  work.end();
});

test('a run gives up where twenty have failed', async () => {
  const work = new OneByOne('not reminded');
  for (let nth = 1; nth < 20; nth += 1) await work.try(`${nth}`, failing('the database is away'));
  await assert.rejects(work.try('20', failing('the database is away')), /not reminded: 1, 2/);
});
