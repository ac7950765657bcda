import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { findService, lastDeed, takeCase, takeStep } from '../../casework/index.ts';
import type { Act } from '../../journal/index.ts';
import { APPLIED_NOTICE, APPLIED_NOTICE_PAPER } from './chart.ts';
import { stopServing } from './stop-serving.ts';

/** Closes a notice that has been served: the clock stops on the day it reached the organisation. */
export async function closeNotice(
  trx: Transaction,
  act: Act,
  { reach, caseId }: { reach: Reach; caseId: string },
): Promise<{ caseId: string; state: string; servedOn: string } | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, APPLIED_NOTICE, caseId);
  if (isRefusal(held)) return held;
  // the last one made: what was served before was found to be wrong
  const paperNo = lastDeed(held, 'issued')?.content.paperNo;
  const service =
    typeof paperNo === 'number' ? await findService(trx, held, APPLIED_NOTICE_PAPER, { paperNo }) : undefined;
  if (service === undefined && held.state === 'issued') {
    return refuse('case-state', '告知书尚未送达当事人：请先上传送达凭证，登记送达，再办结。', {
      state: held.state,
      clause: 'gbf-2020-49#四、（十）',
    });
  }
  const taken = await takeStep(trx, act, APPLIED_NOTICE, held, {
    deed: 'served',
    ...(service === undefined ? {} : { serviceNo: service.serviceNo }),
  });
  if (isRefusal(taken) || service === undefined) return taken as Refusal;
  const { servedOn } = service;
  await stopServing(trx, act, held, servedOn, { cause: '告知书已送达', evidence: String(service.serviceNo) });
  return { caseId, state: taken.state, servedOn };
}
