import type { Term } from './types.ts';

/** Fewest days a month has: a term in days is never judged shorter than it may be in months. */
const DAYS_OF_THE_SHORTEST_MONTH = 28;

/** A term in months for comparing with a bound; days count as the months they may fill. */
export function monthsIn({ years = 0, months = 0, days = 0 }: Term): number {
  return years * 12 + months + days / DAYS_OF_THE_SHORTEST_MONTH;
}
