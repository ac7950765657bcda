import type { CalendarDate } from './civil-days.ts';
import { exists, fromCivilDay, fromDayNumber, toDayNumber } from './civil-days.ts';

const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

const TIME = String.raw`(?:(?:[T ]|(?<=[日号]))(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?`;
const STYLES = [
  String.raw`(?<year>\d{4})(?<joint>[-/.])(?<month>\d{1,2})\k<joint>(?<day>\d{1,2})`,
  String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})[日号]`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`,
].map((style) => new RegExp(`^${style}${TIME}$`));

/** 2099/12/31 is how the double-publicity tables write "without end". */
const WITHOUT_END = '2099-12-31';
const WORDS_WITHOUT_END = new Set(['', '长期', '无固定期限']);
const ONLY_DASHES = /^[\p{Pd}\u2212\u2500\u2501\u4e00_]+$/u;

const SHANGHAI_MINUTES = 8 * 60;
const MINUTES_PER_DAY = 24 * 60;

/**
 * Reads a date as offices write it: 2026-07-01, 2026/7/1, 2026.7.1, 2026年7月1日, 20260701, in full-width figures too,
 * with or without a time of day. A time with a zone (…Z, …+08:00) is an instant, and its date is that of Asia/Shanghai:
 * software that exports midnight as 2026-06-30T16:00:00Z means 1 July. Null where no day between 1900 and 2200 is named.
 */
export function parseDate(text: string): CalendarDate | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/ ?([年月日号/.:-]) ?/g, '$1')
    .trim();
  for (const style of STYLES) {
    const parts = style.exec(plain)?.groups;
    if (parts !== undefined) return dateOf(parts);
  }
  return null;
}

function dateOf(parts: Record<string, string | undefined>): CalendarDate | null {
  const civil = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
  const [hour, minute, second] = [parts.hour, parts.minute, parts.second].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return null;
  if (!exists(civil) || hour > 23 || minute > 59 || second > 59) return null;
  const date = fromCivilDay(civil);
  const zone = parts.zone;
  if (zone === undefined) return withinReach(date);
  const minutesInShanghai = hour * 60 + minute - minutesAhead(zone) + SHANGHAI_MINUTES;
  return withinReach(fromDayNumber(toDayNumber(date) + Math.floor(minutesInShanghai / MINUTES_PER_DAY)));
}

function minutesAhead(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function withinReach(date: CalendarDate): CalendarDate | null {
  const year = Number(date.slice(0, 4));
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? date : null;
}

const DAY_BEFORE_SERIAL_1 = toDayNumber('1899-12-31');
const SERIAL_0_OF_1904 = toDayNumber('1904-01-01');
/** Excel believes in 29 February 1900: that serial is no day, and those after it are one ahead. */
const SERIAL_OF_THE_DAY_THAT_NEVER_WAS = 60;
const LAST_SERIAL = toDayNumber(`${LATEST_YEAR}-12-31`) - DAY_BEFORE_SERIAL_1 + 1;
/** A stored 23:59:59.999… is a midnight that binary fractions could not express; about a millisecond. */
const ROUNDING = 1e-8;

/** The day an Excel serial number stands for, the time of day dropped; `date1904` is the workbook's setting. */
export function fromExcelSerial(serial: number, date1904: boolean): CalendarDate | null {
  const days = Math.floor(serial + ROUNDING);
  if (!Number.isFinite(days) || days < (date1904 ? 0 : 1) || days > LAST_SERIAL) return null;
  if (date1904) return withinReach(fromDayNumber(SERIAL_0_OF_1904 + days));
  if (days === SERIAL_OF_THE_DAY_THAT_NEVER_WAS) return null;
  const skipped = days > SERIAL_OF_THE_DAY_THAT_NEVER_WAS ? 1 : 0;
  return withinReach(fromDayNumber(DAY_BEFORE_SERIAL_1 + days - skipped));
}

/** Whether a 有效期至 means "without end": 2099/12/31 in any style, 长期, 无固定期限, dashes alone, or nothing. */
export function isEndless(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}]/gu, '');
  return WORDS_WITHOUT_END.has(plain) || ONLY_DASHES.test(plain) || parseDate(text) === WITHOUT_END;
}
