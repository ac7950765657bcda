import assert from 'node:assert/strict';
import { freeConnections } from '../../platform/db/index.ts';
import type { System } from '../../system.ts';
import { applyChunk, inTurn, type Turn } from './apply-chunk.ts';
import { applyNewRows } from './apply-rows.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import type { Staged } from './staged-rows.ts';
import { besideTheWriter } from './take-turns.ts';

type Chunk = readonly Staged[] | null;

/**
 * Applies a chunk and, where that is safe, those behind it beside it: the database writes with several hands. Each is
 * committed behind the one before it, so that a batch is applied up to some chunk and not beyond, whatever happens. What
 * kept one from being written beside the others, or made it fail, is met when its own turn comes.
 *
 * @returns how many of them are applied.
 */
export async function applyTogether(
  system: System,
  batch: Batch,
  desk: Desk,
  chunkNo: number,
  [first = null, ...others]: readonly Chunk[],
): Promise<number> {
  const own = inTurn(batch, desk, chunkNo);
  /** Open from when the first has taken its turn until it has written all: whoever came in then was in before its commit. */
  const door = { isOpen: false };
  const decided = Promise.withResolvers<void>();
  const leader: Turn = {
    ...own,
    take: async (trx) => {
      door.isOpen = await own.take(trx);
      decided.resolve();
      return door.isOpen;
    },
    written: async () => {
      door.isOpen = false;
    },
  };
  const leading = applyChunk(system, batch, desk, chunkNo, first, leader).finally(() => {
    door.isOpen = false;
    decided.resolve();
  });
  const beside: Promise<boolean>[] = [leading];
  for (const [nth, chunk] of others.entries()) {
    if (!mayGoBeside(desk, chunk)) break;
    const before = beside.at(-1);
    const follower: Turn = {
      take: async (trx) => (await besideTheWriter(trx, batch.category)) && door.isOpen,
      // a deed about several records may hold one that the first changes, and wait for one that this one does
      apply: applyNewRows,
      written: async () => assert(await before, 'the chunk before it is applied'),
    };
    const follow = async (): Promise<boolean> => {
      await decided.promise;
      // nobody waits for a connection because several are used here
      if (!door.isOpen || freeConnections(system.pool) < 1) return false;
      return applyChunk(system, batch, desk, chunkNo + nth + 1, chunk, follower);
    };
    beside.push(follow().catch(() => false));
  }
  const [led, ...followed] = await Promise.allSettled(beside);
  if (led?.status === 'rejected') throw led.reason;
  return 1 + followed.filter((one) => one.status === 'fulfilled' && one.value).length;
}

/** What a register says changes whose the next rows are; of any other file, rows that no other chunk speaks of again. */
const mayGoBeside = ({ category }: Desk, chunk: Chunk): boolean =>
  category.role !== 'register' && chunk?.every(({ alone }) => alone) === true;
