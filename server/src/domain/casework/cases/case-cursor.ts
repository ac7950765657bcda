import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';

/** Where a page of cases ended: when the case was opened, and among those of one moment its id. */
export type CasePlace = { openedAt: Date; caseId: string };

const CASE_ID = /^c[0-9a-f]{20}$/;

export function writeCaseCursor({ openedAt, caseId }: CasePlace): string {
  return writePageCursor([openedAt.toISOString(), caseId]);
}

/** null where the text was not written by `writeCaseCursor`. */
export function readCaseCursor(text: string): CasePlace | null {
  const parts = readPageCursor(text, 2);
  if (parts === null) return null;
  const [at, caseId] = parts;
  if (typeof at !== 'string' || typeof caseId !== 'string' || !CASE_ID.test(caseId)) return null;
  const openedAt = new Date(at);
  return Number.isNaN(openedAt.getTime()) || openedAt.toISOString() !== at ? null : { openedAt, caseId };
}
