import { systemClock } from '../../server/src/platform/clock/clock.ts';
import { readConfig } from '../../server/src/platform/config/config.ts';
import { secretsFrom } from '../../server/src/platform/config/secrets.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { addJob } from '../../server/src/platform/jobs/add-job.ts';
import { openLog } from '../../server/src/platform/log/logger.ts';
import type { System } from '../../server/src/system.ts';

/** Where a measurement happens; plain data, so that it can be told to another process. */
export type Place = { url: string; ownerUrl: string; dataDir: string };

const SECRET_BYTES = 32;

/** A system on the database of a measurement; every process of it has the same secret. */
export function systemAt({ url, ownerUrl, dataDir }: Place): System {
  const config = readConfig({}, { GONGXIN_LOG_LEVEL: 'error', GONGXIN_RATE_FACTOR: '0' }, { dataDir });
  if ('refused' in config) throw new Error(config.message);
  const pool = openPool(url, { log: () => {} });
  return {
    pool,
    database: { kind: 'external', attached: false, url, ownerUrl, pool, close: async () => {} },
    clock: systemClock,
    log: openLog('error'),
    jobs: { add: addJob },
    config,
    secrets: secretsFrom(Buffer.alloc(SECRET_BYTES, 1)),
  };
}
