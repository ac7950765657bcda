import type pg from 'pg';
import { transaction } from '../../platform/db/transaction.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { withinReach } from '../access/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { findReceipt, type Receipt } from './receipt.ts';

export type BatchLook = { batchId: string; reach: Reach };

/** The receipt of a batch; who looked is durable before it is answered. */
export function lookAtReceipt(pool: pg.Pool, act: Act, look: BatchLook): Promise<Receipt | Refusal> {
  return looked(pool, act, look, 'batch.read');
}

/** The same where what was returned of the batch is about to be sent: the rows themselves, as their sender wrote them. */
export function lookAtRejects(pool: pg.Pool, act: Act, look: BatchLook): Promise<Receipt | Refusal> {
  return looked(pool, act, look, 'rejects.read');
}

/** A batch beyond the caller's reach is answered like one that is not there. */
async function looked(
  pool: pg.Pool,
  act: Act,
  { batchId, reach }: BatchLook,
  event: 'batch.read' | 'rejects.read',
): Promise<Receipt | Refusal> {
  return transaction(pool, async (trx) => {
    const receipt = await findReceipt(trx, batchId);
    const within = receipt !== null && (await withinReach(trx, reach, receipt.agency));
    if (!within) return refuse('not-found', '没有这个批次，请核对批次编号');
    const { status, rejected, unresolved } = receipt;
    await journal(trx, act, { event, target: batchId, detail: { status, rejected, unresolved } });
    return receipt;
  });
}
