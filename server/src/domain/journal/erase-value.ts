import assert from 'node:assert/strict';
import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { isErasable } from './entry-fields.ts';
import { type Act, journal } from './journal.ts';

export type Erasure = { entryId: string; field: string /** On what ground; kept with the entry. */; reason: string };

/**
 * Erases one value of an entry for good, with its salt. The commitment stays, so every proof and `gongxin verify` hold;
 * that something was erased stays visible, and by whom and why.
 */
export async function eraseJournalValue(
  trx: Transaction,
  act: Act,
  { entryId, field, reason }: Erasure,
): Promise<{ erased: true } | Refusal> {
  if (!isErasable(field)) {
    return refuse('invalid-request', '日志的时间、事项、部门和用途不可清除，请指定其他字段', { field: 'field' });
  }
  const { rows } = await trx.query<{ outcome: 'erased' | 'absent' | 'already' }>(
    'select journal_erase_value($1, $2, $3, $4, $5) as outcome',
    [entryId, field, act.now, act.actor, reason],
  );
  const outcome = rows[0]?.outcome;
  if (outcome === 'absent') {
    return refuse('not-found', '数据库中没有此条目或此字段；已移出的月份请在移出的文件中处理');
  }
  if (outcome === 'already') return refuse('already-done', '该值已经清除');
  assert.equal(outcome, 'erased');
  await journal(trx, act, { event: 'journal.value-erased', target: entryId, detail: { field, reason } });
  return { erased: true };
}
