// What the tests of backup share: databases with and without content, and a backup that is cheap to open.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { withClient } from '../db/pool.ts';
import { installJobs } from '../jobs/install.ts';
import type { Cost } from './derive-keys.ts';
import { type Backup, openBackup } from './open-backup.ts';
import { type BackupRefusal, isRefused } from './refusal.ts';
import { type RestoreBackup, restoreBackup } from './restore-backup.ts';
import { type WriteBackup, type WrittenBackup, writeBackup } from './write-backup.ts';

export const PASSPHRASE = '青禾市备份口令-仅供测试';
export const MIGRATIONS = fileURLToPath(new URL('../../../../migrations', import.meta.url));
/** A guess costs next to nothing; the tests open the same file hundreds of times. */
export const CHEAP: Cost = { log2N: 10, r: 8, p: 1 };
export const SMALL_CHUNKS = 1_024;
export const SECRET = Buffer.from(`${'5a'.repeat(32)}\n`);

export function folder(t: Pick<TestContext, 'after'>): string {
  const path = mkdtempSync(join(tmpdir(), 'gongxin-backup-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A migrated database with the job queue, as a first start leaves it. */
export async function startedDatabase(t: Pick<TestContext, 'after'>): Promise<TestDatabase> {
  const database = await testDatabase();
  t.after(() => database.close());
  await installJobs(database.ownerUrl);
  return database;
}

/** As an operator makes it for us: nothing in it but the extensions. */
export async function emptyDatabase(t: Pick<TestContext, 'after'>): Promise<TestDatabase> {
  const database = await testDatabase({ migrations: folder(t) });
  t.after(() => database.close());
  await withClient(database.ownerUrl, (owner) => owner.query('DROP TABLE gongxin_migration'));
  return database;
}

export async function written(ownerUrl: string, path: string, more: Partial<WriteBackup> = {}): Promise<WrittenBackup> {
  const files = [{ name: 'secret.key', bytes: SECRET }];
  const answer = await writeBackup({ ownerUrl, path, passphrase: PASSPHRASE, files, cost: CHEAP, ...more });
  assert(!isRefused(answer), JSON.stringify(answer));
  return answer;
}

export async function opened(path: string): Promise<Backup> {
  const backup = await openBackup(path, PASSPHRASE);
  assert(!isRefused(backup), JSON.stringify(backup));
  return backup;
}

/** Why a file is not opened; null where it is. */
export async function refusalOf(path: string, passphrase = PASSPHRASE): Promise<BackupRefusal | null> {
  const answer = await openBackup(path, passphrase);
  return isRefused(answer) ? answer : null;
}

/** Restores into a database, with its secret in `dataDir`. */
export function restoreTo(
  { url, ownerUrl }: Pick<TestDatabase, 'url' | 'ownerUrl'>,
  path: string,
  dataDir: string,
  more: Partial<RestoreBackup> = {},
) {
  return restoreBackup({
    path,
    passphrase: PASSPHRASE,
    dataDir,
    databaseUrl: url,
    ownerUrl,
    places: new Map([['secret.key', join(dataDir, 'secret.key')]]),
    migrations: MIGRATIONS,
    log: () => {},
    ...more,
  });
}
