/** A place of a masked text where something was taken away: 某, 某1, 某某, ****, 某处 */
const MASK = /某[处某]?[甲乙丙丁戊\d]{0,2}|[*＊×]+/u;

/**
 * Whether a text is another with stretches masked and nothing added or moved: what stands between the masks stands in the
 * other text in the same order, and both begin and end alike. A review hides, it does not rewrite what was decided.
 */
export function isMaskedFormOf(masked: string, original: string): boolean {
  const pieces = masked.split(new RegExp(MASK, 'gu'));
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const found = index === 0 ? (original.startsWith(piece) ? 0 : -1) : original.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return pieces.length === 1 ? masked === original : original.endsWith(last);
}
