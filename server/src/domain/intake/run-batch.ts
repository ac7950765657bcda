import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { today } from '../../kernel/dates.ts';
import { type Queryable, write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { journal } from '../journal/index.ts';
import { applyChunks } from './apply-chunks.ts';
import { type Batch, BatchEnded, findBatch, isUnderWay, lockUnderWay } from './batch.ts';
import type { Desk } from './desk.ts';
import { failBatch } from './fail-batch.ts';
import { finishBatch } from './finish-batch.ts';
import { judgeRows } from './judge-rows.ts';
import { underFirstFile } from './patch-original.ts';
import { settleMended } from './patch-settle.ts';
import { ReadyChunks } from './ready-chunks.ts';
import type { FileRefused } from './scan-file.ts';
import { loadSender } from './sender.ts';
import { stageChunk, type ToldOfRows } from './stage-chunk.ts';
import { stageFile } from './stage-file.ts';
import type { DataRow } from './table-rows.ts';

/** Rows that are judged, and later applied, in one transaction. */
export const CHUNK_ROWS = 2000;

/** How far a batch has come, for a progress bar. `rows` of `total` are done in this phase; both may go on at once. */
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
  await alone(system, batchId, () => unlessEnded(system, batchId, () => moveOn(system, batchId, progress, chunkRows)));
}

/** Ends a batch that was tried as often as is any use. One that another process moves on is that one's to end. */
export async function giveUpBatch(system: System, batchId: string): Promise<void> {
  await alone(system, batchId, () => failBatch(system, batchId)).catch((error: unknown) => {
    if (!(error instanceof BatchBusy)) throw error;
  });
}

async function alone(system: System, batchId: string, body: () => Promise<void>): Promise<void> {
  const guard = await system.pool.connect();
  try {
    if (!(await takeBatch(guard, batchId))) throw new BatchBusy(batchId);
    try {
      await body();
    } finally {
      await guard.query('select pg_advisory_unlock(hashtextextended($1, 1))', [batchId]);
    }
  } finally {
    guard.release();
  }
}

/** Whatever fails because the batch was cancelled meanwhile, its file gone in the middle of reading, is no failure. */
async function unlessEnded(system: System, batchId: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (error instanceof BatchEnded) return;
    const batch = await findBatch(system.pool, batchId).catch(() => null);
    if (batch?.status !== 'cancelled') throw error;
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
  if (!isUnderWay(batch)) return;
  const desk = await deskOf(system, batch);
  // rows that came without a file were staged by the request that brought them, or never received
  if (!batch.staged && batch.origin === 'rows') return failBatch(system, batchId);
  if (!batch.staged) {
    const refused = await stageAndApply(system, batch, desk, progress, chunkRows);
    if (refused) return refuseBatch(system, batch, refused);
    batch = await getBatch(system, batchId);
  }
  const { stagedChunks, stagedRows } = batch;
  await applyChunks(system, await underFirstFile(system.pool, batch), desk, ReadyChunks.all(stagedChunks), (chunks) =>
    progress('apply', Math.round((stagedRows * chunks) / stagedChunks), stagedRows),
  );
  if (batch.patches !== null) await settleMended(system, desk.catalogue, batch);
  await finishBatch(system, batch, desk.receivedOn);
}

/** Chunks are applied behind the staging of later ones, where no later row speaks of the same records. */
async function stageAndApply(
  system: System,
  batch: Batch,
  desk: Desk,
  progress: Progress,
  chunkRows: number,
): Promise<FileRefused | null> {
  const ready = new ReadyChunks();
  let ofFile = 0;
  const applying = applyChunks(system, batch, desk, ready, (chunks) =>
    progress('apply', Math.min(chunks * chunkRows, ofFile), ofFile),
  );
  applying.catch((error: unknown) => ready.giveUp(error));
  let refused: FileRefused | null;
  try {
    refused = await stageFile(system, batch, desk, {
      chunkRows,
      ready,
      progress: (rows, total) => {
        ofFile = total;
        progress('stage', rows, total);
      },
    });
  } finally {
    ready.end();
    // whatever happens, nothing of this batch goes on behind the back of who waits for it
    await applying.catch(() => {});
  }
  await applying;
  return refused;
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
  await unlessEnded(system, batchId, async () => {
    const batch = await getBatch(system, batchId);
    const desk = await deskOf(system, batch);
    const chunk = { ...(await judgeRows(desk, rows)), no: 0, firstSeq: 0, last: true };
    await stageChunk(system, batch, desk, chunk, ONLY_CHUNK);
    await moveOn(system, batchId, () => {}, CHUNK_ROWS);
  });
}

const ONLY_CHUNK: ToldOfRows = { priorGood: () => false, alone: () => true };

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

/** A file that cannot be used as a whole: nothing of it is kept but that it came and why it was refused. */
async function refuseBatch(system: System, batch: Batch, refused: FileRefused): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) => {
    await lockUnderWay(trx, batch.batchId);
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
