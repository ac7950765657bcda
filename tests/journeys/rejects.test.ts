import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Receipt, waitingRows, writeRejects } from '../../server/src/domain/intake/index.ts';
import { expectedOf, fileOf } from '../cast.ts';
import { type City, countsOf, openCity, send, sendFixture } from './city.ts';
import { mend, returnedRows, rowsIn, type TrueValues } from './mend.ts';

const FILE = 'licences.xlsx';
const { category, agency, first } = expectedOf(FILE);
const trueValues: TrueValues = JSON.parse(readFileSync(fileOf('licences-mended.json'), 'utf8'));
const PERSONS = [467, 468, 469];

let city: City;
let sent: Receipt;
let returned: string;
before(async () => {
  city = await openCity();
  await sendFixture(city, 'registration.csv', expectedOf('registration.csv'));
  sent = await sendFixture(city, FILE, { category, agency });
  returned = join(city.folder, 'returned.xlsx');
  const written = await writeRejects(city.system, { batchId: sent.batchId, agency }, returned);
  assert.deepEqual(written, { file: 'licences-退回.xlsx' });
});
after(() => city?.close());

async function heldRows(): Promise<{ row: number; sheet: string; file: string; batch_id: string; open: boolean }[]> {
  const { rows } = await city.system.pool.query(
    `select row, sheet, file, batch_id, exists (select from record_window w where w.subject_id = r.subject_id
              and w.record_id = r.record_id and w.superseded_at is null) as open
       from record r where category = $1 and superseded_at is null order by row`,
    [category],
  );
  return rows;
}

test('faulty rows come back under the sender’s own sheets, title, notes and headings, and no other rows', async () => {
  const own = (await rowsIn(fileOf(FILE).pathname)).filter(({ sheet, row }) => sheet === '填报说明' || row <= 4);
  const back = await rowsIn(returned);
  const texts = ({ sheet, row, cells }: (typeof back)[number]) =>
    [sheet, row, ...cells.map(({ text }) => text)].filter((text) => text !== '');
  const tops = back.filter(({ sheet, row }) => sheet === '填报说明' || row <= 4).map(texts);
  assert.deepEqual(
    tops.map((row) => row.filter((text) => text !== '原行号' && text !== '错误说明')),
    own.map(texts),
  );
  const numbers = (await returnedRows(returned)).map(({ number }) => number);
  const faulty = [...expectedOf(FILE).errorRows, ...expectedOf(FILE).unresolvedRows].map(([row]) => row);
  assert.deepEqual(
    numbers,
    [...new Set(faulty)].sort((a, b) => a - b),
  );
});

test('every returned row says how to mend it, with all that is wrong', async () => {
  const rows = await returnedRows(returned);
  for (const { number, reason } of rows) {
    const messages = sent.errors.filter(({ row }) => row === number).map(({ message }) => message);
    assert(messages.length > 0 && messages.every((message) => reason.includes(message)), `${number}: ${reason}`);
  }
  assert.match(rows.find(({ number }) => number === 486)?.reason ?? '', /^1\. .*\n2\. /);
});

test('of a natural person nothing comes back but the number of the row and the reason', async () => {
  for (const { number, reason, cells } of await returnedRows(returned)) {
    const filled = Object.values(cells).filter((text) => text !== '');
    if (!PERSONS.includes(number)) assert(filled.length > 10);
    else assert.deepEqual([filled, reason.includes('自然人')], [[], true]);
  }
});

test('another agency is not given the workbook', async () => {
  const refused = await writeRejects(city.system, { batchId: sent.batchId, agency: '11990100MBJEDWW93U' }, returned);
  assert('refused' in refused && refused.refused === 'not-found');
});

test('the returned workbook sent back as it is changes nothing: the same rows are returned once more', async () => {
  const before = await heldRows();
  const again = await send(city, { category, agency, path: returned });
  assert.equal(again.patches, sent.batchId);
  assert.deepEqual(again.ignoredColumns, []);
  assert.deepEqual(countsOf(again), {
    ...{ total: 47, accepted: 0, updated: 0, duplicate: 0 },
    ...{ rejected: first.rejected - PERSONS.length, unresolved: first.unresolved },
  });
  const said = ({ errors }: Receipt) => errors.filter(({ row }) => !PERSONS.includes(row));
  assert.deepEqual(said(again), said(sent));
  assert.deepEqual(await heldRows(), before);
});

let mended: Receipt;
test('mended by the true values it leaves nothing rejected and nothing waiting, and doubles nothing', async () => {
  const before = await heldRows();
  const path = join(city.folder, 'mended.xlsx');
  await mend(returned, path, trueValues);
  mended = await send(city, { category, agency, path });
  assert.deepEqual(mended.errors, []);
  assert.equal(mended.patches, sent.batchId);
  assert.deepEqual(countsOf(mended), {
    ...{ total: 47, accepted: 47, updated: 0, duplicate: 0 },
    ...{ rejected: 0, unresolved: 0 },
  });
  const held = await heldRows();
  assert.equal(held.length, before.length + 47);
  assert(held.every(({ open }) => open));
});

test('a mended row is a row of the first file: its lineage has that file, sheet and number, and its own batch', async () => {
  const held = await heldRows();
  for (const number of Object.keys(trueValues)) {
    const found = held.filter(({ row, batch_id }) => row === Number(number) && batch_id === mended.batchId);
    assert.deepEqual(
      found.map(({ file, sheet }) => [file, sheet]),
      [[FILE, '行政许可']],
      number,
    );
  }
});

test('rows that waited for a person are settled by their mended ones, with the reason', async () => {
  assert.deepEqual((await waitingRows(city.system.pool, { agencies: [agency] })).items, []);
  const { rows } = await city.system.pool.query(
    'select decision, reason, count(*)::int from intake_settlement group by 1, 2',
  );
  assert.deepEqual(rows, [
    { decision: 'dismissed', reason: `已随批次 ${mended.batchId} 补正`, count: first.unresolved },
  ]);
});

test('the mended workbook sent twice is all duplicates', async () => {
  const again = await send(city, { category, agency, path: join(city.folder, 'mended.xlsx') });
  assert.deepEqual([again.total, again.duplicate], [47, 47]);
});
