import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Acting, enterClock, ownAct } from '../../casework/index.ts';
import { ACCEPT_CLOCK, ANSWER_CLOCK, COMPLETE_CLOCK } from '../rules.ts';
import { type HeldPart, isRunning } from './part.ts';

/** Stops what still runs of a part's terms, for a cause; null: done. */
export async function stopClocks(
  trx: Transaction,
  acting: Acting,
  held: HeldPart,
  cause: string,
  clocks: readonly string[] = [ACCEPT_CLOCK, ANSWER_CLOCK, COMPLETE_CLOCK],
): Promise<Refusal | null> {
  for (const clock of clocks) {
    if (!(await isRunning(trx, acting, held, clock))) continue;
    const entry = { kind: 'stopped' as const, onDay: today(acting.act.now), cause };
    const stopped = await enterClock(trx, ownAct(acting.act), held, clock, entry);
    if (isRefusal(stopped)) return stopped;
  }
  return null;
}
