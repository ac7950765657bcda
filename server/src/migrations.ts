import { fileURLToPath } from 'node:url';
import { migrate, pendingOf } from './platform/db/migrate.ts';
import { type MigrationFile, readMigrations } from './platform/db/migration-files.ts';
import { installJobs } from './platform/jobs/install.ts';
import type { System } from './system.ts';

/** This program's migrations. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings a database to this program's schema, the job queue's included, as its owner. */
export async function migrateAll(ownerUrl: string): Promise<{ applied: string[] }> {
  const result = await migrate(ownerUrl, MIGRATIONS_FOLDER);
  await installJobs(ownerUrl);
  return result;
}

let files: Promise<MigrationFile[]> | undefined;

/** Whether the database holds exactly the migrations of this program. Throws where it does not answer. */
export async function migrationsCurrent({ pool }: Pick<System, 'pool'>): Promise<boolean> {
  files ??= readMigrations(MIGRATIONS_FOLDER);
  const { rows } = await pool.query<{ name: string; sha256: string }>(
    'select name, sha256 from gongxin_migration order by name',
  );
  try {
    return pendingOf(await files, rows).length === 0;
  } catch {
    return false;
  }
}
