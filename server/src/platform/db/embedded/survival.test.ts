import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withClient } from '../pool.ts';
import { pauseAfter } from './keeper.ts';
import { markOf } from './living-process.ts';
import { leftovers, runningPostmaster } from './running.ts';
import { end, eventually, open, opened, openInChild, scratchFolder } from './scratch.ts';
import { TEST_SETTINGS } from './settings.ts';

function postmasterOf(dataDir: string): number | undefined {
  return runningPostmaster(join(dataDir, 'postgres'))?.mark.pid;
}

test('after kill -9 of our process the next one adopts its server, never answering in use', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const { child } = await openInChild(dataDir);
  const orphan = postmasterOf(dataDir);
  await end(child, 'kill');
  assert.equal(postmasterOf(dataDir), orphan, 'the server outlives its process');
  const said: string[] = [];
  const database = await opened({ dataDir, log: (line) => said.push(line) });
  assert.equal(database.attached, false);
  assert.equal(postmasterOf(dataDir), orphan);
  assert.match(said.join(), /接管/);
  await database.close();
  assert.equal(postmasterOf(dataDir), undefined);
});

test('an orphan that no longer answers is stopped and started anew', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const { child } = await openInChild(dataDir);
  const orphan = postmasterOf(dataDir);
  await end(child, 'kill');
  // With its keys lost nobody can sign in; the folder is ours all the same.
  rmSync(join(dataDir, 'postgres.keys'));
  const database = await opened({ dataDir });
  assert.notEqual(postmasterOf(dataDir), orphan);
  await database.close();
});

test('a pid file whose number now belongs to another program is no hindrance', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  await (await opened({ dataDir })).close();
  const clusterDir = join(dataDir, 'postgres');
  // Under PostgreSQL's own user, whose processes PostgreSQL takes for possible servers.
  const { uid, gid } = statSync(clusterDir);
  const other = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
  t.after(() => other.kill());
  writeFileSync(
    join(clusterDir, 'postmaster.pid'),
    `${other.pid}\n${clusterDir}\n1\n5432\n${clusterDir}\n\n0 0\nready   \n`,
  );
  writeFileSync(join(dataDir, 'postgres.owner'), JSON.stringify({ pid: process.pid, startedAt: 'another life' }));
  const database = await opened({ dataDir });
  assert.equal(database.attached, false);
  assert.equal((await database.pool.query('SELECT 1')).rowCount, 1);
  await database.close();
});

test('while a process of ours lives, a second one talks to its server and leaves it running', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const first = await opened({ dataDir });
  const server = postmasterOf(dataDir);
  const second = await openInChild(dataDir);
  assert.equal(second.attached, true);
  await end(second.child, 'close');
  assert.equal(postmasterOf(dataDir), server);
  assert.equal((await first.pool.query('SELECT 1')).rowCount, 1);
  await first.close();
});

test('processes that start at the same moment share one server', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const all = await Promise.all([openInChild(dataDir), openInChild(dataDir), openInChild(dataDir)]);
  assert.equal(all.filter(({ attached }) => !attached).length, 1);
  for (const { child } of all) await end(child, 'close');
  assert.equal(postmasterOf(dataDir), undefined);
});

test('who ends first hands the server over running; the last one stops it', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const first = await openInChild(dataDir);
  const second = await opened({ dataDir });
  const server = postmasterOf(dataDir);
  assert.equal(second.attached, true);
  await end(first.child, 'close');
  assert.equal(postmasterOf(dataDir), server);
  await eventually(() => (second.attached ? undefined : true));
  assert.equal((await second.pool.query('SELECT 1')).rowCount, 1);
  await second.close();
  assert.equal(postmasterOf(dataDir), undefined);
});

test('when the owner is killed, an attached process takes over and its pool goes on', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const first = await openInChild(dataDir);
  const second = await opened({ dataDir });
  await end(first.child, 'kill');
  await eventually(() => (second.attached ? undefined : true));
  assert.equal((await second.pool.query('SELECT 1')).rowCount, 1);
  await second.close();
  assert.equal(postmasterOf(dataDir), undefined);
});

