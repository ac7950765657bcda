import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { reachOfAct, withinReach } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, isSamePerson } from '../journal/index.ts';
import { type Release, type Released, releaseRecords } from '../records/index.ts';
import { type Batch, findBatch } from './batch.ts';
import { whileNobodyWrites } from './take-turns.ts';

/** A named person, not the one who submitted it, lets the withheld records of a batch be published and used. */
export async function releaseBatch(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  release: Release,
  reach: Reach = reachOfAct(act),
): Promise<Released | Refusal> {
  const batch = await findBatchOfAnother(trx, act, release.batchId, reach);
  return isRefusal(batch)
    ? batch
    : releaseRecords(trx, act, catalogue, { ...release, confirmedOn: today(batch.startedAt) });
}

/** The batch, where it lies within the actor's reach, and, four eyes, somebody else submitted it; nobody writes its category meanwhile. */
export async function findBatchOfAnother(
  trx: Transaction,
  act: Act,
  batchId: string,
  reach: Reach,
): Promise<Batch | Refusal> {
  const batch = await findBatch(trx, batchId);
  if (batch === null || !(await withinReach(trx, reach, batch.agency)))
    return refuse('not-found', '没有找到该批次，请核对批次编号。');
  if (isSamePerson(batch.actor, act.actor))
    return refuse('second-person', '报送人不能放行或核对自己报送的批次，请由另一位有权审核的人办理。');
  // chunks written side by side wait for each other where the database does not see it: who takes many records waits for all
  await whileNobodyWrites(trx, batch.category);
  return batch;
}
