import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { type Ending, endWithheld, releaseBatch } from '../records/index.ts';
import { findBatch } from './batch.ts';

export type Reconciled = { batchId: string; ended: number; released: number; unmatched: number };

/**
 * A named person sets a withheld batch against what was repaired, withdrawn or ended elsewhere: what the list names ends
 * for good, the rest is released under the catalogue in force today.
 */
export async function reconcileBatch(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { batchId, endings }: { batchId: string; endings: readonly Ending[] },
): Promise<Reconciled | Refusal> {
  if ((await findBatch(trx, batchId)) === null) return refuse('not-found', '没有找到该批次，请核对批次编号');
  const { ended, unmatched } = await endWithheld(trx, act, batchId, endings);
  const release = await releaseBatch(trx, act, catalogue, { batchId, reason: '已与终止清单核对' });
  if (isRefusal(release) && ended === 0) return release;
  const released = isRefusal(release) ? 0 : release.released;
  await journal(trx, act, {
    event: 'batch.reconciled',
    target: batchId,
    detail: { lines: endings.length, ended, released, unmatched: unmatched.length },
  });
  return { batchId, ended, released, unmatched: unmatched.length };
}
