import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { csvOf, registration } from '../../../../tests/journeys/tables.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { collect } from '../../platform/files/read-all.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { loadRegisterView } from '../subjects/index.ts';
import type { Desk } from './desk.ts';
import type { Judged } from './judge-row.ts';
import { JudgedAhead } from './judged-ahead.ts';
import { placedRows, placeRows } from './place-rows.ts';
import { headFor, LICENCE, TODAY, tableRow } from './rows-fixture.ts';
import { CHUNK_ROWS } from './run-batch.ts';
import { loadSender } from './sender.ts';
import { soughtBy } from './sought-by.ts';

const MINUTE_MS = 60_000;

const CATALOGUE = await bundledCatalogue();

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

const licence = CATALOGUE.category('licence');
assert(licence !== undefined);
const registered = (code: string, called: string) =>
  send(city, {
    category: 'registration',
    agency: AGENCIES.market.code,
    name: 'register.csv',
    content: csvOf([registration(code, called)]),
  });
const rowOf = (said: Readonly<Record<string, string>>) => {
  const written = { ...LICENCE, ...said };
  return { head: headFor(licence, Object.keys(written)), row: tableRow(2, Object.values(written)) };
};

async function deskNow(): Promise<Desk> {
  const sender = await loadSender(city.system.pool, AGENCIES.housing.code, 'licence');
  assert(sender !== null && licence !== undefined);
  return { catalogue: CATALOGUE, category: licence, sender, receivedOn: TODAY, history: false, lateDays: new Map() };
}

test('rows placed ahead stay where they were placed until the register is told anything', async () => {
  const { code, name } = ORGANISATIONS.logistics;
  await registered(code, name);
  city.clock.now = new Date(city.clock.now.getTime() + MINUTE_MS);
  const since = city.clock.now;
  const desk = await deskNow();
  const ahead = new JudgedAhead(city.system.pool, desk, CHUNK_ROWS);
  await ahead.take([rowOf({ 行政相对人名称: name, 统一社会信用代码: code })]);
  const [rows] = await collect(ahead.chunks());
  assert(rows?.ahead);
  const now = () => transaction(city.system.pool, (trx) => placedRows(trx, rows, desk, since));
  assert.equal(await now(), rows.ahead);
  // whatever it is, for it might be whom the row names
  await registered(ORGANISATIONS.food.code, ORGANISATIONS.food.name);
  const anew = await now();
  assert.notEqual(anew, rows.ahead);
  assert.deepEqual(anew, placeRows(rows.judged, desk, await registerView(rows.judged)));
});

test('what the register was asked for one chunk is not asked for the next, and leads to the same places', async () => {
  const { code, name } = ORGANISATIONS.logistics;
  await registered(code, name);
  const desk = await deskNow();
  const asked: unknown[][] = [];
  const counting = {
    query: (text: string, values: unknown[][]) => {
      asked.push(values.flat());
      return city.system.pool.query(text, values);
    },
  };
  const ahead = new JudgedAhead(counting as unknown as Queryable, desk, 1);
  const said = [
    { 行政相对人名称: name, 统一社会信用代码: '' },
    { 行政相对人名称: '青禾某某有限公司', 统一社会信用代码: code },
    { 行政相对人名称: name, 统一社会信用代码: '' },
    { 行政相对人名称: name, 统一社会信用代码: code },
  ];
  await ahead.take(said.map(rowOf));
  const chunks = await collect(ahead.chunks());
  assert.deepEqual(
    asked.map(({ length }) => length),
    // a code stands for itself and for the organisation code in it
    [1, 3, 0, 0],
  );
  for (const { judged, ahead } of chunks) assert.deepEqual(ahead, placeRows(judged, desk, await registerView(judged)));
});

const registerView = (judged: readonly Judged[]) => loadRegisterView(city.system.pool, soughtBy(judged));
