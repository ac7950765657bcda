import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { withClient } from './pool.ts';
import { write } from './write.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ migrations: import.meta.dirname });
  await withClient(database.ownerUrl, (client) =>
    client.query('CREATE TABLE deed (id int PRIMARY KEY); GRANT SELECT, INSERT ON deed TO gongxin_app'),
  );
});
after(() => database?.close());

test('a swallowed failure inside a write never passes for a durable deed', async () => {
  const { pool } = database;
  await assert.rejects(
    write(
      pool,
      () => new Date('2026-11-20T12:00:00+08:00'),
      async (trx) => {
        await trx.query('INSERT INTO deed VALUES (4)');
        await trx.query('INSERT INTO deed VALUES (4)').catch(() => {});
      },
    ),
    /swallowed/,
  );
  assert.deepEqual((await pool.query('SELECT id FROM deed')).rows, []);
});
