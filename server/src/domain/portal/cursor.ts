import { isCalendarDate } from '../../kernel/civil-days.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';

/** Where a page ended: the day of the decision, its authority and its record. */
export type Cursor = { day: CalendarDate; authority: string; recordId: string };

export function writeCursor({ day, authority, recordId }: Cursor): string {
  return writePageCursor([day, authority, recordId]);
}

/** null where the text was not written by `writeCursor`. */
export function readCursor(text: string): Cursor | null {
  const parts = readPageCursor(text, 3);
  if (parts === null) return null;
  const [day, authority, recordId] = parts;
  if (typeof day !== 'string' || !isCalendarDate(day)) return null;
  return typeof authority === 'string' && typeof recordId === 'string' ? { day, authority, recordId } : null;
}
