import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import { type Batch, findBatch, lockBatch, mayBeCancelled } from './batch.ts';
import { clearStaged } from './clear-staged.ts';
import { whileNobodyTakesIn } from './take-turns.ts';

export type Cancelled = { batchId: string; status: 'cancelled'; cancelledAt: string };

/**
 * Takes a submission back before anything of it is a record: nothing of it stays but that it came and who cancelled it.
 * Whoever works on it stops at its next chunk. The act of an agency reaches its own batches only.
 */
export async function cancelBatch(trx: Transaction, act: Act, batchId: string): Promise<Cancelled | Refusal> {
  const found = await findBatch(trx, batchId);
  if (found === null || (act.agency !== undefined && act.agency !== found.agency)) {
    return refuse('not-found', '没有这个批次，请核对批次编号');
  }
  if (!mayBeCancelled(found)) return tooLate(found);
  await whileNobodyTakesIn(trx);
  const batch = await lockBatch(trx, batchId);
  if (!mayBeCancelled(batch)) return tooLate(batch);
  await clearStaged(trx, batch, act.now);
  await trx.query(`update intake_batch set status = 'cancelled', finished_at = $2 where batch_id = $1`, [
    batchId,
    act.now,
  ]);
  const { category, stagedRows } = batch;
  await journal(trx, act, { event: 'batch.cancelled', target: batchId, detail: { category, stagedRows } });
  return { batchId, status: 'cancelled', cancelledAt: act.now.toISOString() };
}

/** Says what can be done instead. */
function tooLate({ status, counts }: Batch): Refusal {
  switch (status) {
    case 'cancelled':
      return refuse('already-done', '该批次已经取消，没有任何数据入库');
    case 'refused':
      return refuse('conflict', '该批次的文件已被整体拒收，没有数据可取消，原因见回执');
    case 'failed':
      return refuse('conflict', '该批次已因平台自身原因终止，没有处理中的数据可取消，详见回执');
    default:
      return refuse(
        'conflict',
        `该批次已开始入库（已写入档案 ${counts.total} 行），不能取消；有误的记录请在处理完毕后逐条撤回（gongxin withdraw 或接口 /api/v1/intake/withdrawals），也可重新报送更正后的行`,
      );
  }
}
