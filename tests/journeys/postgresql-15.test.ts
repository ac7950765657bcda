import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrateAll } from '../../server/src/migrations.ts';
import { readConfig } from '../../server/src/platform/config/config.ts';
import { secretsFrom } from '../../server/src/platform/config/secrets.ts';
import { opened, postgresql15, scratchFolder } from '../../server/src/platform/db/embedded/scratch.ts';
import { addJob } from '../../server/src/platform/jobs/add-job.ts';
import { openLog } from '../../server/src/platform/log/logger.ts';
import type { System } from '../../server/src/system.ts';
import { EXPECTED, expectedOf } from '../cast.ts';
import { CITY_NOON, foundCity, sendFixture } from './city.ts';
import { assertAgain, assertFact, assertFirst, heldOf } from './receipts.ts';

test('PostgreSQL 15 takes the migrations and the five department files as PostgreSQL 18 does', async (t) => {
  const binaries = postgresql15();
  if (binaries === undefined) return t.skip('npm has no PostgreSQL 15 for this platform');
  const folder = scratchFolder(t);
  const dataDir = join(folder, 'data');
  const database = await opened({ dataDir, embedded: { binaries } });
  try {
    await migrateAll(database.ownerUrl);
    const config = readConfig({}, {}, { dataDir });
    assert(!('refused' in config));
    const clock = { now: CITY_NOON };
    const system: System = {
      pool: database.pool,
      database,
      clock: () => clock.now,
      log: openLog('error', () => {}),
      jobs: { add: addJob },
      config,
      secrets: secretsFrom(randomBytes(32)),
    };
    await foundCity(system);
    const city = { system, clock, ownerUrl: database.ownerUrl, logged: [], folder, close: async () => {} };
    for (const name of EXPECTED.order) assertFirst(name, await sendFixture(city, name, expectedOf(name)));
    assertAgain('licences.xlsx', await sendFixture(city, 'licences.xlsx', expectedOf('licences.xlsx')));
    for (const [name, { category, facts }] of Object.entries(EXPECTED.files)) {
      for (const fact of facts) assertFact(name, fact, await heldOf(system.pool, fact.subject, category));
    }
  } finally {
    await database.close();
  }
});
