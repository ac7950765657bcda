import { freeConnections } from '../../platform/db/index.ts';
import type { System } from '../../system.ts';
import { applyChunk, inTurn, type Turn } from './apply-chunk.ts';
import type { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import type { Staged } from './staged-rows.ts';
import { besideTheWriter } from './take-turns.ts';

type Chunk = readonly Staged[] | null;

/**
 * Applies a chunk and, where that is safe, the next one beside it: the database writes with two hands. The second is
 * committed behind the first, so that a batch is applied up to some chunk and not beyond, whatever happens. What kept the
 * second from being written beside the first, or made it fail, is met when its own turn comes.
 *
 * @returns how many of the two are applied.
 */
export async function applyPair(
  system: System,
  batch: Batch,
  desk: Desk,
  chunkNo: number,
  [first, second]: readonly [Chunk, Chunk],
): Promise<1 | 2> {
  const own = inTurn(batch, desk, chunkNo);
  // nobody waits for a connection because two are used here
  if (!mayGoBeside(desk, second) || freeConnections(system.pool) < 2) {
    await applyChunk(system, batch, desk, chunkNo, first, own);
    return 1;
  }
  /** Open from when the first has taken its turn until it has written all: whoever came in then was in before its commit. */
  const door = { isOpen: false };
  const decided = Promise.withResolvers<void>();
  const leader: Turn = {
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
  const follower: Turn = {
    take: async (trx) => (await besideTheWriter(trx, batch.category)) && door.isOpen,
    written: async () => void (await leading),
  };
  const following = decided.promise
    .then(() => door.isOpen && applyChunk(system, batch, desk, chunkNo + 1, second, follower))
    .catch(() => false);
  const [led, followed] = await Promise.allSettled([leading, following]);
  if (led.status === 'rejected') throw led.reason;
  return followed.status === 'fulfilled' && followed.value ? 2 : 1;
}

/** What a register says changes whose the next rows are; of any other file, rows that no other chunk speaks of again. */
const mayGoBeside = ({ category }: Desk, second: Chunk): boolean =>
  category.role !== 'register' && second?.every(({ alone }) => alone) === true;
