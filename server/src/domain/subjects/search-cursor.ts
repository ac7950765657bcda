import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';
import { type Place, RANK_COUNT } from './search-rank.ts';

/** Where a page ended. */
export function writeCursor({ rank, key, subjectId }: Place): string {
  return writePageCursor([rank, key, subjectId]);
}

/** null where the text was not written by `writeCursor`. */
export function readCursor(text: string): Place | null {
  const parts = readPageCursor(text, 3);
  if (parts === null) return null;
  const [rank, key, subjectId] = parts;
  if (typeof rank !== 'number' || typeof key !== 'string' || typeof subjectId !== 'string') return null;
  return Number.isInteger(rank) && rank >= 0 && rank < RANK_COUNT ? { rank, key, subjectId } : null;
}
