import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { openPool } from './index.ts';
import { withClient } from './pool.ts';

const NO_MIGRATIONS = import.meta.dirname;
let database: TestDatabase;
let pool: pg.Pool;

before(async () => {
  database = await testDatabase({ migrations: NO_MIGRATIONS });
  pool = database.pool;
});
after(() => database.close());

test('what JavaScript cannot hold exactly stays text: dates, big and decimal numbers, alone and in arrays', async () => {
  const { rows } =
    await pool.query(`SELECT date '2024-02-29' AS day, ARRAY[date '2024-02-29', NULL] AS days, 9007199254740993::int8 AS big,
    ARRAY[9007199254740993::int8] AS bigs, 0.10::numeric AS amount, ARRAY[0.10::numeric] AS amounts, timestamp '2024-02-29 01:02:03' AS local`);
  assert.deepEqual(rows, [
    {
      day: '2024-02-29',
      days: ['2024-02-29', null],
      big: '9007199254740993',
      bigs: ['9007199254740993'],
      amount: '0.10',
      amounts: ['0.10'],
      local: '2024-02-29 01:02:03',
    },
  ]);
});

test('an instant is a Date, there and back', async () => {
  const instant = new Date('2024-02-29T16:30:00.123Z');
  const { rows } = await pool.query('SELECT $1::timestamptz AS instant', [instant]);
  assert.deepEqual(rows, [{ instant }]);
});

test('a day taken from an instant is the day in China', async () => {
  const { rows } = await pool.query("SELECT timestamptz '2024-02-29T16:30:00Z'::date AS day");
  assert.deepEqual(rows, [{ day: '2024-03-01' }]);
});

test('statements, idle transactions and connections are bounded', async () => {
  const { rows } = await pool.query(`SELECT current_setting('statement_timeout') AS statement,
    current_setting('idle_in_transaction_session_timeout') AS idle`);
  assert.deepEqual(rows, [{ statement: '1min', idle: '1min' }]);
});

test('a pool survives the loss of its idle connections and says so', async () => {
  const said: string[] = [];
  const other = openPool(database.url, { size: 2, log: (line) => said.push(line) });
  const { rows } = await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const lost = new Promise((resolve) => other.once('error', resolve));
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await lost;
  assert.match(said.join(), /重新连接/);
  assert.equal((await other.query('SELECT 1')).rowCount, 1);
  await other.end();
});

test('a single connection is closed also when its work fails', async () => {
  const mine = withClient(database.ownerUrl, async (client) => {
    await client.query("SET application_name = 'left-open'");
    throw new Error('mine');
  });
  await assert.rejects(mine, /mine/);
  const open = () => pool.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'left-open'");
  while ((await open()).rowCount !== 0);
});
