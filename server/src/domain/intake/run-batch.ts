import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { today } from '../../kernel/dates.ts';
import { type Queryable, write } from '../../platform/db/write.ts';
import { openTable } from '../../platform/files/index.ts';
import type { System } from '../../system.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { journal } from '../journal/index.ts';
import { applyChunk } from './apply-chunk.ts';
import { type Batch, findBatch, lockBatch } from './batch.ts';
import type { Desk } from './desk.ts';
import { finishBatch } from './finish-batch.ts';
import { findOriginal, originalOf } from './patch-original.ts';
import { asRowsOf } from './patch-rows.ts';
import { settleMended } from './patch-settle.ts';
import { priorGoodOf } from './prior-batch.ts';
import { type FileRefused, scanFile } from './scan-file.ts';
import { unsealFile } from './sealed-file.ts';
import { loadSender } from './sender.ts';
import { judgeChunk, stageChunk } from './stage-chunk.ts';
import { loadStaged, type Staged } from './staged-rows.ts';
import { type DataRow, dataRows } from './table-rows.ts';

/** Rows that are judged, and later applied, in one transaction. */
export const CHUNK_ROWS = 2000;

/** How far a batch has come, for a progress bar. `rows` of `total` are done in this phase. */
export type Progress = (phase: 'stage' | 'apply', rows: number, total: number) => void;

/** Another process is moving this batch on. */
export class BatchBusy extends Error {
  override readonly name = 'BatchBusy';
}

/** The database goes on for a moment with what a killed process had asked of it, and only then lets go. */
const WAIT_FOR_THE_DEAD_MS = 15_000;
const LOOK_AGAIN_MS = 100;

/**
 * Moves a batch on to its end, from wherever it stopped: after `kill -9` at any moment the same call goes on at the next
 * chunk. One process at a time works on a batch.
 */
export async function runBatch(
  system: System,
  batchId: string,
  progress: Progress = () => {},
  chunkRows: number = CHUNK_ROWS,
): Promise<void> {
  const guard = await system.pool.connect();
  try {
    if (!(await takeBatch(guard, batchId))) throw new BatchBusy(batchId);
    try {
      await moveOn(system, batchId, progress, chunkRows);
    } finally {
      await guard.query('select pg_advisory_unlock(hashtextextended($1, 1))', [batchId]);
    }
  } finally {
    guard.release();
  }
}

async function takeBatch(guard: Queryable, batchId: string): Promise<boolean> {
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const { rows } = await guard.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 1)) as mine',
      [batchId],
    );
    if (rows[0]?.mine === true) return true;
    if (waited >= WAIT_FOR_THE_DEAD_MS) return false;
    await pause(LOOK_AGAIN_MS);
  }
}

async function moveOn(system: System, batchId: string, progress: Progress, chunkRows: number): Promise<void> {
  let batch = await getBatch(system, batchId);
  if (batch.status !== 'received' && batch.status !== 'running') return;
  const desk = await deskOf(system, batch);
  // rows that came without a file were staged by the request that brought them, or never received
  if (!batch.staged && batch.origin === 'rows') return failBatch(system, batch);
  if (!batch.staged) {
    const refused = await stageFile(system, batch, desk, progress, chunkRows);
    if (refused) return refuseBatch(system, batch, refused);
    batch = await getBatch(system, batchId);
  }
  await applyAll(system, await underFirstFile(system, batch), desk, progress);
  if (batch.patches !== null) await settleMended(system, batch);
  await finishBatch(system, batch, desk.receivedOn);
}

async function applyAll(system: System, batch: Batch, desk: Desk, progress: Progress): Promise<void> {
  const { stagedChunks, stagedRows } = batch;
  let loading = loadAhead(system, batch, batch.appliedChunks);
  for (let chunkNo = batch.appliedChunks; chunkNo < stagedChunks; chunkNo += 1) {
    const staged = await loading;
    // the next chunk is read while this one is being written
    loading = loadAhead(system, batch, chunkNo + 1);
    await applyChunk(system, batch, desk, chunkNo, staged);
    progress('apply', Math.round((stagedRows * (chunkNo + 1)) / stagedChunks), stagedRows);
  }
}

function loadAhead(system: System, { batchId, stagedChunks }: Batch, chunkNo: number): Promise<Staged[] | null> {
  if (chunkNo >= stagedChunks) return Promise.resolve(null);
  const loading = loadStaged(system.pool, batchId, chunkNo);
  // a failure is met when the chunk's turn comes, also where the one before it fails first
  loading.catch(() => {});
  return loading;
}

/** A batch that mends another speaks of the rows of the file that came first. */
async function underFirstFile(system: System, batch: Batch): Promise<Batch> {
  if (batch.patches === null) return batch;
  const { file, history } = await originalOf(system.pool, batch.patches);
  return { ...batch, file, history: batch.history || history };
}

async function getBatch(system: System, batchId: string): Promise<Batch> {
  const batch = await findBatch(system.pool, batchId);
  assert(batch !== null, `batch ${batchId} is held`);
  return batch;
}

