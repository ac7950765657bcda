import { readConfig } from '../../../platform/config/config.ts';
import { secretsFrom } from '../../../platform/config/secrets.ts';
import { openPool } from '../../../platform/db/index.ts';
import { addJob } from '../../../platform/jobs/add-job.ts';
import { openLog } from '../../../platform/log/logger.ts';
import { keysOf } from '../journal-fixture.ts';
import { startSequencer } from './sequencer.ts';

/** For `sequencer.test.ts`: a process that does nothing but sequence until somebody kills it. */
const [url = '', secret = ''] = process.argv.slice(2);
const config = readConfig({}, {}, { dataDir: '.' });
if ('refused' in config) throw new Error(config.message);
const system = {
  pool: openPool(url, { size: 1, log: () => {} }),
  database: { kind: 'external' as const, attached: false, url, ownerUrl: url, close: async () => {} },
  clock: () => new Date(),
  log: openLog('warn', () => {}),
  jobs: { add: addJob },
  config,
  secrets: secretsFrom(Buffer.from(secret, 'hex')),
};
startSequencer({ ...system, database: { ...system.database, pool: system.pool } }, keysOf(system));
process.stdout.write('sequencing\n');
