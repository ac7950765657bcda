import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { bundledEntries, changed, type Json } from '../../server/src/domain/catalogue/testing/bundled.ts';
import { done, lawmakers } from '../../server/src/domain/catalogue/versions/lawmaking-fixture.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, OFFICERS, ORGANISATIONS } from '../cast.ts';
import { type City, openCity, send } from './city.ts';
import { csvOf, licence, registration } from './tables.ts';

const { market, housing } = AGENCIES;
const { code, name } = ORGANISATIONS.logistics;

let city: City;
before(async () => {
  city = await openCity();
  const content = csvOf([registration(code, name)]);
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content });
});
after(() => city?.close());

/** From the day after tomorrow on a licence is public from the day it was published, which nobody was asked for before. */
async function newLaw(): Promise<void> {
  const law = lawmakers(city.system);
  const entries = changed(await bundledEntries(), 'categories', 'licence', (body: Json) => {
    body.fields.push({ id: 'publishedOn', name: '公布日期', type: 'date', required: true });
    body.publicity.from = 'publishedOn';
  });
  const proposed = done(await law.propose(OFFICERS.supervisor.actor, entries, '2026-11-22'));
  done(await law.confirm(OFFICERS.clerk.actor, proposed));
  city.clock.now = new Date('2026-11-23T12:00:00+08:00');
}

test('a row that waited while the law began to count from a day it does not say is not attributed but sent back', async () => {
  const content = csvOf([licence('', name, '1')]);
  const sent = await send(city, { category: 'licence', agency: housing.code, name: 'licences.csv', content });
  assert.equal(sent.unresolved, 1, JSON.stringify(sent.errors));
  await newLaw();
  const { pool, clock } = city.system;
  const [item] = (await waitingRows(pool, { agencies: [housing.code] })).items;
  assert(item !== undefined);
  const act = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'intake-settle' };
  const settle = (settlement: { decision: 'attributed'; subjectId: string } | { decision: 'dismissed' }) =>
    write(pool, clock, async (trx, now) =>
      settleQueued(
        await catalogueInForce(pool, today(city.system.clock())),
        trx,
        { ...act, now },
        { queueId: item.queueId, reason: '核对', ...settlement },
      ),
    );
  const attributed = await settle({ decision: 'attributed', subjectId: code });
  assert(isRefusal(attributed), JSON.stringify(attributed));
  assert.equal(attributed.refused, 'conflict');
  assert.match(attributed.detail, /公布日期/);
  assert.deepEqual(await settle({ decision: 'dismissed' }), { recordId: null });
});
