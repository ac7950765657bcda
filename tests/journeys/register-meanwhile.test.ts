import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { registerSubjects } from '../../server/src/domain/subjects/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { type City, countsOf, openCity, send } from './city.ts';
import { csvOf, licence } from './tables.ts';

const { code, name } = ORGANISATIONS.logistics;
const MINUTE_MS = 60_000;
const LOOK_AGAIN_MS = 20;

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

const sendLicence = (no: string) =>
  send(city, {
    category: 'licence',
    agency: AGENCIES.housing.code,
    name: `${no}.csv`,
    content: csvOf([licence(code, name, no)]),
  });

/** The register, which lets nobody write records meanwhile, gives the code another name, and commits when it is let. */
function registerSpeaks(letCommit: Promise<void>) {
  const spoken = Promise.withResolvers<void>();
  const committed = write(city.system.pool, city.system.clock, async (trx, now) => {
    await trx.query(`select pg_advisory_xact_lock(hashtextextended('intake register', 0))`);
    const says = { kind: 'enterprise', status: null, foundedOn: null, registeredBy: AGENCIES.market.code };
    await registerSubjects(
      trx,
      [{ subjectId: code, current: true, name: '青禾清源环境科技有限公司', oldNumbers: [], ...says }],
      now,
    );
    spoken.resolve();
    await letCommit;
  });
  return { spoken: spoken.promise, committed };
}

const writersWaiting = async (): Promise<boolean> => {
  const { rows } = await city.system.pool.query(
    `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
};

test('a row that came while the register was giving its code another name waits for a person', async () => {
  assert.equal((await sendLicence('1')).accepted, 1);
  const commit = Promise.withResolvers<void>();
  const register = registerSpeaks(commit.promise);
  await register.spoken;
  // it came, and was identified, after the register had begun to speak and before anybody could know what it says
  city.clock.now = new Date(city.clock.now.getTime() + MINUTE_MS);
  const sending = sendLicence('2');
  while (!(await writersWaiting())) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  commit.resolve();
  await register.committed;
  assert.deepEqual(countsOf(await sending), {
    total: 1,
    accepted: 0,
    updated: 0,
    duplicate: 0,
    rejected: 0,
    unresolved: 1,
  });
});
