import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { secretsFrom } from '../../../platform/config/secrets.ts';
import { openPool } from '../../../platform/db/index.ts';
import { type Act, journal } from '../journal.ts';
import { keysOf, sequenceAll, verified } from '../journal-fixture.ts';
import { takeLead } from './lead.ts';
import { sequenceEntries } from './sequence-entries.ts';
import { SEQUENCER_LOCK, startSequencer } from './sequencer.ts';

const PROGRAM = fileURLToPath(new URL('./sequencer-fixture.ts', import.meta.url));
const WRITERS = 20;
const SECRET = Buffer.alloc(32, 7);
/** A second as promised, and what a busy machine adds. */
const SOON_MS = 10_000;

let at: TestSystem;
beforeEach(async () => {
  at = await testSystem();
  at.system.secrets = secretsFrom(SECRET);
});
afterEach(() => at.close());

const act = (): Act => ({ actor: '张三', purpose: 'test', now: at.clock.now });
const write = (db: Pick<pg.ClientBase, 'query'>, target: string) =>
  journal(db, act(), { event: 'batch.received', target, detail: { category: 'permit' } });

async function targets(): Promise<string[]> {
  const { rows } = await at.system.pool.query(
    'select target from journal_leaf l join journal_entry e using (entry_id) order by position',
  );
  return rows.map(({ target }) => target);
}

async function until(condition: () => Promise<boolean>, withinMs = SOON_MS): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(20)) {
    if (await condition()) return;
  }
  assert.fail('it did not happen in time');
}

/** Twenty connections that write, wait and commit or roll back at random; answers what was committed. */
async function writeAtRandom(rounds: number): Promise<string[]> {
  const pool = openPool(at.system.database.url, { size: WRITERS, log: () => {} });
  const committed: string[] = [];
  const writer = async (name: number) => {
    for (let round = 0; round < rounds; round++) {
      const trx = await pool.connect();
      const mine = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, n) => `${name}/${round}/${n}`);
      await trx.query('begin');
      for (const target of mine) {
        await write(trx, target);
        await pause(Math.random() * 15);
      }
      const stays = Math.random() < 0.7;
      await trx.query(stays ? 'commit' : 'rollback');
      if (stays) committed.push(...mine);
      trx.release();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)));
  await pool.end();
  return committed;
}

test('twenty writers with pauses and rollbacks, two candidates: every committed entry gets one position', async () => {
  const keys = keysOf(at.system);
  const candidates = [startSequencer(at.system, keys), startSequencer(at.system, keys)];
  const committed = await writeAtRandom(12);
  await until(async () => (await targets()).length >= committed.length);
  assert.deepEqual((await targets()).sort(), committed.sort());
  await Promise.all(candidates.map((candidate) => candidate.stop()));
  const { broken, unsequenced, treeSize } = await verified(at.system);
  assert.deepEqual({ broken, unsequenced, treeSize }, { broken: null, unsequenced: 0, treeSize: committed.length });
});

test('a transaction that stays open holds up nobody, and its entry gets a position once it commits', async () => {
  const slow = await at.system.pool.connect();
  await slow.query('begin');
  await write(slow, 'slow');
  for (const target of ['a', 'b']) await write(at.system.pool, target);
  const client = await at.system.pool.connect();
  const lead = await takeLead(client);
  assert.equal(await sequenceEntries(client, lead), 2);
  assert.deepEqual(await targets(), ['a', 'b']);
  assert.equal(lead.missing.settledBelow(lead.high), 0);
  for (let pass = 0; pass < 3; pass++) assert.equal(await sequenceEntries(client, lead), 0);
  await slow.query('commit');
  assert.equal(await sequenceEntries(client, lead), 1);
  assert.deepEqual(await targets(), ['a', 'b', 'slow']);
  assert.equal(lead.missing.settledBelow(lead.high), lead.high);
  slow.release();
  client.release();
});

test('ids of a rolled back transaction are given up as soon as it has ended, whatever else stays open', async () => {
  const [doomed, reader, client] = await Promise.all([1, 2, 3].map(() => at.system.pool.connect()));
  assert(doomed && reader && client);
  await reader.query('begin isolation level repeatable read');
  await reader.query('select count(*) from journal_entry');
  await doomed.query('begin');
  for (let n = 0; n < 5; n++) await write(doomed, 'never');
  await write(at.system.pool, 'after');
  const lead = await takeLead(client);
  await sequenceEntries(client, lead);
  await sequenceEntries(client, lead);
  assert.deepEqual(
    lead.missing.ranges.map(({ from, to }) => [from, to]),
    [[1, 5]],
  );
  await doomed.query('rollback');
  await sequenceEntries(client, lead);
  assert.deepEqual(lead.missing.ranges, []);
  await reader.query('rollback');
  for (const one of [doomed, reader, client]) one.release();
});

test('a late entry is found by a sequencer that starts anew', async () => {
  const slow = await at.system.pool.connect();
  await slow.query('begin');
  await write(slow, 'slow');
  await write(at.system.pool, 'quick');
  await sequenceAll(at.system.pool);
  await slow.query('commit');
  slow.release();
  await sequenceAll(at.system.pool);
  assert.deepEqual(await targets(), ['quick', 'slow']);
});

test('a sequencer killed at any moment leaves a tree that the next one continues', async () => {
  const start = async (): Promise<ChildProcess> => {
    const args = [PROGRAM, at.system.database.url, SECRET.toString('hex')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    return child;
  };
  const writing = writeAtRandom(25);
  for (let death = 0; death < 4; death++) {
    const child = await start();
    await pause(150 + Math.random() * 400);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const committed = await writing;
  const last = await start();
  await until(async () => (await targets()).length >= committed.length);
  last.kill('SIGKILL');
  assert.deepEqual((await targets()).sort(), committed.sort());
  assert.equal((await verified(at.system)).broken, null);
});

test('the next candidate takes over when the leader loses its connection', async () => {
  const keys = keysOf(at.system);
  const candidates = [startSequencer(at.system, keys), startSequencer(at.system, keys)];
  await write(at.system.pool, 'before');
  await until(async () => (await targets()).length === 1);
  const { rows } = await at.system.pool.query(
    `select pg_terminate_backend(pid) as ended from pg_locks
      where locktype = 'advisory' and granted and objid::bigint = $1
        and database = (select oid from pg_database where datname = current_database())`,
    [SEQUENCER_LOCK],
  );
  assert.deepEqual(rows, [{ ended: true }]);
  await write(at.system.pool, 'after');
  await until(async () => (await targets()).length === 2);
  await Promise.all(candidates.map((candidate) => candidate.stop()));
  assert.equal((await verified(at.system)).broken, null);
});

test('entries from before there were commitments are committed when they get their position', async () => {
  await at.system.pool.query(
    `insert into journal_entry (occurred_at, actor, purpose, event, detail)
     values ('2026-01-01 00:00:00.123456+08', '李四', 'old', 'catalogue.loaded', '{"differences": 3, "ä": [1.5, null]}')`,
  );
  await sequenceAll(at.system.pool);
  assert.deepEqual(await verified(at.system), {
    treeSize: 1,
    entries: 1,
    heads: 0,
    erasedValues: 0,
    detachedEntries: 0,
    unsequenced: 0,
    broken: null,
  });
});
