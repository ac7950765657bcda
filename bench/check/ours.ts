import { identifyBy } from '../../server/src/domain/access/index.ts';
import { fixtureCatalogue } from '../../server/src/domain/checks/catalogue-fixture.ts';
import { checkRoutesUnder } from '../../server/src/domain/checks/index.ts';
import { systemClock } from '../../server/src/platform/clock/clock.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { createServer } from '../../server/src/platform/http/server.ts';
import { addJob } from '../../server/src/platform/jobs/add-job.ts';
import { openLog } from '../../server/src/platform/log/logger.ts';
import type { System } from '../../server/src/system.ts';

/** Our server as it runs, on the database of the measurement; limits on how often one key may ask are lifted. */
const url = process.argv[2] ?? '';
const level = process.argv[3] === 'info' ? 'info' : 'warn';
const pool = openPool(url, { log: () => {} });
const system: System = {
  pool,
  database: { kind: 'external', attached: false, url, ownerUrl: url, pool, close: () => pool.end() },
  clock: systemClock,
  log: openLog(level),
  jobs: { add: addJob },
  config: { dataDir: '', host: '127.0.0.1', port: 0, logLevel: level, trustProxy: [], rateFactor: 0 },
  secrets: { derive: () => Buffer.alloc(0) },
};
const catalogue = fixtureCatalogue();
const routes = checkRoutesUnder(() => Promise.resolve(catalogue));
const server = createServer({ system, routes, identify: identifyBy(pool, systemClock) });
const address = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: Number(new URL(address).port) });
process.on('disconnect', () => process.exit());
