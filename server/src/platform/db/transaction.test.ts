import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { transaction } from './index.ts';
import { withClient } from './pool.ts';

const NO_MIGRATIONS = import.meta.dirname;
let database: TestDatabase;

before(async () => {
  database = await testDatabase({ migrations: NO_MIGRATIONS });
  await withClient(database.ownerUrl, (client) =>
    client.query('CREATE TABLE deed (id int PRIMARY KEY); GRANT SELECT, INSERT ON deed TO gongxin_app'),
  );
});
after(() => database.close());

async function ids(): Promise<number[]> {
  return (await database.pool.query('SELECT id FROM deed ORDER BY id')).rows.map(({ id }) => id);
}

test('all of a transaction is kept when its body returns, and its value is handed on', async () => {
  const value = await transaction(database.pool, async (trx) => {
    await trx.query('INSERT INTO deed VALUES (1)');
    await trx.query('INSERT INTO deed VALUES (2)');
    return 'done';
  });
  assert.equal(value, 'done');
  assert.deepEqual(await ids(), [1, 2]);
});

test('nothing of a transaction is kept when its body throws, and the error is the body’s own', async () => {
  const before = await ids();
  const own = new Error('mine');
  await assert.rejects(
    transaction(database.pool, async (trx) => {
      await trx.query('INSERT INTO deed VALUES (3)');
      throw own;
    }),
    own,
  );
  assert.deepEqual(await ids(), before);
});

test('a swallowed failure inside a transaction never passes for a durable deed', async () => {
  const before = await ids();
  await assert.rejects(
    transaction(database.pool, async (trx) => {
      await trx.query('INSERT INTO deed VALUES (4)');
      await trx.query('INSERT INTO deed VALUES (4)').catch(() => {});
    }),
    /swallowed/,
  );
  assert.deepEqual(await ids(), before);
});

test('a connection lost inside a transaction is an error, and the pool goes on with another one', async () => {
  await assert.rejects(
    transaction(database.pool, async (trx) => {
      await trx.query('INSERT INTO deed VALUES (5)');
      await trx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    }),
  );
  assert.deepEqual((await ids()).includes(5), false);
  assert.equal(database.pool.waitingCount, 0);
});

test('more transactions than connections wait for their turn', async () => {
  const many = Array.from({ length: 20 }, (_, index) =>
    transaction(database.pool, (trx) => trx.query('INSERT INTO deed VALUES ($1)', [100 + index])),
  );
  await Promise.all(many);
  assert.equal((await ids()).filter((id) => id >= 100).length, 20);
});
