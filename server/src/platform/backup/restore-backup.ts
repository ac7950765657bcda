import type pg from 'pg';
import { realDataDir } from '../db/embedded/data-dir.ts';
import {
  isRefusal,
  MigrationRefused,
  migrate,
  type OpenDatabase,
  type OpenDatabaseOptions,
  openDatabase,
  troubleOf,
} from '../db/index.ts';
import { readMigrations } from '../db/migration-files.ts';
import { installJobs } from '../jobs/install.ts';
import { type Contents, JOBS, type Manifest } from './contents.ts';
import { foreignDatabase, foreignFolder, hasCluster } from './empty-target.ts';
import { misfit } from './fits-program.ts';
import { type LoadState, loadState } from './load-state.ts';
import { type Backup, openBackup } from './open-backup.ts';
import { checkPlaces, type Places, placeFiles } from './place-files.ts';
import { answering, type BackupRefusal, isRefused, Refused, refusal } from './refusal.ts';
import { withCopyClient } from './snapshot.ts';
import { markFolder, UNFINISHED_TABLE, unmarkFolder } from './unfinished.ts';

export type RestoreBackup = Omit<OpenDatabaseOptions, 'poolSize'> & {
  path: string;
  passphrase: string;
  places: Places;
  /** Folder of the program's migrations. */
  migrations: string;
  verify?: LoadState['verify'];
};
/** `migrated`: the migrations that this program added to those of the backup. */
export type RestoredBackup = { contents: Contents; manifest: Manifest; migrated: string[] };

/** Any constant; of two restores into one database the second waits, and then finds it full. */
const RESTORE_LOCK = 990_100_003;
/** A killed restore's connection may take a moment to be missed. */
const LOCK_TIMEOUT = '30s';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings a backup into an empty data folder or an empty database. The file is read to its end and proved before anything
 * is written, and read a second time to load. Broken off anywhere, it leaves a mark and can be given again.
 */
export async function restoreBackup(options: RestoreBackup): Promise<RestoredBackup | BackupRefusal> {
  const backup = await openBackup(options.path, options.passphrase);
  if (isRefused(backup)) return backup;
  try {
    return await answering(() => restoreOpened(backup, options));
  } catch (error) {
    if (error instanceof MigrationRefused) return refusal('migrations-differ', error.message);
    if (troubleOf(error)?.code !== 'disk-full') throw error;
    return refusal('disk-full', '数据库所在磁盘已满,恢复没有完成。请清理磁盘后再次运行同一条命令。');
  }
}

async function restoreOpened(backup: Backup, options: RestoreBackup): Promise<RestoredBackup> {
  const { places, migrations } = options;
  const unfit = misfit(await readMigrations(migrations), backup.contents.migrations);
  if (unfit !== undefined) throw new Refused(unfit.refused, unfit.message);
  checkPlaces(backup.files, places);
  if (options.databaseUrl === undefined) takeFolder(options.dataDir);
  const database = await openDatabase({ ...options, poolSize: 1 });
  if (isRefusal(database)) throw new Refused('no-state', database.message);
  try {
    await withCopyClient(database.ownerUrl, (owner) => restoreInto(database, owner, backup, options));
    // From here on it is a finished database of an older program, and any start would do the rest.
    const { applied } = await migrate(database.ownerUrl, migrations);
    await analyze(database.ownerUrl, backup);
    return { contents: backup.contents, manifest: backup.manifest, migrated: applied };
  } finally {
    await database.close();
  }
}

/** An empty folder is marked before a cluster is made in it; in one that has a cluster, the database will say. */
function takeFolder(dataDir: string): void {
  const foreign = foreignFolder(dataDir);
  if (foreign !== undefined) throw new Refused(foreign.refused, foreign.message);
  const folder = realDataDir(dataDir);
  if (typeof folder !== 'string') throw new Refused('not-writable', folder.message);
  if (!hasCluster(folder)) markFolder(folder);
}

async function restoreInto(
  { ownerUrl, kind }: OpenDatabase,
  owner: pg.Client,
  backup: Backup,
  { dataDir, migrations, places, verify }: RestoreBackup,
): Promise<void> {
  await lock(owner);
  const foreign = await foreignDatabase(owner, kind === 'embedded' ? `${dataDir} 中的数据库` : '所指定的数据库');
  if (foreign !== undefined) throw new Refused(foreign.refused, foreign.message);
  await owner.query(
    `CREATE TABLE IF NOT EXISTS public.${UNFINISHED_TABLE} (began timestamptz NOT NULL DEFAULT clock_timestamp())`,
  );
  unmarkFolder(dataDir);
  await migrate(ownerUrl, migrations, { through: backup.contents.migrations.at(-1)?.name ?? '' });
  await installJobs(ownerUrl);
  await loadState(owner, backup, { verify, beforeKept: () => placeFiles(backup.files, places) });
}

async function lock(owner: pg.Client): Promise<void> {
  try {
    await owner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await owner.query('SELECT pg_advisory_lock($1)', [RESTORE_LOCK]);
    await owner.query('SET lock_timeout = 0');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error;
    throw new Refused('busy', '另一个进程正在向这个数据库恢复。请等它结束,或停止它后重试。');
  }
}

/** Without statistics the first questions would read whole tables, until the server finds the time by itself. */
async function analyze(ownerUrl: string, { contents }: Backup): Promise<void> {
  await withCopyClient(ownerUrl, async (owner) => {
    for (const { name } of contents.sections) {
      if (name !== JOBS) await owner.query(`ANALYZE public.${owner.escapeIdentifier(name)}`);
    }
  });
}
