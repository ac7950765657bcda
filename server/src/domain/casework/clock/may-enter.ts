import { isCalendarDate } from '../../../kernel/civil-days.ts';
import type { CalendarDate } from '../../../kernel/dates.ts';
import { type ClockEntry, MOST_CAUSE, MOST_ENTRIES, MOST_OF_A_TERM, type TermUnit } from './entries.ts';

/** Why an entry is refused, for whoever wants to enter it. */
export const WHY_NOT = {
  'number-out-of-turn': '时限记录的序号不连续：期间已有新的记录，请刷新后重新办理。',
  'too-many': `一个时限的记录不得超过 ${MOST_ENTRIES} 条，请办结后另行起算。`,
  'no-such-day': '日期应为存在的日期，如 2026-04-01，请改写。',
  'before-the-last': '日期早于上一条时限记录，时限不得倒填，请核对日期。',
  'no-cause': `改变时限须写明事由，且不超过 ${MOST_CAUSE} 字，请补写或改短。`,
  'not-started': '时限尚未起算，请先登记起算。',
  'started-already': '时限已经起算，不得再次起算；需要延长的，请登记延长。',
  'suspended-already': '时限已经中止计算，不得再次中止；请先恢复计算。',
  'not-suspended': '时限没有中止计算，无从恢复。',
  'stopped-already': '时限已经终止，不得再作登记。',
  'amount-unfit': `起算、延长须写明天数：正整数，连同历次延长不超过 ${MOST_OF_A_TERM} 天；其他记录不写天数。`,
  'unit-unfit': '起算须写明按工作日还是自然日计算；延长的计算单位须与起算时相同；其他记录不写计算单位。',
} as const satisfies Record<string, string>;
export type WhyNot = keyof typeof WHY_NOT;

/** What a ledger has come to: all that decides which entry may follow. */
export type Standing = {
  state: 'none' | 'running' | 'suspended' | 'stopped';
  entries: number;
  lastOn: CalendarDate | null;
  amount: number;
  unit: TermUnit | null;
};

export const NOTHING_ENTERED: Standing = { state: 'none', entries: 0, lastOn: null, amount: 0, unit: null };

/**
 * Whether this entry may follow a ledger that is itself in order; null: it may. Nothing else moves a deadline, so each
 * move has its day, its cause and its place in the order.
 */
export function mayEnter(entries: readonly ClockEntry[], next: ClockEntry): WhyNot | null {
  return mayFollow(entries.reduce(after, NOTHING_ENTERED), next);
}

export function mayFollow(standing: Standing, next: ClockEntry): WhyNot | null {
  return formAmiss(standing, next) ?? orderAmiss(standing, next) ?? termAmiss(standing, next);
}

/** What the ledger has come to with an entry that may follow. */
export function after(standing: Standing, entry: ClockEntry): Standing {
  const { amount = 0, unit = standing.unit } = entry;
  const common = {
    entries: standing.entries + 1,
    lastOn: entry.onDay,
    amount: standing.amount + amount,
    unit,
  };
  switch (entry.kind) {
    case 'started':
    case 'resumed':
      return { ...common, state: 'running' };
    case 'suspended':
      return { ...common, state: 'suspended' };
    case 'stopped':
      return { ...common, state: 'stopped' };
    case 'extended':
      return { ...common, state: standing.state };
  }
}

function formAmiss({ entries, lastOn }: Standing, next: ClockEntry): WhyNot | null {
  // the last place is kept for the end, so that no full ledger keeps a case from being closed
  if (entries >= (next.kind === 'stopped' ? MOST_ENTRIES : MOST_ENTRIES - 1)) return 'too-many';
  if (next.entryNo !== entries + 1) return 'number-out-of-turn';
  if (!isCalendarDate(next.onDay)) return 'no-such-day';
  if (lastOn !== null && next.onDay < lastOn) return 'before-the-last';
  if (next.cause.trim() === '' || next.cause.length > MOST_CAUSE) return 'no-cause';
  return null;
}

function orderAmiss({ state }: Standing, { kind }: ClockEntry): WhyNot | null {
  if (state === 'stopped') return 'stopped-already';
  if (state === 'none') return kind === 'started' ? null : 'not-started';
  if (kind === 'started') return 'started-already';
  if (kind === 'suspended' && state === 'suspended') return 'suspended-already';
  if (kind === 'resumed' && state === 'running') return 'not-suspended';
  return null;
}

function termAmiss(standing: Standing, { kind, amount, unit }: ClockEntry): WhyNot | null {
  if (kind !== 'started' && kind !== 'extended') {
    if (amount !== undefined) return 'amount-unfit';
    return unit === undefined ? null : 'unit-unfit';
  }
  if (amount === undefined || !Number.isInteger(amount) || amount < 1) return 'amount-unfit';
  if (standing.amount + amount > MOST_OF_A_TERM) return 'amount-unfit';
  if (unit === undefined || (kind === 'extended' && unit !== standing.unit)) return 'unit-unfit';
  return null;
}
