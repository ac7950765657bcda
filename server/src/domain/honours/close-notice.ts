import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  takeStep,
} from '../casework/index.ts';
import { takeHonour } from './candidacy.ts';
import { HONOUR, NOTICE_CLOCK, objectionsIn, refuseObjected } from './rules.ts';

/** The notice is over: its last day has passed and every objection was dealt with, none of them upheld. */
export async function closeNotice(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (held.state !== 'shown' && held.state !== 'contested') return refuseStep(HONOUR, held.state, 'term-passed');
  const objected = refuseObjected(objectionsIn(held.deeds), held.state);
  if (objected !== null) return objected;
  const day = today(act.now);
  const { dueOn } = readClock(await ledgerOf(trx, held, NOTICE_CLOCK), catalogue.workingDays, day);
  if (dueOn === null || day <= dueOn) {
    return refuse(
      'case-state',
      dueOn === null ? '公示期限已中止计算，尚未届满。' : `公示期限至 ${dueOn} 届满，请在次日以后办理。`,
      { state: held.state, dueOn },
    );
  }
  const taken = await takeStep(trx, act, HONOUR, held, { deed: 'term-passed', dueOn });
  if (isRefusal(taken)) return taken;
  const stopped = await enterClock(trx, act, held, NOTICE_CLOCK, { kind: 'stopped', onDay: day, cause: '公示期满' });
  return isRefusal(stopped) ? stopped : taken;
}
