import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { enterClock, ledgerOf, readClock } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import { ACCEPT_CLOCK, ANSWER_CLOCK } from './rules.ts';

type OfCase = { subjectId: string; caseId: string };
type Under = { act: Act; catalogue: Catalogue };

/** The agency's time to answer begins, from a day on. */
export async function startAnswer(
  trx: Transaction,
  { act, catalogue }: Under,
  held: OfCase,
  { onDay, cause }: { onDay: string; cause: string },
): Promise<{ dueOn: string | null } | Refusal> {
  const started = await enterClock(trx, act, held, ANSWER_CLOCK, {
    kind: 'started',
    onDay,
    cause,
    amount: catalogue.policy.objectionAnswerWorkingDays,
    unit: 'working-days',
  });
  return isRefusal(started) ? started : answerReading(trx, { act, catalogue }, held);
}

/** The last day for the answer as it stands; null while the clock stands still. */
export async function answerReading(
  trx: Transaction,
  { act, catalogue }: Under,
  held: OfCase,
): Promise<{ dueOn: string | null }> {
  const { dueOn } = readClock(await ledgerOf(trx, held, ANSWER_CLOCK), catalogue.workingDays, today(act.now));
  return { dueOn };
}

/**
 * Silence has accepted: refuses to accept, or not to accept, once the last day for it is over, whether the job that writes it
 * down has run or not. Else the time to answer would begin anew for whoever was late.
 */
export async function refuseLate(trx: Transaction, { act, catalogue }: Under, held: OfCase): Promise<Refusal | null> {
  const { dueOn, overdue } = readClock(await ledgerOf(trx, held, ACCEPT_CLOCK), catalogue.workingDays, today(act.now));
  if (!overdue) return null;
  return refuse('case-state', `受理期限已于 ${dueOn} 届满，逾期视为受理，系统即将登记；请核实后答复。`, {
    state: 'received',
    dueOn,
  });
}

/** The case is over: whichever of its clocks still runs is stopped. */
export async function stopClocks(trx: Transaction, act: Act, held: OfCase, cause: string): Promise<Refusal | null> {
  for (const clock of [ACCEPT_CLOCK, ANSWER_CLOCK]) {
    const ledger = await ledgerOf(trx, held, clock);
    if (ledger.length === 0 || ledger.at(-1)?.kind === 'stopped') continue;
    const stopped = await enterClock(trx, act, held, clock, { kind: 'stopped', onDay: today(act.now), cause });
    if (isRefusal(stopped)) return stopped;
  }
  return null;
}