/**
 * Stages and applies the rows of a batch that came without a file: one chunk. Unlike `runBatch` it holds no connection
 * while it works, since any number of requests may do this at once; chunks guard themselves.
 */
export async function runRows(system: System, batchId: string, rows: readonly DataRow[]): Promise<void> {
  const batch = await getBatch(system, batchId);
  const desk = await deskOf(system, batch);
  const chunk = judgeChunk(desk, { no: 0, firstSeq: 0, rows, last: true });
  await stageChunk(system, batch, desk, chunk, () => false);
  await moveOn(system, batchId, () => {}, CHUNK_ROWS);
}

/** The rules of the day the batch came hold for all of it, also when it is finished on a later day. */
async function deskOf(system: System, batch: Batch): Promise<Desk> {
  const receivedOn = today(batch.startedAt);
  const catalogue = await catalogueInForce(system.pool, receivedOn);
  const category = catalogue.category(batch.category);
  assert(category !== undefined, `batches of ${batch.category} are received, so the catalogue knows it`);
  const sender = await loadSender(system.pool, batch.agency, batch.category);
  assert(sender !== null, `the agency ${batch.agency} is registered`);
  return { catalogue, category, sender, receivedOn, history: batch.history, lateDays: new Map() };
}

async function stageFile(
  system: System,
  batch: Batch,
  desk: Desk,
  progress: Progress,
  chunkRows: number,
): Promise<FileRefused | null> {
  const file = await unsealFile(system.pool, batch.batchId, system.secrets.derive('intake file'));
  try {
    const scanned = await scanFile(file.path, batch.file, desk.category);
    if ('code' in scanned) return scanned;
    const patches = scanned.returned ? await findOriginal(system.pool, file.path, batch) : null;
    await system.pool.query('update intake_batch set ignored_columns = $2, patches = $3 where batch_id = $1', [
      batch.batchId,
      scanned.ignoredColumns,
      patches,
    ]);
    const priorGood = await priorGoodOf(system.pool, batch);
    const named = await underFirstFile(system, { ...batch, patches });
    const judgedBy = { ...desk, history: named.history };
    let no = batch.stagedChunks;
    let firstSeq = batch.stagedRows;
    let writing = Promise.resolve();
    for await (const { rows, last } of inChunks(file.path, batch, desk, scanned.rows, chunkRows)) {
      const judged = patches === null ? rows : await asRowsOf(system.pool, patches, rows);
      const chunk = judgeChunk(judgedBy, { no, firstSeq, rows: judged, last });
      // this chunk was judged while the one before it was being written
      await writing;
      writing = stageChunk(system, named, judgedBy, chunk, priorGood);
      // a failure is met at the next await, also where reading on fails first
      writing.catch(() => {});
      no += 1;
      firstSeq += rows.length;
      progress('stage', firstSeq, scanned.rows);
    }
    await writing;
    return null;
  } finally {
    await file.remove();
  }
}

/**
 * The data rows of a file that are not staged yet. Those that are staged are counted by rows, not by chunks: a later
 * release of this program may cut otherwise. An empty file is one empty chunk (零报告).
 */
async function* inChunks(
  path: string,
  batch: Batch,
  { category }: Desk,
  total: number,
  chunkRows: number,
): AsyncGenerator<{ rows: DataRow[]; last: boolean }> {
  const table = await openTable(path, { name: batch.file });
  assert(!('refused' in table), 'the file was scanned a moment ago');
  try {
    let passed = 0;
    let staged = batch.stagedRows;
    let waiting: DataRow[] = [];
    for await (const rows of dataRows(table.rows, category, () => {})) {
      const already = Math.min(Math.max(batch.stagedRows - passed, 0), rows.length);
      passed += rows.length;
      waiting.push(...rows.slice(already));
      while (waiting.length >= chunkRows) {
        staged += chunkRows;
        yield { rows: waiting.slice(0, chunkRows), last: staged === total };
        waiting = waiting.slice(chunkRows);
      }
    }
    if (waiting.length > 0 || total === 0) yield { rows: waiting, last: true };
  } finally {
    await table.close();
  }
}

async function failBatch(system: System, { batchId, actor, agency }: Batch): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) => {
    await trx.query(`update intake_batch set status = 'failed', finished_at = $2 where batch_id = $1`, [batchId, now]);
    await journal(trx, { actor, agency, purpose: 'intake', now }, { event: 'batch.failed', target: batchId });
  });
}

/** A file that cannot be used as a whole: nothing of it is kept but that it came and why it was refused. */
async function refuseBatch(system: System, batch: Batch, refused: FileRefused): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) => {
    await lockBatch(trx, batch.batchId);
    await trx.query(`update intake_batch set status = 'refused', refusal = $2, finished_at = $3 where batch_id = $1`, [
      batch.batchId,
      JSON.stringify(refused),
      now,
    ]);
    await trx.query('delete from intake_part where batch_id = $1', [batch.batchId]);
    await journal(
      trx,
      { actor: batch.actor, agency: batch.agency, purpose: 'intake', now },
      {
        event: 'batch.refused',
        target: batch.batchId,
        detail: { code: refused.code },
      },
    );
  });
}
