import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isRefusal } from '../index.ts';
import { withClient } from '../pool.ts';
import { findBinaries } from './binaries.ts';
import { lives } from './living-process.ts';
import { runningPostmaster } from './running.ts';
import { amRoot, end, eventually, open, opened, openInChild, scratchFolder } from './scratch.ts';

const CLOSED = 0o700;
const onlyRoot = amRoot ? {} : { skip: 'only root meets this' };

/** A folder closed to others with the data in it, and a shelter beside it. */
function closedFolder(t: TestContext) {
  const folder = scratchFolder(t);
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: CLOSED });
  return { closed, dataDir: join(closed, 'data'), shelter: join(folder, 'shelter') };
}

test('root runs the server as a user without rights, who owns the cluster', onlyRoot, async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  const running = runningPostmaster(join(dataDir, 'postgres'));
  assert(running !== undefined);
  assert.notEqual(lstatSync(`/proc/${running.mark.pid}`).uid, 0);
  assert.equal(lstatSync(join(dataDir, 'postgres')).uid, lstatSync(`/proc/${running.mark.pid}`).uid);
  await database.close();
});

test(
  'data and binaries under a closed folder are placed where that user can reach them, said once',
  onlyRoot,
  async (t) => {
    const { closed, dataDir, shelter } = closedFolder(t);
    const found = findBinaries(undefined);
    assert(!isRefusal(found));
    const binaries = join(closed, 'package', 'native');
    cpSync(dirname(found.root), dirname(binaries), { recursive: true, verbatimSymlinks: true });
    const said: string[] = [];
    const options = { dataDir, log: (line: string) => said.push(line), embedded: { binaries, shelter } };

    const first = await opened(options);
    assert.equal(said.length, 2, 'one line for the data, one for the binaries');
    const clusterDir = readlinkSync(join(dataDir, 'postgres'));
    assert(clusterDir.startsWith(shelter));
    await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
    await first.close();

    const second = await opened(options);
    assert.equal((await withClient(second.ownerUrl, (client) => client.query('SELECT * FROM deed'))).rowCount, 1);
    await second.close();
    assert.equal(runningPostmaster(clusterDir), undefined);
  },
);

test('a data folder deleted and made anew begins afresh, and what lay in the shelter goes', onlyRoot, async (t) => {
  const { dataDir, shelter } = closedFolder(t);
  const first = await opened({ dataDir, embedded: { shelter } });
  await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
  await first.close();
  rmSync(dataDir, { recursive: true });
  const second = await opened({ dataDir, embedded: { shelter } });
  const { rows } = await second.pool.query("SELECT to_regclass('deed') AS deed");
  assert.deepEqual(rows, [{ deed: null }]);
  assert.equal(readdirSync(shelter).filter((name) => name.startsWith('data-')).length, 1);
  await second.close();
});

test('a data folder deleted beside an orphaned server takes that server with it', onlyRoot, async (t) => {
  const { dataDir, shelter } = closedFolder(t);
  const { child } = await openInChild(dataDir, { shelter });
  const clusterDir = readlinkSync(join(dataDir, 'postgres'));
  const orphan = runningPostmaster(clusterDir);
  assert(orphan !== undefined);
  await end(child, 'kill');
  rmSync(dataDir, { recursive: true });
  const database = await opened({ dataDir, embedded: { shelter } });
  assert.equal(existsSync(clusterDir), false);
  await eventually(() => (lives(orphan.mark) ? undefined : true));
  await database.close();
});

test('a cluster whose folder was closed later moves to the shelter with its data', onlyRoot, async (t) => {
  const { closed, dataDir, shelter } = closedFolder(t);
  chmodSync(closed, 0o755);
  const first = await opened({ dataDir, embedded: { shelter } });
  await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
  await first.close();
  chmodSync(closed, CLOSED);
  const second = await opened({ dataDir, embedded: { shelter } });
  assert(readlinkSync(join(dataDir, 'postgres')).startsWith(shelter));
  assert.equal((await withClient(second.ownerUrl, (client) => client.query('SELECT * FROM deed'))).rowCount, 1);
  await second.close();
});

test('a failed creation under a closed folder leaves neither link nor shelter', onlyRoot, async (t) => {
  const { closed, dataDir, shelter } = closedFolder(t);
  const broken = join(closed, 'package', 'native');
  mkdirSync(join(broken, 'bin'), { recursive: true });
  const found = findBinaries(undefined);
  assert(!isRefusal(found));
  cpSync(join(found.root, '..', 'package.json'), join(closed, 'package', 'package.json'));
  for (const name of ['initdb', 'postgres', 'pg_ctl']) cpSync('/bin/false', join(broken, 'bin', name));
  const refused = await open({ dataDir, embedded: { binaries: broken, shelter } });
  assert.equal('refused' in refused && refused.refused, 'create-failed');
  assert.deepEqual(readdirSync(dataDir), []);
  assert.deepEqual(
    readdirSync(shelter).filter((name) => name.startsWith('data-')),
    [],
  );
});
