import { isCalendarDate } from '../../kernel/civil-days.ts';
import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';
import type { GrantPlace } from './unchecked-grants.ts';

const RECORD_ID = /^r[0-9a-zA-Z_-]{1,64}$/;
const QUERY_ID = /^g[0-9a-f]{16}$/;
const AGENCY = /^[0-9A-Z]{18}$/;

/** Where a page of decisions ended. Each reader answers null where the text was not written by its writer. */
export function writeGrantCursor({ decidedOn, recordId }: GrantPlace): string {
  return writePageCursor([decidedOn, recordId]);
}

export function readGrantCursor(text: string): GrantPlace | null {
  const [decidedOn, recordId] = readPageCursor(text, 2) ?? [];
  if (typeof decidedOn !== 'string' || !isCalendarDate(decidedOn)) return null;
  return typeof recordId === 'string' && RECORD_ID.test(recordId) ? { decidedOn, recordId } : null;
}

export type QueryPlace = { at: Date; queryId: string };

export function writeQueryCursor({ at, queryId }: QueryPlace): string {
  return writePageCursor([at.toISOString(), queryId]);
}

export function readQueryCursor(text: string): QueryPlace | null {
  const [written, queryId] = readPageCursor(text, 2) ?? [];
  if (typeof written !== 'string' || typeof queryId !== 'string' || !QUERY_ID.test(queryId)) return null;
  const at = new Date(written);
  return Number.isNaN(at.getTime()) || at.toISOString() !== written ? null : { at, queryId };
}

/** Pages of agencies go by their codes. */
export function writeAgencyCursor(agency: string): string {
  return writePageCursor([agency]);
}

export function readAgencyCursor(text: string): string | null {
  const [agency] = readPageCursor(text, 1) ?? [];
  return typeof agency === 'string' && AGENCY.test(agency) ? agency : null;
}
