import assert from 'node:assert/strict';
import { openTable } from '../../platform/files/index.ts';
import type { System } from '../../system.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import { type JudgedRows, judgeRows } from './judge-rows.ts';
import type { JudgedAhead } from './judged-ahead.ts';
import type { KeptRows } from './kept-rows.ts';
import { asRowsOf } from './patch-rows.ts';
import { type DataRow, dataRows } from './table-rows.ts';

export type ScannedFile = {
  /** Where it lies in clear. */
  path: string;
  ahead: JudgedAhead;
  /** The rows behind those judged ahead; null where they are to be read again. */
  kept: KeptRows | null;
  chunkRows: number;
};

/**
 * The rows of a scanned file that are not staged yet, judged, chunk by chunk. Those of a returned workbook are judged as rows
 * of the file that was sent first, and so not ahead.
 */
export async function* rowsToStage(
  { pool }: System,
  batch: Batch,
  desk: Desk,
  { path, ahead, kept, chunkRows }: ScannedFile,
): AsyncGenerator<JudgedRows> {
  const { patches, stagedRows } = batch;
  if (patches === null) yield* ahead.chunks();
  const behind = patches === null ? ahead.rows : 0;
  const rows = patches === null && kept ? kept.read() : skipped(readAgain(path, batch.file, desk), behind);
  for await (const found of inChunks(skipped(rows, stagedRows), chunkRows)) {
    yield await judgeRows(desk, patches === null ? found : await asRowsOf(pool, patches, found));
  }
}

async function* readAgain(path: string, name: string, { category }: Desk): AsyncGenerator<DataRow[]> {
  const table = await openTable(path, { name });
  assert(!('refused' in table), 'the file was scanned a moment ago');
  try {
    yield* dataRows(table.rows, category, () => {});
  } finally {
    await table.close();
  }
}

/** What comes after the first rows. They are counted by rows, not by chunks: a later release of this program may cut otherwise. */
async function* skipped(batches: AsyncIterable<DataRow[]>, first: number): AsyncGenerator<DataRow[]> {
  let left = first;
  for await (const rows of batches) {
    const some = rows.slice(left);
    left -= rows.length - some.length;
    if (some.length > 0) yield some;
  }
}

async function* inChunks(batches: AsyncIterable<DataRow[]>, chunkRows: number): AsyncGenerator<DataRow[]> {
  let waiting: DataRow[] = [];
  for await (const rows of batches) {
    waiting.push(...rows);
    while (waiting.length >= chunkRows) {
      yield waiting.slice(0, chunkRows);
      waiting = waiting.slice(chunkRows);
    }
  }
  if (waiting.length > 0) yield waiting;
}
