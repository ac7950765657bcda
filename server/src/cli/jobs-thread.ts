import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { appJobs } from '../app.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { openSecrets } from '../platform/config/secrets.ts';
import { openPool } from '../platform/db/index.ts';
import { addJob } from '../platform/jobs/add-job.ts';
import { startWorker } from '../platform/jobs/worker.ts';
import { openLog } from '../platform/log/logger.ts';
import type { System } from '../system.ts';

/** What the thread is told about the system it works for; the database is opened and kept by the thread that began it. */
export type JobsOf = { config: Config; url: string; ownerUrl: string };

/** Entrance of the thread that works the jobs. It says `begun`, and ends when it is sent anything. */
const port = parentPort;
assert(port, 'this module is the entrance of a worker thread');
const { config, url, ownerUrl } = workerData as JobsOf;

const log = openLog(config.logLevel);
const secrets = openSecrets(config);
assert('derive' in secrets, 'the secret was opened a moment ago');
const pool = openPool(url, { log: (line) => log.warn(line) });
const system: System = {
  pool,
  database: { kind: 'external', attached: true, url, ownerUrl, pool, close: () => pool.end() },
  clock: systemClock,
  log,
  jobs: { add: addJob },
  config,
  secrets,
};
const worker = await startWorker(system, appJobs());
port.once('message', () => {
  worker.stop().then(
    () => pool.end(),
    (error: unknown) => log.error({ err: error }, 'the jobs did not stop in order'),
  );
});
port.postMessage('begun');
