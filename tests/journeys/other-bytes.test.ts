import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { openTable } from '../../server/src/platform/files/index.ts';
import { EXPECTED, expectedOf, fileOf } from '../cast.ts';
import { dumpArchive } from './archive-dump.ts';
import { type City, openCity, send, sendFixture } from './city.ts';
import { csvText, xlsxOf } from './tables.ts';

let city: City;
let archive: Awaited<ReturnType<typeof dumpArchive>>;
before(async () => {
  city = await openCity();
  for (const name of EXPECTED.order) await sendFixture(city, name, expectedOf(name));
  archive = await dumpArchive(city.system.pool);
});
after(() => city?.close());

async function cellsOf(name: string): Promise<string[][]> {
  if (name.endsWith('.csv')) {
    const encoding = name === 'penalties-old.csv' ? 'gb18030' : 'utf-8';
    return parse(new TextDecoder(encoding).decode(readFileSync(fileOf(name))), { relax_column_count: true });
  }
  const table = await openTable(fileURLToPath(fileOf(name)));
  assert(!('refused' in table));
  const cells: string[][] = [];
  for await (const batch of table.rows) {
    for (const { cells: row } of batch)
      cells.push(row.map(({ text, kind }) => (kind === 'formula' ? `=${text}` : text)));
  }
  return cells;
}

/** Columns in another order; a short row is filled up. */
function shuffled(cells: string[][]): string[][] {
  const width = Math.max(...cells.map((row) => row.length));
  return cells.map((row) => Array.from({ length: width }, (_, at) => row[width - 1 - at] ?? ''));
}

async function assertNothingChanges(fixture: string, name: string, content: string | Uint8Array): Promise<void> {
  const { category, agency } = expectedOf(fixture);
  const receipt = await send(city, { category, agency, name, content });
  assert.equal(receipt.status, 'finished', JSON.stringify(receipt.refusal));
  const { accepted, updated, duplicate } = receipt;
  assert.deepEqual({ accepted, updated }, { accepted: 0, updated: 0 }, `${fixture} as ${name}`);
  assert(duplicate > 0);
  assert.deepEqual(await dumpArchive(city.system.pool), archive, `${fixture} as ${name}`);
}

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

test('the register saved with other line ends, quotes, separators, encodings and column orders changes nothing', async () => {
  const cells = await cellsOf('registration.csv');
  const variants: [string, string | Uint8Array][] = [
    ['crlf-quoted.csv', csvText(cells, { newline: '\r\n', quoted: 'always' })],
    ['tabs.csv', csvText(cells, { separator: '\t' })],
    ['utf-16.csv', utf16(csvText(cells, { newline: '\r\n', separator: '\t' }))],
    ['shuffled.csv', csvText(shuffled(cells))],
    ['register.xlsx', xlsxOf(shuffled(cells))],
  ];
  for (const [name, content] of variants) await assertNothingChanges('registration.csv', name, content);
});

test('a cumulative file of penalties saved in other bytes changes nothing', async () => {
  const cells = await cellsOf('penalties-new.xlsx');
  await assertNothingChanges(
    'penalties-new.xlsx',
    'penalties.csv',
    csvText(cells, { newline: '\r\n', quoted: 'always' }),
  );
  await assertNothingChanges('penalties-new.xlsx', 'penalties.xlsx', xlsxOf(cells, '处罚'));
  const old = await cellsOf('penalties-old.csv');
  await assertNothingChanges('penalties-old.csv', 'old-utf-8.csv', `\uFEFF${csvText(old)}`);
  await assertNothingChanges('penalties-old.csv', 'old.xlsx', xlsxOf(shuffled(old)));
});

test('the licences saved as a table of text change nothing, and queue nothing twice', async () => {
  const cells = await cellsOf('licences.xlsx');
  await assertNothingChanges('licences.xlsx', 'licences.csv', csvText(cells, { newline: '\r\n' }));
  await assertNothingChanges('licences-resent.csv', 'resent.xlsx', xlsxOf(await cellsOf('licences-resent.csv')));
});
