import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { csvOf, registration } from '../../../../tests/journeys/tables.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { collect } from '../../platform/files/read-all.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { JudgedAhead } from './judged-ahead.ts';
import type { Placement } from './place-row.ts';
import { placedRows } from './place-rows.ts';
import { headFor, LICENCE, TODAY, tableRow } from './rows-fixture.ts';
import { CHUNK_ROWS } from './run-batch.ts';
import { loadSender } from './sender.ts';

const CATALOGUE = await bundledCatalogue();

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

test('rows placed ahead stay where they were placed until the register says otherwise of one of them', async () => {
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
  const licence = CATALOGUE.category('licence');
  const sender = await loadSender(city.system.pool, AGENCIES.housing.code, 'licence');
  assert(licence !== undefined && sender !== null);
  const desk = {
    catalogue: CATALOGUE,
    category: licence,
    sender,
    receivedOn: TODAY,
    history: false,
    lateDays: new Map(),
  };
  const ahead = new JudgedAhead(city.system.pool, desk, CHUNK_ROWS);
  const written = { ...LICENCE, 行政相对人名称: name, 统一社会信用代码: code };
  await ahead.take([{ head: headFor(licence, Object.keys(written)), row: tableRow(2, Object.values(written)) }]);
  const [rows] = await collect(ahead.chunks());
  assert(rows?.ahead);
  const subjects = (placements: readonly Placement[]) =>
    placements.map((placement) => placement.outcome === 'placed' && placement.row.subjectId);
  const now = () => transaction(city.system.pool, (trx) => placedRows(trx, rows, desk, since));
  assert.equal(await now(), rows.ahead.placements);
  await says(`${name}（新）`);
  const anew = await now();
  assert.notEqual(anew, rows.ahead.placements);
  assert.deepEqual(subjects(anew), subjects(rows.ahead.placements));
});
