import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { write } from '../db/write.ts';
import { DeadWorkers } from './dead-workers.ts';
import { installJobs } from './install.ts';
import type { Task } from './task.ts';
import { JOBS_AT_ONCE, startWorker } from './worker.ts';

let at: TestSystem;
before(async () => {
  at = await testSystem();
});
after(() => at.close());

/** A task that keeps what it was given and lets the test wait for the next run. */
function watched(name: string, work: (payload: unknown) => void = () => {}) {
  const ran: unknown[] = [];
  let wake = () => {};
  const task: Task = {
    name,
    run: async (_system, payload) => {
      ran.push(payload);
      wake();
      work(payload);
    },
  };
  const nextRun = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  return { task, ran, nextRun };
}

const waiting = async (name: string) => {
  const { rows } = await at.system.pool.query(
    'select attempts, last_error from graphile_worker.jobs where task_identifier = $1',
    [name],
  );
  return rows;
};

test('a job added in a transaction that commits runs once, one added in a transaction that fails never', async () => {
  const { task, ran, nextRun } = watched('promise');
  const worker = await startWorker(at.system, [task]);
  const add = (batch: number, fail: boolean) =>
    write(at.system.pool, at.system.clock, async (trx) => {
      await at.system.jobs.add(trx, 'promise', { batch });
      if (fail) throw new Error('the deed failed');
    });
  await assert.rejects(add(1, true), /the deed failed/);
  const run = nextRun();
  await add(2, false);
  await run;
  await worker.stop();
  assert.deepEqual(ran, [{ batch: 2 }]);
  assert.deepEqual(await waiting('promise'), []);
});

test('jobs with one key wait as one, with the payload of the last', async () => {
  for (const batch of [1, 2, 3]) await at.system.jobs.add(at.system.pool, 'keyed', { batch }, { jobKey: 'same' });
  const { task, ran, nextRun } = watched('keyed');
  const run = nextRun();
  const worker = await startWorker(at.system, [task]);
  await run;
  await worker.stop();
  assert.deepEqual(ran, [{ batch: 3 }]);
});

test('a job that fails is kept for another attempt, and neither queue nor log quotes the row it met', async () => {
  at.logged.length = 0;
  const { task, nextRun } = watched('failing', () => {
    throw Object.assign(new Error('duplicate key: 李四秘密'), { severity: 'ERROR', code: '23505', detail: '李四秘密' });
  });
  await at.system.jobs.add(at.system.pool, 'failing', { batch: 9 }, { maxAttempts: 3 });
  const run = nextRun();
  const worker = await startWorker(at.system, [task]);
  await run;
  await worker.stop();
  const [job] = await waiting('failing');
  assert.equal(job?.attempts, 1);
  assert.match(job?.last_error, /SQLSTATE 23505/);
  assert.doesNotMatch(job?.last_error + at.logged.join(''), /李四/);
});

test('a task is given up once its last attempt has failed, and not before', async () => {
  const given: unknown[] = [];
  for (const [name, maxAttempts] of [
    ['once', 1],
    ['twice', 2],
  ] as const) {
    const { task, nextRun } = watched(name, () => {
      throw new Error('no luck');
    });
    await at.system.jobs.add(at.system.pool, name, { batch: name }, { maxAttempts });
    const run = nextRun();
    const giveUp = async (_system: unknown, payload: unknown) => void given.push(payload);
    const worker = await startWorker(at.system, [{ ...task, giveUp }]);
    await run;
    await worker.stop();
  }
  assert.deepEqual(given, [{ batch: 'once' }]);
});

test('a job whose worker died in its last attempt is given up all the same, and again until that succeeds, but no more often', async () => {
  const tried: unknown[] = [];
  const task: Task = {
    name: 'lost',
    run: async () => {},
    giveUp: async (_system, payload) => {
      tried.push(payload);
      if (tried.length === 1) throw new Error('no luck either');
    },
  };
  await at.system.jobs.add(at.system.pool, 'lost', { batch: 7 }, { maxAttempts: 1 });
  // what a dead worker leaves behind once its job is given back
  await at.system.pool.query(
    `update graphile_worker._private_jobs set attempts = max_attempts where payload->>'batch' = '7'`,
  );
  for (let starts = 0; starts < 3; starts += 1) await (await startWorker(at.system, [task])).stop();
  assert.deepEqual(tried, [{ batch: 7 }, { batch: 7 }]);
});

