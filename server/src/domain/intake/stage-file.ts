import assert from 'node:assert/strict';
import { openTable } from '../../platform/files/index.ts';
import type { System } from '../../system.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import { KeptRows } from './kept-rows.ts';
import { findOriginal, underFirstFile } from './patch-original.ts';
import { asRowsOf } from './patch-rows.ts';
import { priorGoodOf } from './prior-batch.ts';
import type { ReadyChunks } from './ready-chunks.ts';
import { type FileRefused, type Scanned, scanFile } from './scan-file.ts';
import { unsealFile } from './sealed-file.ts';
import { judgeChunk, stageChunk } from './stage-chunk.ts';
import { type DataRow, dataRows } from './table-rows.ts';

export type StageOptions = {
  /** Rows that are judged, and later applied, in one transaction. */
  chunkRows: number;
  /** Is told which chunks may be applied before the rest is staged. */
  ready: ReadyChunks;
  /** `rows` of `total` are staged. */
  progress: (rows: number, total: number) => void;
};

/** Staging is ahead of applying by so many chunks at least: a small batch is staged whole, and may be taken back until then. */
const CHUNKS_AHEAD = 4;

/** Scans a batch's file whole, then stages its rows chunk by chunk from where they stopped. */
export async function stageFile(
  system: System,
  batch: Batch,
  desk: Desk,
  options: StageOptions,
): Promise<FileRefused | null> {
  const file = await unsealFile(system.pool, batch.batchId, system.secrets.derive('intake file'));
  try {
    const kept = await KeptRows.in(`${file.path}.rows`);
    try {
      const scanned = await scanFile(file.path, batch.file, desk.category, kept, options.chunkRows);
      if ('code' in scanned) return scanned;
      const patches = scanned.returned ? await findOriginal(system.pool, file.path, batch) : null;
      await system.pool.query('update intake_batch set ignored_columns = $2, patches = $3 where batch_id = $1', [
        batch.batchId,
        scanned.ignoredColumns,
        patches,
      ]);
      const rows = scanned.kept ? kept.read() : readAgain(file.path, batch.file, desk);
      await stageRows(system, { ...batch, patches }, desk, rows, scanned, options);
      return null;
    } finally {
      await kept.close();
    }
  } finally {
    await file.remove();
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

async function stageRows(
  system: System,
  batch: Batch,
  desk: Desk,
  rows: AsyncIterable<DataRow[]>,
  { rows: total, spoken }: Scanned,
  { chunkRows, ready, progress }: StageOptions,
): Promise<void> {
  const { patches } = batch;
  // what a register says changes whose rows the next ones are; what a returned row says is not only in its file
  const byItself = patches === null && desk.category.role !== 'register';
  const waiting = [{ chunks: batch.stagedChunks, rows: batch.stagedRows }];
  const tellReady = (chunks: number, rows: number): void => {
    if (!byItself) return;
    waiting.push({ chunks, rows });
    let first = waiting[0];
    while (first && first.chunks + CHUNKS_AHEAD <= chunks && spoken.until(first.rows) <= rows) {
      ready.allow(first.chunks);
      waiting.shift();
      first = waiting[0];
    }
  };
  const told = {
    priorGood: await priorGoodOf(system.pool, batch),
    alone: (seq: number) => byItself && spoken.isAlone(seq),
  };
  const named = await underFirstFile(system.pool, batch);
  const judgedBy = { ...desk, history: named.history };
  let no = batch.stagedChunks;
  let firstSeq = batch.stagedRows;
  let writing = Promise.resolve();
  for await (const { rows: found, last } of inChunks(rows, batch.stagedRows, total, chunkRows)) {
    const taken = patches === null ? found : await asRowsOf(system.pool, patches, found);
    const chunk = await judgeChunk(judgedBy, { no, firstSeq, rows: taken, last });
    // this chunk was judged while the one before it was being written
    await writing;
    no += 1;
    firstSeq += found.length;
    const [chunks, rows] = [no, firstSeq];
    writing = stageChunk(system, named, judgedBy, chunk, told).then(() => tellReady(chunks, rows));
    // a failure is met at the next await, also where reading on fails first
    writing.catch(() => {});
    progress(firstSeq, total);
  }
  await writing;
}

/**
 * The data rows of a file that are not staged yet. Those that are staged are counted by rows, not by chunks: a later
 * release of this program may cut otherwise. An empty file is one empty chunk (零报告).
 */
async function* inChunks(
  batches: AsyncIterable<DataRow[]>,
  alreadyStaged: number,
  total: number,
  chunkRows: number,
): AsyncGenerator<{ rows: DataRow[]; last: boolean }> {
  let passed = 0;
  let staged = alreadyStaged;
  let waiting: DataRow[] = [];
  for await (const rows of batches) {
    const already = Math.min(Math.max(alreadyStaged - passed, 0), rows.length);
    passed += rows.length;
    waiting.push(...rows.slice(already));
    while (waiting.length >= chunkRows) {
      staged += chunkRows;
      yield { rows: waiting.slice(0, chunkRows), last: staged === total };
      waiting = waiting.slice(chunkRows);
    }
  }
  if (waiting.length > 0 || total === 0) yield { rows: waiting, last: true };
}