test('a server that dies is restarted under the same pool, with everything that was committed', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const said: string[] = [];
  const settings = { ...TEST_SETTINGS, synchronous_commit: 'on' };
  const database = await opened({ dataDir, log: (line) => said.push(line), embedded: { settings } });
  await withClient(database.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 7 AS id'));
  await withClient(database.ownerUrl, (client) => client.query('GRANT SELECT ON deed TO gongxin_app'));
  const dead = postmasterOf(dataDir);
  assert(dead !== undefined);
  process.kill(dead, 'SIGKILL');
  await eventually(() => (said.some((line) => line.includes('恢复运行')) ? true : undefined));
  assert.notEqual(postmasterOf(dataDir), dead);
  const { rows } = await eventually(() => database.pool.query('SELECT id FROM deed'));
  assert.deepEqual(rows, [{ id: 7 }]);
  assert.match(said.join(), /意外结束.*恢复运行/s);
  await database.close();
});

test('a server that dies again and again is restarted every time', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  for (let time = 0; time < 3; time++) {
    const dead = await eventually(() => postmasterOf(dataDir));
    process.kill(dead, 'SIGKILL');
    await eventually(() => (markOf(dead) === undefined ? true : undefined));
    await eventually(() => database.pool.query('SELECT 1'));
  }
  await database.close();
});

test('a restart never puts an empty cluster in the place of a deleted one', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const said: string[] = [];
  const database = await opened({ dataDir, log: (line) => said.push(line) });
  const dead = postmasterOf(dataDir);
  assert(dead !== undefined);
  process.kill(dead, 'SIGKILL');
  rmSync(join(dataDir, 'postgres'), { recursive: true, maxRetries: 5 });
  await eventually(() => (said.some((line) => line.includes('已不存在')) ? true : undefined));
  await database.close();
  assert(!existsSync(join(dataDir, 'postgres')));
});

test('each failure in a row doubles the pause, up to half a minute', () => {
  assert.deepEqual([1, 2, 3, 7, 8, 1000].map(pauseAfter), [250, 500, 1000, 16_000, 30_000, 30_000]);
});

test('a backend that outlives its postmaster is ended before a new server opens the cluster', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const clusterDir = join(dataDir, 'postgres');
  const database = await opened({ dataDir });
  const { rows } = await database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const stuck = rows[0]?.pid;
  const dead = postmasterOf(dataDir);
  assert(stuck !== undefined && dead !== undefined);
  // A stopped process is as deaf as one that waits for a broken disk.
  process.kill(stuck, 'SIGSTOP');
  process.kill(dead, 'SIGKILL');
  await eventually(() => (markOf(dead) === undefined ? true : undefined));
  await eventually(() => postmasterOf(dataDir));
  assert.equal(markOf(stuck), undefined);
  await eventually(() => database.pool.query('SELECT 1'));
  await database.close();
  assert.deepEqual(leftovers(clusterDir), []);
});

test('close stops the server and leaves no pid file, owner or process', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  await database.close();
  assert.deepEqual(leftovers(join(dataDir, 'postgres')), []);
  for (const name of ['postgres/postmaster.pid', 'postgres.owner']) assert(!existsSync(join(dataDir, name)), name);
});

// root may write everywhere, so this is a promise to ordinary users only
if (process.getuid?.() !== 0) {
  test('a data folder this user may not write is refused in a sentence', async (t) => {
    const folder = scratchFolder(t);
    const [closed, inside] = [join(folder, 'closed'), join(folder, 'closed', 'data')];
    mkdirSync(closed, { mode: 0o500 });
    for (const dataDir of [closed, inside]) {
      const refused = await open({ dataDir });
      assert.equal('refused' in refused && refused.refused, 'not-permitted');
    }
  });
}

test('the owner file names this very process', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  assert.deepEqual(JSON.parse(readFileSync(join(dataDir, 'postgres.owner'), 'utf8')), markOf(process.pid));
  await database.close();
});
