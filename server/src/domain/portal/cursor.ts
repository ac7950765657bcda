import { isCalendarDate } from '../../kernel/civil-days.ts';
import type { CalendarDate } from '../../kernel/dates.ts';

/** Where a page ended: the day of the decision, its authority and its record. */
export type Cursor = { day: CalendarDate; authority: string; recordId: string };

export function writeCursor({ day, authority, recordId }: Cursor): string {
  return Buffer.from(JSON.stringify([day, authority, recordId])).toString('base64url');
}

/** null where the text was not written by `writeCursor`. */
export function readCursor(text: string): Cursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [day, authority, recordId]: unknown[] = parts;
  if (typeof day !== 'string' || !isCalendarDate(day)) return null;
  return typeof authority === 'string' && typeof recordId === 'string' ? { day, authority, recordId } : null;
}
