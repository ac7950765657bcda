import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isRefusal, troubleOf } from '../index.ts';
import { withClient } from '../pool.ts';
import { amRoot, eventually, open, opened, scratchFolder } from './scratch.ts';
import { TEST_SETTINGS } from './settings.ts';

const MB = 1024 * 1024;
/** Commits reach the file system, so that a full one is met where it happens. */
const settings = { ...TEST_SETTINGS, synchronous_commit: 'on', max_wal_size: '64MB' };

/** A data folder on a small disk of its own; undefined where we may not mount one. */
function smallDisk(t: TestContext, megabytes: number): string | undefined {
  if (!amRoot) return undefined;
  let mounted = false;
  const unmount = (folder: string) => {
    if (mounted) execFileSync('umount', [join(folder, 'data')]);
  };
  const dataDir = join(scratchFolder(t, unmount), 'data');
  mkdirSync(dataDir);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'none', dataDir], { stdio: 'ignore' });
    mounted = true;
  } catch {
    return undefined;
  }
  return dataDir;
}

/** Leaves so many megabytes free. */
function fill(dataDir: string, leave: number): string {
  const { bavail, bsize } = statfsSync(dataDir);
  const filler = join(dataDir, 'filler');
  writeFileSync(filler, Buffer.alloc(bavail * bsize - leave * MB));
  chmodSync(filler, 0o600);
  return filler;
}

test('too small a disk is refused before anything is written', async (t) => {
  const dataDir = smallDisk(t, 60);
  if (dataDir === undefined) return t.skip('no small disk can be mounted');
  const refused = await open({ dataDir });
  assert(isRefusal(refused));
  assert.equal(refused.refused, 'disk-full');
  assert.match(refused.message, /只剩 \d+ MB.*--data/);
  assert.deepEqual(readdirSync(dataDir), []);
});

test('an existing cluster on a full disk is refused, and starts again with all its data once there is room', async (t) => {
  const dataDir = smallDisk(t, 300);
  if (dataDir === undefined) return t.skip('no small disk can be mounted');
  const first = await opened({ dataDir, embedded: { settings } });
  await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
  await first.close();
  const filler = fill(dataDir, 1);
  const refused = await open({ dataDir, embedded: { settings } });
  assert.equal('refused' in refused && refused.refused, 'disk-full');
  rmSync(filler);
  const second = await opened({ dataDir, embedded: { settings } });
  assert.equal((await withClient(second.ownerUrl, (client) => client.query('SELECT * FROM deed'))).rowCount, 1);
  await second.close();
});

test('a disk that fills up later is a clear error, loses nothing committed, and is overcome when there is room', async (t) => {
  const dataDir = smallDisk(t, 300);
  if (dataDir === undefined) return t.skip('no small disk can be mounted');
  const database = await opened({ dataDir, embedded: { settings } });
  await withClient(database.ownerUrl, (client) =>
    client.query('CREATE TABLE deed (id int, filling text); GRANT SELECT, INSERT ON deed TO gongxin_app'),
  );
  await database.pool.query("INSERT INTO deed VALUES (0, 'before')");
  const filler = fill(dataDir, 4);
  const failure = await database.pool
    .query('INSERT INTO deed SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 100000) n')
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  assert.match(troubleOf(failure)?.code ?? 'no error', /disk-full|unavailable/);
  rmSync(filler);
  const { rows } = await eventually(() => database.pool.query('SELECT id FROM deed'));
  assert.deepEqual(rows, [{ id: 0 }]);
  await eventually(() => database.pool.query("INSERT INTO deed VALUES (1, 'after')"));
  await database.close();
});
