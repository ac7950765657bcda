import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type TestSystem, testSystem } from '../../../tests/system.ts';
import { startJobsApart } from './jobs-apart.ts';

const POLL_MS = 50;
const POLLS_AT_MOST = 600;

let at: TestSystem;
before(async () => {
  at = await testSystem();
});
after(() => at.close());

test('jobs are worked in a thread that stops when told and leaves no connection behind', async () => {
  const { system } = at;
  const left = async (sql: string) => (await system.pool.query<{ left: number }>(sql)).rows[0]?.left ?? 0;
  const jobs = 'select count(*)::int as left from graphile_worker.jobs';
  const connections = 'select count(*)::int as left from pg_stat_activity where datname = current_database()';
  const before = await left(connections);
  await system.jobs.add(system.pool, 'intake-run-batch', { batchId: 'none' }, { maxAttempts: 1 });
  const worker = await startJobsApart({ ...system, config: { ...system.config, logLevel: 'silent' } });
  const attempted = `${jobs} where attempts = 0`;
  for (let poll = 0; poll < POLLS_AT_MOST && (await left(attempted)) > 0; poll += 1) await pause(POLL_MS);
  assert.equal(await left(attempted), 0);
  assert((await left(connections)) > before, 'the thread has connections of its own');
  await worker.stop();
  assert((await left(connections)) <= before);
});
