import assert from 'node:assert/strict';
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarDate } from './civil-days.ts';
import { isCalendarDate, toDayNumber } from './civil-days.ts';
import { addDays, compareDates } from './dates.ts';

/** `provisional`: the State Council's notice for this day is not known; weekends alone were looked at. */
export type DayKind = { working: boolean; provisional: boolean };
export type WorkingCalendar = { dayKind(date: CalendarDate): DayKind };

/**
 * What the catalogue or an operator knows of the notices. A day named here is what it says. A year of `announcedYears` is
 * settled, and what is named here is all its notice moved: the package's word on that notice is set aside, so that a
 * holiday struck from the catalogue is none.
 */
export type CalendarOverrides = { holidays: CalendarDate[]; workdays: CalendarDate[]; announcedYears: number[] };

/**
 * A notice reaches back to the end of the year before: those for 2007, 2008, 2012, 2019 and 2023 named days of
 * 29-31 December, which no notice of their own year ever did. Until the next year's is known, these days may still change.
 */
export const FIRST_DAY_THE_NEXT_NOTICE_MAY_MOVE = '12-29';

/**
 * The working days of the State Council's holiday notices. The package's own functions are not used: for a year it
 * does not hold they answer as if it had no holidays, and they shift by a day west of Greenwich. Its data is read instead.
 */
export function stateCouncilCalendar(
  overrides: CalendarOverrides = { holidays: [], workdays: [], announcedYears: [] },
): WorkingCalendar {
  const announcedYears = new Set(overrides.announcedYears);
  const isPackages = (date: CalendarDate) => !announcedYears.has(yearOfNotice(date));
  const holidays = new Set(Object.keys(announced.holidays).filter(isPackages));
  const workdays = new Set(Object.keys(announced.workdays).filter(isPackages));
  const settledYears = new Set(Object.keys(announced.holidays).map(yearOf).concat(overrides.announcedYears));
  for (const date of [...overrides.holidays, ...overrides.workdays])
    assert(isCalendarDate(date), 'overrides name dates');
  for (const date of overrides.holidays) {
    assert(!overrides.workdays.includes(date), `${date} is either a holiday or a working day`);
    holidays.add(date);
    workdays.delete(date);
  }
  for (const date of overrides.workdays) workdays.add(date);

  return {
    dayKind(date) {
      const working = workdays.has(date) || (!holidays.has(date) && !isWeekend(date));
      const year = yearOf(date);
      const settled = settledYears.has(year) && settledYears.has(yearOfNotice(date));
      return { working, provisional: !settled };
    },
  };
}

/** The n-th working day after `start`, which is not counted itself; `provisional` where any day passed over is. */
export function workingDayAfter(
  start: CalendarDate,
  n: number,
  calendar: WorkingCalendar,
): { date: CalendarDate; provisional: boolean } {
  assert(Number.isInteger(n) && n >= 0, 'a whole number of working days');
  let date = start;
  let provisional = false;
  for (let counted = 0; counted < n; ) {
    date = addDays(date, 1);
    const kind = calendar.dayKind(date);
    provisional ||= kind.provisional;
    if (kind.working) counted++;
  }
  return { date, provisional };
}

/** Working days after `start` up to and including `end`; none where `end` is not after `start`. */
export function workingDaysBetween(
  start: CalendarDate,
  end: CalendarDate,
  calendar: WorkingCalendar,
): { days: number; provisional: boolean } {
  let days = 0;
  let provisional = false;
  for (let date = start; compareDates(date, end) < 0; ) {
    date = addDays(date, 1);
    const kind = calendar.dayKind(date);
    provisional ||= kind.provisional;
    if (kind.working) days++;
  }
  return { days, provisional };
}

function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** The year whose notice moves this day, if any does. */
function yearOfNotice(date: CalendarDate): number {
  return date.slice(5) >= FIRST_DAY_THE_NEXT_NOTICE_MAY_MOVE ? yearOf(date) + 1 : yearOf(date);
}

export function isWeekend(date: CalendarDate): boolean {
  // 1970-01-01, day 0, was a Thursday.
  const dayFromMonday = (((toDayNumber(date) + 3) % 7) + 7) % 7;
  return dayFromMonday >= 5;
}
