import type { System } from '../../system.ts';
import { applyPair } from './apply-pair.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import type { ReadyChunks } from './ready-chunks.ts';
import { loadStaged, type Staged } from './staged-rows.ts';

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
    const chunk = read.get(chunkNo) ?? (ready.isReady(chunkNo) ? load(system, batch, chunkNo) : null);
    if (chunk !== null) read.set(chunkNo, chunk);
    return chunk;
  };
  let chunkNo = batch.appliedChunks;
  // two are written in little more time than one: the first is not begun before the second has come
  while ((await ready.comes(chunkNo + 1)) || (await ready.comes(chunkNo))) {
    const pair = [await ahead(chunkNo), await ahead(chunkNo + 1)] as const;
    ahead(chunkNo + 2);
    ahead(chunkNo + 3);
    const done = await applyPair(system, batch, desk, chunkNo, pair);
    for (let no = chunkNo; no < chunkNo + done; no += 1) read.delete(no);
    chunkNo += done;
    applied(chunkNo);
  }
}

function load(system: System, { batchId }: Batch, chunkNo: number): Promise<Staged[] | null> {
  const loading = loadStaged(system.pool, batchId, chunkNo);
  // a failure is met when the chunk's turn comes, also where the one before it fails first
  loading.catch(() => {});
  return loading;
}
