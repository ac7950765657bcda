import type { System } from '../../system.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import { type JudgedRows, judgeRows } from './judge-rows.ts';
import { JUDGED_AHEAD_AT_MOST, JudgedAhead, NOTHING_AHEAD } from './judged-ahead.ts';
import { KeptRows } from './kept-rows.ts';
import { findOriginal, underFirstFile } from './patch-original.ts';
import { priorGoodOf } from './prior-batch.ts';
import type { ReadyChunks } from './ready-chunks.ts';
import { rowsToStage } from './rows-to-stage.ts';
import { type FileRefused, type Scanned, scanFile } from './scan-file.ts';
import { unsealFile } from './sealed-file.ts';
import { stageChunk } from './stage-chunk.ts';

export type StageOptions = {
  /** Rows that are judged, and later applied, in one transaction. */
  chunkRows: number;
  /** Is told which chunks may be applied before the rest is staged. */
  ready: ReadyChunks;
  /** `rows` of `total` are staged. */
  progress: (rows: number, total: number) => void;
};

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
      // of a batch that was stopped, the first rows are staged already
      const ahead = new JudgedAhead(
        system.pool,
        desk,
        options.chunkRows,
        batch.stagedRows === 0 ? JUDGED_AHEAD_AT_MOST : NOTHING_AHEAD,
      );
      const scanned = await scanFile(file.path, batch.file, desk.category, ahead, kept, options.chunkRows);
      if ('code' in scanned) return scanned;
      const patches = scanned.returned ? await findOriginal(system.pool, file.path, batch) : null;
      await system.pool.query('update intake_batch set ignored_columns = $2, patches = $3 where batch_id = $1', [
        batch.batchId,
        scanned.ignoredColumns,
        patches,
      ]);
      const sent = { ...batch, patches };
      const rows = rowsToStage(system, sent, desk, {
        path: file.path,
        ahead,
        kept: scanned.kept ? kept : null,
        ...options,
      });
      await stageRows(system, sent, desk, rows, scanned, options);
      return null;
    } finally {
      await kept.close();
    }
  } finally {
    await file.remove();
  }
}

async function stageRows(
  system: System,
  batch: Batch,
  desk: Desk,
  chunks: AsyncIterable<JudgedRows>,
  { rows: total, spoken }: Scanned,
  { ready, progress }: StageOptions,
): Promise<void> {
  // what a register says changes whose the next rows are; what a returned row says is not only in its file
  const byItself = batch.patches === null && desk.category.role !== 'register';
  const waiting = [{ chunks: batch.stagedChunks, rows: batch.stagedRows }];
  const tellReady = (chunks: number, rows: number): void => {
    if (!byItself) return;
    waiting.push({ chunks, rows });
    let first = waiting[0];
    while (first && spoken.until(first.rows) <= rows) {
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
  const placedBy = { ...desk, history: named.history };
  let no = batch.stagedChunks;
  let firstSeq = batch.stagedRows;
  let writing = Promise.resolve(true);
  let registerIsAsItWas = true;
  const stage = async (rows: JudgedRows): Promise<void> => {
    // this chunk was judged while the one before it was being written
    registerIsAsItWas = (await writing) && registerIsAsItWas;
    const ahead = registerIsAsItWas ? rows.ahead : null;
    const chunk = { ...rows, ahead, no, firstSeq, last: firstSeq + rows.judged.length === total };
    no += 1;
    firstSeq += rows.judged.length;
    const [chunks, staged] = [no, firstSeq];
    writing = stageChunk(system, named, placedBy, chunk, told).then((done) => {
      if (done?.alone) ready.hand(chunk.no, done.alone);
      tellReady(chunks, staged);
      return done?.identified === false;
    });
    // a failure is met at the next await, also where reading on fails first
    writing.catch(() => {});
    progress(firstSeq, total);
  };
  for await (const rows of chunks) await stage(rows);
  // an empty file is one empty chunk (零报告)
  if (total === 0) await stage(await judgeRows(desk, []));
  await writing;
  if (byItself) ready.allow(no);
}
