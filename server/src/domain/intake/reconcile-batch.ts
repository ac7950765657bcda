import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { reachOfAct } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { type Ending, endWithheld, releaseRecords } from '../records/index.ts';
import { findBatchOfAnother } from './release-batch.ts';

export type Reconciled = { batchId: string; ended: number; released: number; unmatched: number };

/**
 * A named person, not the one who submitted it, sets a withheld batch against what was repaired, withdrawn or ended
 * elsewhere: what the list names ends for good, the rest is released under the catalogue in force today.
 */
export async function reconcileBatch(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { batchId, endings }: { batchId: string; endings: readonly Ending[] },
  reach: Reach = reachOfAct(act),
): Promise<Reconciled | Refusal> {
  const batch = await findBatchOfAnother(trx, act, batchId, reach);
  if (isRefusal(batch)) return batch;
  const { ended, unmatched } = await endWithheld(trx, act, batchId, endings);
  const release = await releaseRecords(trx, act, catalogue, {
    batchId,
    confirmedOn: today(batch.startedAt),
    reason: '已与终止清单核对',
  });
  if (isRefusal(release) && ended === 0) return release;
  const released = isRefusal(release) ? 0 : release.released;
  await journal(trx, act, {
    event: 'batch.reconciled',
    target: batchId,
    detail: { lines: endings.length, ended, released, unmatched: unmatched.length },
  });
  return { batchId, ended, released, unmatched: unmatched.length };
}
