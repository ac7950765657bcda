import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRefusal } from '../index.ts';
import { withClient } from '../pool.ts';
import { completeBinaries, findBinaries } from './binaries.ts';
import { open, opened, postgresql15, scratchFolder } from './scratch.ts';

const OTHERS = 0o077;

test('a first start makes a UTF-8 database that finds trigrams in Chinese, for two roles without special rights', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  const { rows } = await database.pool.query(`SELECT current_user AS me, current_setting('server_encoding') AS encoding,
    (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS locale, cardinality(show_trgm('青禾市')) > 0 AS trigrams,
    (SELECT array_agg(rolname::text ORDER BY rolname) FROM pg_roles WHERE rolname ~ '^gongxin' AND NOT rolsuper AND NOT rolcreaterole AND NOT rolcreatedb) AS ordinary`);
  assert.deepEqual(rows, [
    {
      me: 'gongxin_app',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      trigrams: true,
      ordinary: ['gongxin_app', 'gongxin_owner'],
    },
  ]);
  assert.equal(database.attached, false);
  await database.close();
});

test('the owner may change the schema, the application only what it was granted', async (t) => {
  const database = await opened({ dataDir: join(scratchFolder(t), 'data') });
  await withClient(database.ownerUrl, (client) =>
    client.query('CREATE TABLE deed (id int); GRANT SELECT ON deed TO gongxin_app'),
  );
  assert.equal((await database.pool.query('SELECT * FROM deed')).rowCount, 0);
  await assert.rejects(database.pool.query('INSERT INTO deed VALUES (1)'), /permission denied/);
  await assert.rejects(database.pool.query('CREATE TABLE mine (id int)'), /permission denied/);
  await database.close();
});

test('keys and cluster are closed to other users, and nothing listens on the network', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir });
  for (const name of ['postgres', 'postgres.keys', 'postgres.owner', 'postgres.log']) {
    assert.equal(statSync(join(dataDir, name)).mode & OTHERS, 0, name);
  }
  const { rows } = await database.pool.query("SELECT current_setting('listen_addresses') AS addresses");
  assert.deepEqual(rows, [{ addresses: '' }]);
  const wrong = database.url.replace(/:[^:@]*@/, ':guess@');
  await assert.rejects(
    withClient(wrong, (client) => client.query('SELECT 1')),
    /password authentication failed/,
  );
  await database.close();
});

test('what was written is there after a stop and a second start', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const first = await opened({ dataDir });
  await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
  await first.close();
  const second = await opened({ dataDir });
  assert.equal((await withClient(second.ownerUrl, (client) => client.query('SELECT * FROM deed'))).rowCount, 1);
  await second.close();
});

test('a failed creation leaves nothing behind and can be tried again', async (t) => {
  const folder = scratchFolder(t);
  const dataDir = join(folder, 'data');
  const found = findBinaries(undefined);
  assert(!isRefusal(found));
  const broken = join(folder, 'broken', 'native');
  mkdirSync(join(broken, 'bin'), { recursive: true });
  cpSync(join(found.root, '..', 'package.json'), join(folder, 'broken', 'package.json'));
  for (const name of ['lib', 'share']) symlinkSync(join(found.root, name), join(broken, name));
  for (const name of ['postgres', 'pg_ctl']) symlinkSync(join(found.root, 'bin', name), join(broken, 'bin', name));
  // Fails as initdb does when it is interrupted: half a cluster is there.
  writeFileSync(
    join(broken, 'bin', 'initdb'),
    '#!/bin/sh\nmkdir -p "$(echo "$1" | cut -d= -f2)/base"; echo "initdb: error: broken" >&2; exit 1\n',
  );
  chmodSync(join(broken, 'bin', 'initdb'), 0o755);

  const refused = await open({ dataDir, embedded: { binaries: broken } });
  assert(isRefusal(refused));
  assert.equal(refused.refused, 'create-failed');
  assert.match(refused.message, /initdb: error: broken/);
  assert.deepEqual(readdirSync(dataDir), []);
  await (await opened({ dataDir })).close();
});

test('a creation that was killed half way is cleared away by the next start', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  mkdirSync(join(dataDir, 'postgres.new-00000000', 'cluster'), { recursive: true });
  chmodSync(dataDir, 0o711);
  const database = await opened({ dataDir });
  assert(!readdirSync(dataDir).includes('postgres.new-00000000'));
  await database.close();
});

test('libraries are linked and programs made executable when install scripts were blocked', async (t) => {
  const folder = scratchFolder(t);
  const found = findBinaries(undefined);
  assert(!isRefusal(found));
  const root = join(folder, 'package', 'native');
  cpSync(found.root, root, { recursive: true, verbatimSymlinks: true });
  cpSync(join(found.root, '..', 'package.json'), join(folder, 'package', 'package.json'));
  for (const entry of readdirSync(join(root, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(root, 'lib', entry.name));
  }
  for (const name of readdirSync(join(root, 'bin'))) chmodSync(join(root, 'bin', name), 0o644);
  assert.equal(completeBinaries(root), true);
  assert.equal(completeBinaries(root), true);
  await (await opened({ dataDir: join(folder, 'data'), embedded: { binaries: root } })).close();
});

test('a cluster of a newer PostgreSQL is refused in a sentence that says what to do', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  await (await opened({ dataDir })).close();
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '19\n');
  const refused = await open({ dataDir });
  assert(isRefusal(refused));
  assert.equal(refused.refused, 'cluster-newer');
  assert.match(refused.message, /PostgreSQL 19.*PostgreSQL 18.*--data/);
});

test('PostgreSQL 15 serves as well, and its cluster is refused by 18 with the way over', async (t) => {
  const binaries = postgresql15();
  if (binaries === undefined) return t.skip('npm has no PostgreSQL 15 for this platform');
  const dataDir = join(scratchFolder(t), 'data');
  const database = await opened({ dataDir, embedded: { binaries } });
  const { rows } = await database.pool.query(
    "SELECT current_setting('server_version_num')::int / 10000 AS major, cardinality(show_trgm('青禾市')) > 0 AS trigrams",
  );
  assert.deepEqual(rows, [{ major: 15, trigrams: true }]);
  await database.close();
  const refused = await open({ dataDir });
  assert(isRefusal(refused));
  assert.equal(refused.refused, 'cluster-older');
  assert.match(refused.message, /PostgreSQL 15.*gongxin backup/);
});

test('a lost key file is made anew from the cluster itself', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  const first = await opened({ dataDir });
  await withClient(first.ownerUrl, (client) => client.query('CREATE TABLE deed AS SELECT 1 AS id'));
  await first.close();
  rmSync(join(dataDir, 'postgres.keys'));
  const second = await opened({ dataDir });
  assert.notEqual(second.ownerUrl, first.ownerUrl);
  assert.equal((await withClient(second.ownerUrl, (client) => client.query('SELECT * FROM deed'))).rowCount, 1);
  await second.close();
});

test('a data folder whose path is too long for a socket works all the same', async (t) => {
  const dataDir = join(scratchFolder(t), 'data', 'x'.repeat(100), 'data');
  const database = await opened({ dataDir });
  assert.equal((await database.pool.query('SELECT 1')).rowCount, 1);
  await database.close();
});

test('a link to a cluster that is not there is refused, never taken for a first start', async (t) => {
  const dataDir = join(scratchFolder(t), 'data');
  mkdirSync(dataDir);
  symlinkSync(join(dataDir, 'unmounted'), join(dataDir, 'postgres'));
  const refused = await open({ dataDir });
  assert(isRefusal(refused));
  assert.equal(refused.refused, 'cluster-missing');
});
