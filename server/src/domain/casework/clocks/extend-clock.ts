import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Acting } from '../acting.ts';
import type { HeldCase } from '../cases/case.ts';
import { refuseStep, type StepTaken, stepFrom, takeStep } from '../cases/take-step.ts';
import type { Chart } from '../charts/chart.ts';
import { readClock } from '../clock/index.ts';
import { ledgerOf } from './clocks-of.ts';
import { enterClock } from './enter-clock.ts';

export type ClockExtension = {
  clock: string;
  /** What the clock is called in a sentence: 答复期限. */
  name: string;
  /** Added to the term; `most`: what the catalogue allows. */
  days: number;
  most: number;
  unit: 'working-days' | 'days';
  cause: string;
  reason: string;
  documentNo?: string | undefined;
};

/**
 * More time, by the deed `extended` of the chart, while there still is some: refused beyond the longest extension and once the
 * term is over. How often is the chart's business.
 */
export async function extendClock(
  trx: Transaction,
  { act, catalogue }: Acting,
  chart: Chart,
  held: HeldCase,
  { clock, name, days, most, unit, cause, reason, documentNo }: ClockExtension,
): Promise<(StepTaken & { dueOn: string | null }) | Refusal> {
  if (stepFrom(chart, held.state, 'extended') === undefined) return refuseStep(chart, held.state, 'extended');
  const longest = unit === 'days' ? `${most} 天` : `${most} 个工作日`;
  if (days > most) return refuse('invalid-request', `${name}最多延长 ${longest}，请改写。`, { field: 'days' });
  const day = today(act.now);
  const read = async () => readClock(await ledgerOf(trx, held, clock), catalogue.workingDays, day);
  if ((await read()).overdue) return refuse('case-state', `${name}已经届满，不能再延长。`, { state: held.state });
  const entered = await enterClock(trx, act, held, clock, {
    kind: 'extended',
    onDay: day,
    cause,
    ...(documentNo === undefined ? {} : { evidence: documentNo }),
    amount: days,
    unit,
  });
  if (isRefusal(entered)) return entered;
  const taken = await takeStep(trx, act, chart, held, { deed: 'extended', reason, documentNo, content: { days } });
  return isRefusal(taken) ? taken : { ...taken, dueOn: (await read()).dueOn };
}
