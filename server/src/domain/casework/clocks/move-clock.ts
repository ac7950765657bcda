import { today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { readClock } from '../clock/index.ts';
import { withoutNames } from '../persons/without-names.ts';
import { type CaseClock, ledgerOf } from './clocks-of.ts';
import { enterClock } from './enter-clock.ts';

/** Of a cause as a body may say it, which the ledger may find too long, and of what shows it. */
export const CAUSE_CHARACTERS = 500;
export const EVIDENCE_CHARACTERS = 200;

export type ClockMove = { kind: 'suspended' | 'resumed'; cause: string; evidence: string };

/**
 * Lets a running clock stand still, or go on, today, for a recorded cause. A term that ran out is not suspended: nobody
 * gains time afterwards.
 */
export async function moveClock(
  trx: Transaction,
  { act, catalogue, secrets }: { act: Act; catalogue: Catalogue; secrets: Pick<Secrets, 'derive'> },
  held: HeldCase,
  clock: string,
  { kind, cause, evidence }: ClockMove,
): Promise<{ clock: CaseClock } | Refusal> {
  const day = today(act.now);
  const ledger = await ledgerOf(trx, held, clock);
  if (ledger.length === 0) return refuse('not-found', '该案件没有这项期限，请核对期限代码。', { field: 'clock' });
  const { state, overdue, dueOn } = readClock(ledger, catalogue.workingDays, day);
  if (kind === 'suspended' && state === 'running' && overdue) {
    return refuse('case-state', `期限已于 ${dueOn} 届满，不得再中止；逾期的，请办结并说明。`, {
      clock,
      dueOn,
      amiss: 'overdue',
    });
  }
  const kept = await withoutNames(trx, secrets, held);
  const shownBy = kept(evidence, EVIDENCE_CHARACTERS);
  if (shownBy === '') return refuse('invalid-request', '请写明依据的文书号或者证据编号。', { field: 'evidence' });
  const entry = { kind, onDay: day, cause: kept(cause, CAUSE_CHARACTERS), evidence: shownBy };
  const entered = await enterClock(trx, act, held, clock, entry);
  if (isRefusal(entered)) return entered;
  return { clock: { clock, ...readClock(await ledgerOf(trx, held, clock), catalogue.workingDays, day) } };
}
