import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from './gather.ts';

/** A worker whose groups end when the test says so. */
function worker() {
  const groups: { items: number[]; end: (error?: Error) => void }[] = [];
  const work = (items: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      groups.push({ items, end: (error) => (error ? reject(error) : resolve(items.map((item) => item * 10))) });
    });
  return { groups, work };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const one = () => 1;

test('calls of one turn leave together and get each their own answer', async () => {
  const { groups, work } = worker();
  const call = gather({ work, weigh: one, most: 10, lanes: 1, fair: 2 });
  const answers = Promise.all([call(1), call(2), call(3)]);
  await turn();
  assert.deepEqual(
    groups.map(({ items }) => items),
    [[1, 2, 3]],
  );
  groups[0]?.end();
  assert.deepEqual(await answers, [10, 20, 30]);
});

test('calls that arrive while all lanes are busy leave when a group ends', async () => {
  const { groups, work } = worker();
  const call = gather({ work, weigh: one, most: 10, lanes: 1, fair: 2 });
  const first = call(1);
  await turn();
  const late = Promise.all([call(2), call(3)]);
  await turn();
  assert.equal(groups.length, 1);
  groups[0]?.end();
  await first;
  await turn();
  assert.deepEqual(groups[1]?.items, [2, 3]);
  groups[1]?.end();
  assert.deepEqual(await late, [20, 30]);
});

test('when a group fails, each of its calls fails and the next group is not touched', async () => {
  const { groups, work } = worker();
  const call = gather({ work, weigh: one, most: 2, lanes: 1, fair: 2 });
  const settled = Promise.allSettled([call(1), call(2), call(3)]);
  await turn();
  groups[0]?.end(new Error('disk'));
  await turn();
  groups[1]?.end();
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['rejected', 'rejected', 'fulfilled'],
  );
});

test('a group weighs no more than the most, and a heavier item goes alone', async () => {
  const { groups, work } = worker();
  const call = gather({ work, weigh: (item: number) => item, most: 5, lanes: 9, fair: 9 });
  const answers = Promise.all([2, 3, 1, 9, 4].map(call));
  await turn();
  await turn();
  assert.deepEqual(
    groups.map(({ items }) => items),
    [[2, 3], [1], [9], [4]],
  );
  for (const { end } of groups) end();
  assert.deepEqual(await answers, [20, 30, 10, 90, 40]);
});

test('free lanes share what waits, and no group is cut smaller than is fair', async () => {
  const { groups, work } = worker();
  const call = gather({ work, weigh: one, most: 100, lanes: 3, fair: 4 });
  const answers = Promise.all([1, 2, 3, 4, 5, 6].map(call));
  await turn();
  await turn();
  assert.deepEqual(
    groups.map(({ items }) => items.length),
    [4, 2],
  );
  const later = Promise.all(Array.from({ length: 20 }, (_, index) => call(index)));
  await turn();
  assert.deepEqual(groups[2]?.items.length, 20, 'the one lane that is left takes all');
  for (const { end } of groups) end();
  await Promise.all([answers, later]);
});
