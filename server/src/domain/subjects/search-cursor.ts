import { type Place, RANK_COUNT } from './search-rank.ts';

/** Where a page ended. */
export function writeCursor({ rank, key, subjectId }: Place): string {
  return Buffer.from(JSON.stringify([rank, key, subjectId])).toString('base64url');
}

/** null where the text was not written by `writeCursor`. */
export function readCursor(text: string): Place | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [rank, key, subjectId]: unknown[] = parts;
  if (typeof rank !== 'number' || typeof key !== 'string' || typeof subjectId !== 'string') return null;
  return Number.isInteger(rank) && rank >= 0 && rank < RANK_COUNT ? { rank, key, subjectId } : null;
}
