import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { takeCase, takeStep } from '../../casework/index.ts';
import type { Act } from '../../journal/index.ts';
import { APPLIED_NOTICE } from './chart.ts';
import { stopServing } from './stop-serving.ts';

/** Drops a notice whose measure was not applied after all, or was withdrawn, with the reason. */
export async function dropNotice(
  trx: Transaction,
  act: Act,
  { reach, caseId }: { reach: Reach; caseId: string },
  reason: string,
): Promise<{ caseId: string; state: string } | Refusal> {
  if (reason.trim() === '') {
    return refuse('invalid-request', '请写明撤销告知的理由，如：措施实际未执行，所依据的决定已撤回。', {
      field: 'reason',
    });
  }
  const held = await takeCase(trx, { reach, now: act.now }, APPLIED_NOTICE, caseId);
  if (isRefusal(held)) return held;
  const taken = await takeStep(trx, act, APPLIED_NOTICE, held, { deed: 'dropped', reason });
  if (isRefusal(taken)) return taken;
  await stopServing(trx, act, held, today(act.now), { cause: '告知已撤销' });
  return { caseId, state: taken.state };
}
