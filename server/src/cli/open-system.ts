import { mkdirSync } from 'node:fs';
import { migrateAll, migrationsCurrent } from '../migrations.ts';
import { unfinishedDatabase, unfinishedFolder } from '../platform/backup/index.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { openSecrets } from '../platform/config/secrets.ts';
import { isRefusal, MigrationRefused, openDatabase } from '../platform/db/index.ts';
import { addJob } from '../platform/jobs/add-job.ts';
import { openLog } from '../platform/log/logger.ts';
import type { System } from '../system.ts';
import { loadCatalogueIfEmpty } from './bundled-catalogue.ts';
import { refuseOtherSecret } from './same-secret.ts';
import { EXIT, type ExitCode, type VerbCall } from './verb.ts';

const OWNER_ONLY = 0o700;

export type Opening = { config: Config; say: (line: string) => void };

/** A sentence for the operator instead of a system, where it cannot be opened. */
export async function openSystem({ config, say }: Opening): Promise<System | { message: string }> {
  if (config.databaseUrl !== undefined) mkdirSync(config.dataDir, { recursive: true, mode: OWNER_ONLY });
  const log = openLog(config.logLevel);
  const unfinished = unfinishedFolder(config.dataDir);
  if (unfinished !== undefined) return unfinished;
  const database = await openDatabase({ ...config, log: say });
  if (isRefusal(database)) return { message: database.message };
  const brokenOff = await unfinishedDatabase(database.pool, '数据库');
  if (brokenOff !== undefined) {
    await database.close();
    return brokenOff;
  }
  const secrets = openSecrets(config);
  if ('refused' in secrets) {
    await database.close();
    return secrets;
  }
  const system: System = {
    pool: database.pool,
    database,
    clock: systemClock,
    log,
    jobs: { add: addJob },
    config,
    secrets,
  };
  try {
    if (!(await schemaIsCurrent(system))) await migrateAll(database.ownerUrl);
    const refused = (await refuseOtherSecret(system)) ?? (await loadCatalogueIfEmpty(system));
    if (refused === undefined) return system;
    await database.close();
    return refused;
  } catch (error) {
    await database.close();
    if (error instanceof MigrationRefused) return { message: error.message };
    throw error;
  }
}

/** A database without any migration has no table to ask, which is an answer, too. */
async function schemaIsCurrent(system: System): Promise<boolean> {
  const { rows } = await system.pool.query<{ made: boolean }>(
    `select to_regclass('gongxin_migration') is not null and to_regnamespace('graphile_worker') is not null as made`,
  );
  return rows[0]?.made === true && (await migrationsCurrent(system));
}

/** Opens the system for one command and closes it afterwards, whatever happens. */
export async function withSystem(
  { config, io }: Pick<VerbCall, 'config' | 'io'>,
  body: (system: System) => Promise<ExitCode>,
): Promise<ExitCode> {
  const system = await openSystem({ config: quieter(config, io.env), say: io.err });
  if ('message' in system) {
    io.err(system.message);
    return EXIT.failed;
  }
  try {
    return await body(system);
  } finally {
    await system.database.close();
  }
}

/** A command speaks to a person; the log keeps to what went wrong unless asked for more. */
function quieter(config: Config, env: VerbCall['io']['env']): Config {
  return config.logLevel === 'info' && env.GONGXIN_LOG_LEVEL === undefined ? { ...config, logLevel: 'warn' } : config;
}
