import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
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
