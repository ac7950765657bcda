import assert from 'node:assert/strict';
import type { CalendarDate } from './civil-days.ts';
import { dayAfter, exists, fromCivilDay, fromDayNumber, lengthOfMonth, toCivilDay, toDayNumber } from './civil-days.ts';

export { type CalendarDate, dayAfter };

/** Length of a term; the parts add up, months first. */
export type Term = { years?: number; months?: number; days?: number };

const MILLISECONDS_PER_DAY = 86_400_000;
/** Asia/Shanghai; it has kept no summer time since 1991, and no clock here shows an earlier time. */
const SHANGHAI_AHEAD_OF_UTC = 8 * 3_600_000;

/** The day it is in Asia/Shanghai at this instant. */
export function today(now: Date): CalendarDate {
  return fromDayNumber(Math.floor((now.getTime() + SHANGHAI_AHEAD_OF_UTC) / MILLISECONDS_PER_DAY));
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  assert(Number.isInteger(days), 'whole days');
  return fromDayNumber(toDayNumber(date) + days);
}

/** The corresponding day some months on, or that month's last day where it has no such day (Civil Code, article 202). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  assert(Number.isInteger(months), 'whole months');
  const { year, month, day } = toCivilDay(date);
  const counted = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(counted / 12), (((counted % 12) + 12) % 12) + 1];
  const civil = { year: newYear, month: newMonth, day: Math.min(day, lengthOfMonth(newYear, newMonth)) };
  assert(exists(civil), 'the term ends between the years 1 and 9999');
  return fromCivilDay(civil);
}

/**
 * The last day of a term that counts. The term is in force on the start date itself but counted from the day after it,
 * so one day from the 1st ends with the 2nd, and one month from 31 January ends with the last day of February.
 */
export function termEnd(start: CalendarDate, term: Term): CalendarDate {
  const { years = 0, months = 0, days = 0 } = term;
  for (const part of [years, months, days])
    assert(Number.isInteger(part) && part >= 0, 'a term does not run backwards');
  return addDays(addMonths(start, years * 12 + months), days);
}

/** Negative, zero or positive as `a` is before, on or after `b`. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Days from `a` to `b`; negative where `b` is the earlier. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return toDayNumber(b) - toDayNumber(a);
}

export { fromExcelSerial, isEndless, parseDate } from './read-date.ts';
