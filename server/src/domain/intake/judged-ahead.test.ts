import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { AGENCIES } from '../../../../tests/cast.ts';
import { type City, openCity } from '../../../../tests/journeys/city.ts';
import { collect } from '../../platform/files/read-all.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import type { Desk } from './desk.ts';
import { JudgedAhead } from './judged-ahead.ts';
import { headFor, tableRow } from './rows-fixture.ts';
import { loadSender } from './sender.ts';

const CATALOGUE = await bundledCatalogue();
const LICENCE = CATALOGUE.category('licence');
assert(LICENCE !== undefined);
const HEAD = headFor(LICENCE, ['行政相对人名称', '许可内容']);
const rowOf = (row: number) => ({
  head: HEAD,
  row: tableRow(row, [
    { text: '青禾恒泰', kind: 'text' },
    { text: '准予施工', kind: 'text' },
  ]),
});
const CHARACTERS_A_ROW = 8;

let city: City;
let desk: Desk;
before(async () => {
  city = await openCity();
  const sender = await loadSender(city.system.pool, AGENCIES.housing.code, 'licence');
  assert(sender !== null);
  const receivedOn = '2026-11-20';
  desk = { catalogue: CATALOGUE, category: LICENCE, sender, receivedOn, history: false, lateDays: new Map() };
});
after(() => city?.close());

test('however a file comes, what is judged ahead are its first rows in chunks, within both bounds, and the rest is handed back', async () => {
  const batches = fc.array(fc.nat(7), { maxLength: 8 });
  const bounds = fc.record({ chunks: fc.nat(4), characters: fc.nat(20 * CHARACTERS_A_ROW) });
  await fc.assert(
    fc.asyncProperty(batches, bounds, fc.integer({ min: 1, max: 6 }), async (sizes, most, chunkRows) => {
      const ahead = new JudgedAhead(city.system.pool, desk, chunkRows, most);
      const behind: number[] = [];
      let next = 1;
      for (const size of sizes) {
        const batch = Array.from({ length: size }, (_, at) => rowOf(next + at));
        next += size;
        behind.push(...(await ahead.take(batch)).map(({ row }) => row.row));
      }
      const chunks = (await collect(ahead.chunks())).map(({ judged }) => judged.map(({ judged: { row } }) => row));
      assert.deepEqual(
        [...chunks.flat(), ...behind],
        Array.from({ length: next - 1 }, (_, at) => at + 1),
      );
      assert.equal(ahead.rows, chunks.flat().length);
      for (const chunk of chunks.slice(0, -1)) assert.equal(chunk.length, chunkRows);
      const room = Math.min(most.chunks * chunkRows, Math.ceil(most.characters / CHARACTERS_A_ROW));
      assert.equal(ahead.rows, Math.min(room, next - 1));
      assert.deepEqual(await collect(ahead.chunks()), [], 'each once');
    }),
    { numRuns: 60 },
  );
});
