import { isCalendarDate } from '../../kernel/civil-days.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';

/** Where a page of an archive ended: categories by code, in each the newest decision first, undated ones before it. */
export type ArchiveCursor = { category: string; decidedOn: CalendarDate | null; recordId: string };

export function writeArchiveCursor({ category, decidedOn, recordId }: ArchiveCursor): string {
  return writePageCursor([category, decidedOn, recordId]);
}

/** null where the text was not written by `writeArchiveCursor`. */
export function readArchiveCursor(text: string): ArchiveCursor | null {
  const parts = readPageCursor(text, 3);
  if (parts === null) return null;
  const [category, decidedOn, recordId] = parts;
  if (typeof category !== 'string' || typeof recordId !== 'string') return null;
  if (decidedOn !== null && (typeof decidedOn !== 'string' || !isCalendarDate(decidedOn))) return null;
  return { category, decidedOn, recordId };
}
