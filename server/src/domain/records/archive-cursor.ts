import { isCalendarDate } from '../../kernel/civil-days.ts';
import type { CalendarDate } from '../../kernel/dates.ts';

/** Where a page of an archive ended: categories by code, in each the newest decision first, undated ones before it. */
export type ArchiveCursor = { category: string; decidedOn: CalendarDate | null; recordId: string };

export function writeArchiveCursor({ category, decidedOn, recordId }: ArchiveCursor): string {
  return Buffer.from(JSON.stringify([category, decidedOn, recordId])).toString('base64url');
}

/** null where the text was not written by `writeArchiveCursor`. */
export function readArchiveCursor(text: string): ArchiveCursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [category, decidedOn, recordId]: unknown[] = parts;
  if (typeof category !== 'string' || typeof recordId !== 'string') return null;
  if (decidedOn !== null && (typeof decidedOn !== 'string' || !isCalendarDate(decidedOn))) return null;
  return { category, decidedOn, recordId };
}
