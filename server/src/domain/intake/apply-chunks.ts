import type { System } from '../../system.ts';
import { applyTogether } from './apply-together.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import type { ReadyChunks } from './ready-chunks.ts';
import { loadStaged, type Staged } from './staged-rows.ts';

/**
 * Chunks written at once at most: while one is committed or looks up what is held, the others keep two cores busy. One batch
 * takes so many connections, where nobody waits for them, and has twice as many chunks in memory.
 */
const AT_ONCE = 4;
const BESIDE = Array.from({ length: AT_ONCE }, (_, nth) => nth);

/**
 * Applies the chunks of a batch in their order, from the first that is not, until no other comes. Those that are ready
 * are read while the ones before them are written.
 *
 * @param applied is told how many are applied.
 */
export async function applyChunks(
  system: System,
  batch: Batch,
  desk: Desk,
  ready: ReadyChunks,
  applied: (chunks: number) => void,
): Promise<void> {
  const read = new Map<number, Promise<Staged[] | null>>();
  const ahead = (chunkNo: number): Promise<Staged[] | null> | null => {
    const chunk = read.get(chunkNo) ?? (ready.isReady(chunkNo) ? load(system, batch, ready, chunkNo) : null);
    if (chunk !== null) read.set(chunkNo, chunk);
    return chunk;
  };
  let chunkNo = batch.appliedChunks;
  // several are written in little more time than one, so all that may be are waited for; a small batch is staged whole,
  // and may be taken back until then
  while ((await ready.comes(chunkNo + AT_ONCE - 1)) || (await ready.comes(chunkNo))) {
    const chunks = await Promise.all(BESIDE.map((nth) => ahead(chunkNo + nth)));
    for (const nth of BESIDE) ahead(chunkNo + AT_ONCE + nth);
    const done = await applyTogether(system, batch, desk, chunkNo, chunks);
    for (let no = chunkNo; no < chunkNo + done; no += 1) read.delete(no);
    chunkNo += done;
    applied(chunkNo);
  }
}

function load(system: System, { batchId }: Batch, ready: ReadyChunks, chunkNo: number): Promise<Staged[] | null> {
  const handed = ready.take(chunkNo);
  if (handed !== null) return Promise.resolve(handed);
  const loading = loadStaged(system.pool, batchId, chunkNo);
  // a failure is met when the chunk's turn comes, also where the one before it fails first
  loading.catch(() => {});
  return loading;
}
