import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Cell } from '../../platform/files/index.ts';
import { collect } from '../../platform/files/read-all.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { KeptRows } from './kept-rows.ts';
import { passingFolder } from './passing-folder.ts';
import { headFor, tableRow } from './rows-fixture.ts';
import type { DataRow } from './table-rows.ts';

const LICENCE = (await bundledCatalogue()).category('licence');
assert(LICENCE !== undefined);
const CELLS: Cell[] = [
  { text: '青禾“东方”\n恒泰', kind: 'text' },
  { text: '', kind: 'text' },
  { text: '2026-03-14', kind: 'date', date: '2026-03-14', serial: 46095 },
  { text: '3', kind: 'formula' },
  { text: '', kind: 'merged' },
];

async function keeping(body: (kept: KeptRows, path: string) => Promise<void>, most?: number): Promise<void> {
  const folder = await passingFolder();
  const path = join(folder.path, 'rows');
  const kept = await KeptRows.in(path, most);
  try {
    await body(kept, path);
  } finally {
    await kept.close();
    await folder.remove();
  }
}

const rowsUnder = (sheet: string, numbers: readonly number[]): DataRow[] => {
  const head = headFor(LICENCE, ['行政相对人名称', '许可内容', '许可决定日期']);
  return numbers.map((number) => ({ head, row: tableRow(number, CELLS, sheet) }));
};

test('rows come back as they were found, each under the very heading it stood under', async () => {
  const batches = [[...rowsUnder('一月', [2, 3]), ...rowsUnder('二月', [2])], rowsUnder('三月', [7])];
  await keeping(async (kept, path) => {
    for (const batch of batches) await kept.add(batch);
    assert.equal(kept.count, 4);
    const read = await collect(kept.read());
    assert.deepEqual(read, batches);
    assert.equal(read[0]?.[1]?.head, batches[0]?.[1]?.head);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });
});

test('of more rows than may be kept none is', async () => {
  await keeping(async (kept, path) => {
    await kept.add(rowsUnder('一月', [2]));
    await kept.add(
      rowsUnder(
        '一月',
        Array.from({ length: 100 }, (_, at) => at + 3),
      ),
    );
    assert.equal(kept.count, 0);
    assert.equal((await stat(path)).size, 0);
  }, 1000);
});
