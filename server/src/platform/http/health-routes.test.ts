import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { listening, type TestSystem, testSystem } from '../../../../tests/system.ts';
import { buildServer } from '../../app.ts';
import { databaseIsAway } from './database-away.ts';

let at: TestSystem;
let server: FastifyInstance;
let base: string;
before(async () => {
  at = await testSystem();
  server = buildServer(at.system);
  base = await listening(server);
});
after(async () => {
  await server.close();
  await at.close();
});

const ready = async () => {
  const answer = await fetch(`${base}/readyz`);
  return [answer.status, ((await answer.json()) as { code?: string }).code];
};
async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: at.ownerUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

test('the platform is ready only while the database holds exactly the migrations of this program', async () => {
  assert.deepEqual(await ready(), [200, undefined]);
  await asOwner(`update gongxin_migration set name = '9' || name where name like '0001%'`);
  assert.deepEqual(await ready(), [503, 'not-ready']);
  await asOwner(`update gongxin_migration set name = substr(name, 2) where name like '90001%'`);
  assert.deepEqual(await ready(), [200, undefined]);
});

test('without its database the process lives, is not ready, and asks callers to come back', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
  const alone = buildServer({ ...at.system, pool });
  const address = await listening(alone);
  assert.equal((await fetch(`${address}/healthz`)).status, 200);
  assert.equal((await fetch(`${address}/readyz`)).status, 503);
  const answer = await fetch(`${address}/api/v1/catalogue/categories`);
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5']);
  assert.equal(((await answer.json()) as { code: string }).code, 'not-ready');
  await alone.close();
  await pool.end();
});

test('the numbers tell routes and statuses, and nothing of who asked for what', async () => {
  await fetch(`${base}/api/v1/subjects/SECRETCODE?query=SECRETNAME`);
  await fetch(`${base}/SECRETPATH`);
  const numbers = await (await fetch(`${base}/metrics`)).text();
  assert.match(
    numbers,
    /gongxin_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/subjects\/:code"\} 1/,
  );
  assert.doesNotMatch(numbers, /SECRET|127\.0\.0\.1/);
});

test('a database that is away is told from a query that is wrong', () => {
  const failure = (code: string, more = {}) => Object.assign(new Error('x'), { code, ...more });
  const away = [failure('57P01'), failure('08006'), failure('ECONNREFUSED'), failure('ENOENT', { syscall: 'connect' })];
  for (const error of [...away, new Error('Connection terminated unexpectedly')]) assert.ok(databaseIsAway(error));
  for (const error of [
    failure('42P01'),
    failure('23505'),
    failure('ENOENT', { syscall: 'open' }),
    new Error('x'),
    'x',
  ]) {
    assert.ok(!databaseIsAway(error));
  }
});
