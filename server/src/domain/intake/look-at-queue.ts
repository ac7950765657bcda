import type pg from 'pg';
import { transaction } from '../../platform/db/transaction.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { agenciesWithin } from '../access/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { type QueueItem, waitingRows } from './queue-queries.ts';

export type QueueLook = { reach: Reach; limit?: number; after?: string };

/** A page of the queue within a reach; who looked at which rows is durable before it is answered. */
export async function lookAtQueue(
  pool: pg.Pool,
  act: Act,
  { reach, ...page }: QueueLook,
): Promise<{ items: QueueItem[]; next: string | null }> {
  return transaction(pool, async (trx) => {
    const found = await waitingRows(trx, { ...page, agencies: await agenciesWithin(trx, reach) });
    await journal(trx, act, { event: 'queue.read', detail: { rows: found.items.map(({ queueId }) => queueId) } });
    return found;
  });
}
