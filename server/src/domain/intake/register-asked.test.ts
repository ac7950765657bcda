import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { csvOf, registration } from '../../../../tests/journeys/tables.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { loadRegisterView } from '../subjects/index.ts';
import { registerAsked } from './register-asked.ts';

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

test('what the register was asked ahead holds until it says otherwise of one of them', async () => {
  const { code, name } = ORGANISATIONS.logistics;
  const says = (called: string) =>
    send(city, {
      category: 'registration',
      agency: AGENCIES.market.code,
      name: 'register.csv',
      content: csvOf([registration(code, called)]),
    });
  await says(name);
  city.clock.now = new Date(city.clock.now.getTime() + 60_000);
  const since = city.clock.now;
  const asked = await loadRegisterView(city.system.pool, { codes: [code], orgCodes: [], oldNumbers: [], names: [] });
  const rows = { judged: [], root: '', asked };
  const now = () => transaction(city.system.pool, (trx) => registerAsked(trx, rows, since));
  assert.equal(await now(), asked);
  await says(`${name}（新）`);
  assert.notEqual(await now(), asked);
});