test('a job that was added anew while a worker died over it is worked, and never given up', async () => {
  const given: unknown[] = [];
  let ran = 0;
  const task: Task = {
    name: 'resumed',
    keyed: true,
    run: async () => {
      ran += 1;
    },
    giveUp: async (_system, payload) => void given.push(payload),
  };
  const add = () => at.system.jobs.add(at.system.pool, 'resumed', { batch: 8 }, { jobKey: 'batch-8' });
  const mark = (what: string) =>
    at.system.pool.query(`update graphile_worker._private_jobs set ${what} where payload->>'batch' = '8'`);
  await add();
  await mark(`locked_at = now(), locked_by = 'died'`);
  await add();
  await mark('locked_at = null, locked_by = null');
  const worker = await startWorker(at.system, [task]);
  while (ran === 0) await pause(20);
  await worker.stop();
  assert.deepEqual([ran, given], [1, []]);
});

test('jobs of one lane are worked one after another, and a new one takes the lane with the fewest', async () => {
  const lanes = ['left', 'right'];
  for (const batch of [1, 2, 3, 4]) await at.system.jobs.add(at.system.pool, 'laned', { batch }, { lanes });
  let atOnce = 0;
  let most = 0;
  const ran: unknown[] = [];
  const task: Task = {
    name: 'laned',
    run: async (_system, payload) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(20);
      atOnce -= 1;
      ran.push(payload);
    },
  };
  const worker = await startWorker(at.system, [task]);
  while (ran.length < 4) await pause(20);
  await worker.stop();
  assert.equal(most, lanes.length);
});

test('however many jobs wait for servers that are not ours, those that wait for nobody are worked', {
  timeout: 30_000,
}, async () => {
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const outward: Task = { name: 'outward', outward: true, run: () => answered };
  const { task, nextRun } = watched('inward');
  for (let batch = 0; batch < 2 * JOBS_AT_ONCE; batch += 1)
    await at.system.jobs.add(at.system.pool, 'outward', { batch });
  const worker = await startWorker(at.system, [outward, task]);
  while ((await waiting('outward')).filter(({ attempts }) => attempts > 0).length < JOBS_AT_ONCE) await pause(20);
  const run = nextRun();
  await at.system.jobs.add(at.system.pool, 'inward', {});
  await run;
  answer();
  await worker.stop();
});

test('a job of a worker that died is given back, one of a living worker is not', async (t) => {
  const { pool, database, log } = at.system;
  const living = new DeadWorkers(database.url, log, 'living');
  const other = new DeadWorkers(database.url, log, 'other');
  t.after(() => Promise.all([living.stop(), other.stop()]));
  await living.watch();
  for (const name of ['living', 'dead']) {
    await at.system.jobs.add(pool, 'taken', { by: name });
    await pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = clock_timestamp() - interval '1 minute'
        where payload->>'by' = $1`,
      [name],
    );
  }
  await other.sweep();
  const { rows } = await pool.query(
    `select payload->>'by' as by, locked_by from graphile_worker._private_jobs where payload->>'by' is not null order by 1`,
  );
  assert.deepEqual(rows, [
    { by: 'dead', locked_by: null },
    { by: 'living', locked_by: 'living' },
  ]);
});

test('the application works the queue without owning or changing it, and installing again does no harm', async () => {
  await installJobs(at.ownerUrl);
  const { pool } = at.system;
  const { rows } = await pool.query(
    `select count(*)::int as owned from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname = 'graphile_worker' and pg_has_role(current_user, relowner, 'member')`,
  );
  assert.equal(rows[0]?.owned, 0);
  for (const deed of [
    'drop table graphile_worker._private_jobs',
    'insert into graphile_worker.migrations (id) values (999)',
  ]) {
    await assert.rejects(pool.query(deed), (error) => error instanceof pg.DatabaseError && error.code === '42501');
  }
});
