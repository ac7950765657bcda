import type { CalendarDate } from '../../../kernel/dates.ts';

export const ENTRY_KINDS = ['started', 'suspended', 'resumed', 'extended', 'stopped'] as const;
export const TERM_UNITS = ['working-days', 'days'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/**
 * One thing that happened to a deadline. The ledger of a clock is nothing but these, in their order; what is due on which
 * day is worked out from them every time and held nowhere.
 */
export type ClockEntry = {
  /** 1 for the start, then one more each. */
  entryNo: number;
  kind: (typeof ENTRY_KINDS)[number];
  /** The day from which the entry has effect, in Asia/Shanghai. */
  onDay: CalendarDate;
  /** Why, as whoever answers for it words it. */
  cause: string;
  /** The paper or entry of the case that shows it. */
  evidence?: string | number;
  /** `started`: the length of the term. `extended`: what is added to it. */
  amount?: number;
  /** Of `amount`; an extension is counted as the term it adds to. */
  unit?: TermUnit;
};

/** A start and all its extensions together, in the unit of the term. */
export const MOST_OF_A_TERM = 730;
export const MOST_ENTRIES = 100;
/** Characters of a cause. */
export const MOST_CAUSE = 400;
