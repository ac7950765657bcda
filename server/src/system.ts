import type pg from 'pg';
import type { Clock } from './platform/clock/clock.ts';
import type { Config } from './platform/config/config.ts';
import type { Secrets } from './platform/config/secrets.ts';
import type { OpenDatabase } from './platform/db/index.ts';
import type { Jobs } from './platform/jobs/add-job.ts';
import type { Logger } from './platform/log/logger.ts';

/** What a running process has: handed to routes, commands and jobs, and never imported as a global. */
export type System = {
  /** Connections of the application's role; the database's owner appears in migrations only. */
  pool: pg.Pool;
  database: OpenDatabase;
  clock: Clock;
  log: Logger;
  jobs: Jobs;
  config: Config;
  secrets: Secrets;
};
