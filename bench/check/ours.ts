import { buildServer } from '../../server/src/app.ts';
import { systemClock } from '../../server/src/platform/clock/clock.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { addJob } from '../../server/src/platform/jobs/add-job.ts';
import { openLog } from '../../server/src/platform/log/logger.ts';
import type { System } from '../../server/src/system.ts';

/** Our whole server, on the database of the measurement; only the limits on how often one key may ask are lifted. */
const url = process.argv[2] ?? '';
const pool = openPool(url, { log: () => {} });
const system: System = {
  pool,
  database: { kind: 'external', attached: false, url, ownerUrl: url, pool, close: () => pool.end() },
  clock: systemClock,
  log: openLog('warn'),
  jobs: { add: addJob },
  config: {
    dataDir: '',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'warn',
    trustProxy: [],
    webhookNetworks: [],
    rateFactor: 0,
  },
  secrets: { derive: () => Buffer.alloc(0) },
};
const server = buildServer(system);
const address = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: Number(new URL(address).port) });
process.on('disconnect', () => process.exit(0));
