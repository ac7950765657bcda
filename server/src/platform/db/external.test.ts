import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { inDatabase, type TestDatabase, testCluster, testDatabase } from '../../../../tests/database.ts';
import { isRefusal, migrate, openDatabase } from './index.ts';
import { withClient } from './pool.ts';
import type { DatabaseRefusalCode } from './refusal.ts';
import { unsupported } from './server-fit.ts';

const NO_MIGRATIONS = import.meta.dirname;
const NOWHERE = '/nonexistent';

async function open(databaseUrl: string, ownerUrl?: string) {
  const said: string[] = [];
  const opened = await openDatabase({ dataDir: NOWHERE, databaseUrl, ownerUrl, log: (line) => said.push(line) });
  return { opened, said: said.join('\n') };
}

async function refused(
  code: DatabaseRefusalCode,
  message: RegExp,
  databaseUrl: string,
  ownerUrl?: string,
): Promise<void> {
  const { opened } = await open(databaseUrl, ownerUrl);
  assert(isRefusal(opened), 'it was opened');
  assert.equal(opened.refused, code, opened.message);
  assert.match(opened.message, message);
  assert.doesNotMatch(opened.message, /secret/);
}

async function database(t: TestContext): Promise<TestDatabase> {
  const made = await testDatabase({ migrations: NO_MIGRATIONS });
  t.after(() => made.close());
  return made;
}

/** A role of its own and a database that it owns, as an operator makes them; `how` ends the CREATE DATABASE. */
async function operators(t: TestContext, how: string, owner = `operator_${randomBytes(4).toString('hex')}`) {
  const { superuserUrl } = await testCluster();
  const name = `operators_${randomBytes(4).toString('hex')}`;
  await withClient(superuserUrl, async (client) => {
    await client.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'secret'`);
    await client.query(`CREATE DATABASE ${name} OWNER ${owner} TEMPLATE template0 ${how}`);
  });
  t.after(() =>
    withClient(superuserUrl, async (client) => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.query(`DROP ROLE ${owner}`);
    }),
  );
  return { url: inDatabase(superuserUrl, name).replace(/\/\/[^@]*@/, `//${owner}:secret@`), owner, name };
}

const GOOD = "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8'";

test('a database with two roles opens without a warning, and its data folder is not touched', async (t) => {
  const { url, ownerUrl } = await database(t);
  const { opened, said } = await open(url, ownerUrl);
  assert(!isRefusal(opened), JSON.stringify(opened));
  assert.deepEqual(
    [opened.kind, opened.attached, opened.url, opened.ownerUrl, said],
    ['external', false, url, ownerUrl, ''],
  );
  assert.equal((await opened.pool.query('SELECT 1')).rowCount, 1);
  await opened.close();
});

test('one role may serve both purposes, with a warning; migrations then grant to it', async (t) => {
  const { url } = await operators(t, GOOD);
  const { opened, said } = await open(url);
  assert(!isRefusal(opened), JSON.stringify(opened));
  assert.match(said, /DATABASE_OWNER_URL/);
  assert.equal(opened.ownerUrl, url);
  assert.deepEqual(await migrate(opened.ownerUrl, NO_MIGRATIONS), { applied: [] });
  assert.equal((await opened.pool.query('SELECT * FROM gongxin_migration')).rowCount, 0);
  await opened.close();
});

test('pg_trgm is installed where it is missing and the owner may', async (t) => {
  const { url } = await operators(t, GOOD);
  const { opened } = await open(url);
  assert(!isRefusal(opened), JSON.stringify(opened));
  assert.equal((await opened.pool.query("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).rowCount, 1);
  await opened.close();
});

test('a database that finds no trigrams in Chinese is refused, whatever its locale is called', async (t) => {
  const { url: plainC } = await operators(t, "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'");
  await refused('no-chinese-trigrams', /LC_CTYPE.*C\.UTF-8/, plainC);
  const { url: builtin } = await operators(
    t,
    "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
  );
  await refused('no-chinese-trigrams', /重新建库/, builtin);
});

test('a database in another encoding is refused', async (t) => {
  const { url } = await operators(t, "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'");
  await refused('not-utf8', /LATIN1.*UTF8/, url);
});

test('a wrong password, a wrong address and what is no address at all are told apart, and no password is shown', async (t) => {
  const { url } = await database(t);
  await refused('sign-in-failed', /pg_hba\.conf/, url.replace(/:[^:@]*@/, ':secret@'));
  await refused('unreachable', /127\.0\.0\.1:1/, 'postgresql://someone:secret@127.0.0.1:1/gongxin');
  await refused('unreachable', /nosuch/, inDatabase(url, 'nosuch'));
  await refused('bad-url', /DATABASE_URL.*postgresql:\/\//, 'mysql://someone:secret@localhost/gongxin');
  await refused('bad-url', /DATABASE_OWNER_URL/, url, 'gongxin_owner:secret');
});

test('an application role that migrations grant nothing to is refused with the statement that mends it', async (t) => {
  const { ownerUrl } = await database(t);
  const { superuserUrl } = await testCluster();
  const name = `stranger_${randomBytes(4).toString('hex')}`;
  const databaseName = /\/([^/?]*)\?/.exec(ownerUrl)?.[1];
  await withClient(superuserUrl, async (client) => {
    await client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
    await client.query(`GRANT CONNECT ON DATABASE ${databaseName} TO ${name}`);
  });
  t.after(() => withClient(superuserUrl, (client) => client.query(`DROP ROLE ${name}`)));
  const stranger = ownerUrl.replace(/\/\/[^@]*@/, `//${name}:secret@`);
  await refused('role-missing', new RegExp(`GRANT gongxin_app TO "${name}"`), stranger, ownerUrl);
  await withClient(superuserUrl, (client) => client.query(`GRANT gongxin_app TO ${name}`));
  const { opened } = await open(stranger, ownerUrl);
  assert(!isRefusal(opened), JSON.stringify(opened));
  await opened.close();
  await withClient(superuserUrl, (client) => client.query(`REVOKE ALL ON DATABASE ${databaseName} FROM ${name}`));
});

test('PostgreSQL 15 to 18 are supported, nothing before or after', () => {
  const verdict = (version: number) => unsupported({ version, release: 'x', encoding: 'UTF8' }, 'd')?.refused;
  assert.deepEqual([150_000, 150_015, 160_009, 170_001, 180_004].map(verdict), Array(5).fill(undefined));
  assert.deepEqual([0, 149_999, 140_020, 190_000].map(verdict), Array(4).fill('unsupported-version'));
});
