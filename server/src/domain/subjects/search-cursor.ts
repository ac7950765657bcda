import { TIERS } from './search-tiers.ts';

/** Where a page ended: the tier, the order inside it, and the subject. */
export type Cursor = { tier: number; key: string; subjectId: string };

export function writeCursor({ tier, key, subjectId }: Cursor): string {
  return Buffer.from(JSON.stringify([tier, key, subjectId])).toString('base64url');
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
  const [tier, key, subjectId]: unknown[] = parts;
  if (typeof tier !== 'number' || typeof key !== 'string' || typeof subjectId !== 'string') return null;
  return Number.isInteger(tier) && tier >= 0 && tier < TIERS.length ? { tier, key, subjectId } : null;
}
