import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { openEmbedded } from './embedded/open.ts';
import { scratchFolder } from './embedded/scratch.ts';
import { TEST_SETTINGS } from './embedded/settings.ts';
import { dumpSchema, isRefusal, MigrationRefused, migrate } from './index.ts';
import type { MigrationRefusalCode } from './migrate.ts';
import { withClient } from './pool.ts';

const FIRST = 'CREATE TABLE deed (id int PRIMARY KEY); GRANT SELECT ON deed TO gongxin_app;\n';
const SECOND = 'ALTER TABLE deed ADD COLUMN day date;\n';

/** A folder of migrations of our own; `write` adds or replaces one. */
function migrations(t: { after: TestContext['after'] }, files: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'gongxin-migrations-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  for (const [name, sql] of Object.entries(files)) write(name, sql);
  return { folder, write };
}

/** A database that holds no migration yet. */
async function emptyDatabase(t: TestContext): Promise<TestDatabase> {
  const database = await testDatabase({ migrations: migrations(t).folder });
  t.after(() => database.close());
  return database;
}

async function refusedWith(code: MigrationRefusalCode, message: RegExp, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert(error instanceof MigrationRefused, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
}

test('files are applied once, in the order of their numbers, and other files are not', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder } = migrations(t, {
    '0002-b.sql': SECOND,
    '0001-a.sql': FIRST,
    'schema.sql': 'nonsense',
    'README.md': 'nonsense',
  });
  assert.deepEqual(await migrate(ownerUrl, folder), { applied: ['0001-a.sql', '0002-b.sql'] });
  const once = await dumpSchema(ownerUrl);
  assert.deepEqual(await migrate(ownerUrl, folder), { applied: [] });
  assert.equal(await dumpSchema(ownerUrl), once);
});

test('a file added later is applied alone', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder, write } = migrations(t, { '0001-a.sql': FIRST });
  await migrate(ownerUrl, folder);
  write('0002-b.sql', SECOND);
  assert.deepEqual(await migrate(ownerUrl, folder), { applied: ['0002-b.sql'] });
});

test('an applied file that was edited is refused, and nothing else is applied', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder, write } = migrations(t, { '0001-a.sql': FIRST });
  await migrate(ownerUrl, folder);
  write('0001-a.sql', `${FIRST}-- only a remark\n`);
  write('0002-b.sql', SECOND);
  await refusedWith('edited-migration', /0001-a\.sql.*新的脚本/, migrate(ownerUrl, folder));
  assert.doesNotMatch(await dumpSchema(ownerUrl), /day date/);
});

test('a database newer than the program is refused', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  await migrate(ownerUrl, migrations(t, { '0001-a.sql': FIRST, '0002-b.sql': SECOND }).folder);
  const older = migrations(t, { '0001-a.sql': FIRST });
  await refusedWith('database-newer', /0002-b\.sql.*数据库比程序新/, migrate(ownerUrl, older.folder));
});

test('a number before an applied one, or used twice, is refused: history is one line', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder, write } = migrations(t, { '0002-b.sql': FIRST });
  await migrate(ownerUrl, folder);
  write('0001-late.sql', SECOND);
  await refusedWith('out-of-order', /0001-late\.sql.*0002-b\.sql/, migrate(ownerUrl, folder));
  const twice = migrations(t, { '0002-b.sql': FIRST, '0003-c.sql': SECOND, '0003-d.sql': SECOND });
  await refusedWith('out-of-order', /0003-c\.sql.*0003-d\.sql/, migrate(ownerUrl, twice.folder));
});

test('a file that fails is undone as a whole, names its line, and those before it stay', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder, write } = migrations(t, {
    '0001-a.sql': FIRST,
    '0002-b.sql': `${SECOND}\nALTER TABLE nowhere ADD x int;\n`,
  });
  await refusedWith('failed-migration', /0002-b\.sql.*nowhere/, migrate(ownerUrl, folder));
  assert.doesNotMatch(await dumpSchema(ownerUrl), /day date/);
  write('0002-b.sql', `${SECOND}\nCREATE TABEL x ();\n`);
  await refusedWith('failed-migration', /第 3 行/, migrate(ownerUrl, folder));
  write('0002-b.sql', SECOND);
  assert.deepEqual(await migrate(ownerUrl, folder), { applied: ['0002-b.sql'] });
});

test('servers that start at the same moment apply each file once', async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const { folder } = migrations(t, { '0001-a.sql': `${FIRST} SELECT pg_sleep(0.2);`, '0002-b.sql': SECOND });
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(ownerUrl, folder)));
  assert.deepEqual(results.flatMap(({ applied }) => applied).sort(), ['0001-a.sql', '0002-b.sql']);
});

test('the application gets what a file grants, and no more', async (t) => {
  const { ownerUrl, pool } = await emptyDatabase(t);
  await migrate(ownerUrl, migrations(t, { '0001-a.sql': FIRST }).folder);
  assert.equal((await pool.query('SELECT * FROM deed')).rowCount, 0);
  await assert.rejects(pool.query('INSERT INTO deed VALUES (1)'), /permission denied/);
  await assert.rejects(pool.query('SELECT * FROM gongxin_migration'), /permission denied/);
});

test('where an operator has no role gongxin_app, its name stands for the one role there is', async (t) => {
  const opened = await openEmbedded({
    dataDir: join(scratchFolder(t), 'data'),
    settings: TEST_SETTINGS,
    log: () => {},
  });
  assert(!isRefusal(opened));
  await withClient(opened.superuserUrl, (client) => client.query('ALTER ROLE gongxin_app RENAME TO another'));
  const { folder } = migrations(t, { '0001-a.sql': FIRST });
  assert.deepEqual(await migrate(opened.ownerUrl, folder), { applied: ['0001-a.sql'] });
  assert.deepEqual(await migrate(opened.ownerUrl, folder), { applied: [] });
  assert.doesNotMatch(await dumpSchema(opened.ownerUrl), /ON TABLE deed/);
  await opened.keeper.close();
});
