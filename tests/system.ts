import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../server/src/platform/config/config.ts';
import { secretsFrom } from '../server/src/platform/config/secrets.ts';
import { addJob } from '../server/src/platform/jobs/add-job.ts';
import { installJobs } from '../server/src/platform/jobs/install.ts';
import { openLog } from '../server/src/platform/log/logger.ts';
import type { System } from '../server/src/system.ts';
import { type Seed, testDatabase } from './database.ts';

/** A clock that stands still until told otherwise. */
export type TestClock = { now: Date };
export type TestSystem = {
  system: System;
  clock: TestClock;
  ownerUrl: string;
  logged: string[];
  close(): Promise<void>;
};

/** Shanghai noon of a working day in the invented city. */
const NOON = new Date('2026-03-02T12:00:00+08:00');
const SECRET_BYTES = 32;

/** A whole system on a fresh database, with a clock to turn and its log lines kept. */
export async function testSystem(options: { env?: Record<string, string>; seed?: Seed } = {}): Promise<TestSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-system-'));
  const config = readConfig({}, { GONGXIN_LOG_LEVEL: 'debug', ...options.env }, { dataDir });
  if ('refused' in config) throw new Error(config.message);
  const database = await testDatabase({ seed: withJobs(options.seed) });
  const clock: TestClock = { now: NOON };
  const logged: string[] = [];
  const system: System = {
    pool: database.pool,
    database: { kind: 'external', attached: false, ...database },
    clock: () => clock.now,
    log: openLog(config.logLevel, (line) => logged.push(line)),
    jobs: { add: addJob },
    config,
    secrets: secretsFrom(randomBytes(SECRET_BYTES)),
  };
  const close = async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { system, clock, ownerUrl: database.ownerUrl, logged, close };
}

/** A queue for jobs, and what else a test begins with. */
function withJobs(seed: Seed | undefined): Seed {
  return {
    name: `jobs ${seed?.name ?? ''}`,
    fill: async (urls) => {
      await installJobs(urls.ownerUrl);
      await seed?.fill(urls);
    },
  };
}

/** Starts a server on a free port and answers its address. */
export async function listening(server: FastifyInstance): Promise<string> {
  return server.listen({ host: '127.0.0.1', port: 0 });
}
