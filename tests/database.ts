import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { OWNER_ROLE, openTo } from '../server/src/platform/db/embedded/roles.ts';
import { migrate, openPool } from '../server/src/platform/db/index.ts';
import { readMigrations } from '../server/src/platform/db/migration-files.ts';
import { withClient } from '../server/src/platform/db/pool.ts';
import { installJobs } from '../server/src/platform/jobs/install.ts';
import { CLUSTER_VARIABLE, startTestCluster, type TestCluster } from './cluster.ts';

export type TestDatabase = {
  /** The application's role. */
  url: string;
  /** The role that owns the database and ran its migrations. */
  ownerUrl: string;
  /** A pool of the application's role. */
  pool: pg.Pool;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
};

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const POOL_SIZE = 5;
/** Any constant; keeps test files that run side by side from building one template twice. */
const TEMPLATE_LOCK = 990_100_002;
const IN_USE = '55006';
const CLONE_ATTEMPTS = 50;
const CLONE_PAUSE_MS = 100;

/** What a database holds beside its tables from the beginning: filled in once a run, under its name, and copied. */
export type Seed = { name: string; fill: (urls: { url: string; ownerUrl: string }) => Promise<void> };

/**
 * A fresh, migrated database for one test file: `migrations` names another folder than the project's. Files run under
 * `npm test` share one cluster; a file run alone starts its own and removes it when it ends.
 */
export async function testDatabase(options: { migrations?: string; seed?: Seed } = {}): Promise<TestDatabase> {
  const cluster = await testCluster();
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(cluster.superuserUrl, async (client) => {
    const template = await templateFor(client, cluster, options.migrations ?? MIGRATIONS, options.seed);
    await clone(client, template, name);
  });
  const url = inDatabase(cluster.url, name);
  const pool = openPool(url, { size: POOL_SIZE, log: () => {}, exitWhenIdle: true });
  const close = async () => {
    await pool.end();
    await withClient(cluster.superuserUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url, ownerUrl: inDatabase(cluster.ownerUrl, name), pool, close };
}

/** The same server and role, another database. */
export function inDatabase(url: string, name: string): string {
  return url.replace(/(@[^/]*\/)[^?]*/, `$1${name}`);
}

let own: Promise<TestCluster> | undefined;

/** The cluster behind `testDatabase`, for the few tests that make databases and roles of their own. */
export function testCluster(): Promise<TestCluster> {
  const given = process.env[CLUSTER_VARIABLE];
  own ??= given === undefined ? ownCluster() : Promise.resolve(JSON.parse(given));
  return own;
}

async function ownCluster(): Promise<TestCluster> {
  const cluster = await startTestCluster();
  process.once('beforeExit', () => cluster.stop());
  return cluster;
}

/** Migrations run once for each state of the folder; its name carries their content. */
async function templateFor(
  client: pg.Client,
  cluster: TestCluster,
  folder: string,
  seed: Seed | undefined,
): Promise<string> {
  const hash = createHash('sha256').update(`${seed?.name ?? ''}\n`);
  for (const { name, sha256 } of await readMigrations(folder)) hash.update(`${name} ${sha256}\n`);
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await build(client, cluster, { folder, seed, template });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

async function build(
  client: pg.Client,
  cluster: TestCluster,
  { folder, seed, template }: { folder: string; seed: Seed | undefined; template: string },
): Promise<void> {
  const unfinished = `${template}_new`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await clone(client, 'gongxin', unfinished);
  const [url, ownerUrl] = [inDatabase(cluster.url, unfinished), inDatabase(cluster.ownerUrl, unfinished)];
  await migrate(ownerUrl, folder);
  // deeds tell of themselves by jobs
  if (folder === MIGRATIONS) await installJobs(ownerUrl);
  await seed?.fill({ url, ownerUrl });
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
      return;
    } catch (error) {
      await pauseWhileInUse(error, attempt);
    }
  }
}

async function clone(client: pg.Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Copying the files costs a fifth of writing each page to the log first: nothing waits for a disk here.
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER_ROLE} STRATEGY file_copy`);
      return await openTo(client, name);
    } catch (error) {
      await pauseWhileInUse(error, attempt);
    }
  }
}

/** A connection that was just closed takes a moment to leave its database. */
async function pauseWhileInUse(error: unknown, attempt: number): Promise<void> {
  if (!(error instanceof pg.DatabaseError) || error.code !== IN_USE || attempt === CLONE_ATTEMPTS) throw error;
  await sleep(CLONE_PAUSE_MS);
}
