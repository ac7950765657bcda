import assert from 'node:assert/strict';

/** A day of the civil (Gregorian) calendar as `YYYY-MM-DD`. Such dates compare as text. */
export type CalendarDate = string;

const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_BEFORE_1970 = 719_468;
const DAYS_PER_ERA = 146_097;
const DAYS_OF_EVERY_MONTH = 28;
const LENGTHS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export type CivilDay = { year: number; month: number; day: number };

/** Whether the text is `YYYY-MM-DD` and names a day that exists (years 0001 to 9999). */
export function isCalendarDate(text: string): boolean {
  const parts = DATE_SHAPE.exec(text);
  return parts !== null && exists({ year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) });
}

export function exists({ year, month, day }: CivilDay): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
}

export function lengthOfMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = LENGTHS_OF_MONTHS[month - 1];
  assert(length !== undefined, 'months are numbered 1 to 12');
  return month === 2 && leap ? 29 : length;
}

export function toCivilDay(date: CalendarDate): CivilDay {
  assert(isCalendarDate(date), `not a calendar date: ${date}`);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function fromCivilDay(civil: CivilDay): CalendarDate {
  assert(exists(civil), 'the day exists');
  const { year, month, day } = civil;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** What `addDays(date, 1)` is, without the arithmetic inside a month: terms are counted day by day. */
export function dayAfter(date: CalendarDate): CalendarDate {
  const next = Number(date.slice(8)) + 1;
  if (next > DAYS_OF_EVERY_MONTH) return fromDayNumber(toDayNumber(date) + 1);
  return `${date.slice(0, 8)}${next < 10 ? '0' : ''}${next}`;
}

/** Days since 1970-01-01. The year is taken to begin in March, so that the leap day is its last. */
export function toDayNumber(date: CalendarDate): number {
  const { year, month, day } = toCivilDay(date);
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970;
}

/** The inverse of `toDayNumber`. */
export function fromDayNumber(dayNumber: number): CalendarDate {
  const fromMarchOfYear0 = dayNumber + DAYS_BEFORE_1970;
  const era = Math.floor(fromMarchOfYear0 / DAYS_PER_ERA);
  const dayOfEra = fromMarchOfYear0 - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return fromCivilDay({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}
