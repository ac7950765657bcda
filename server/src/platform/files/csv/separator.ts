/**
 * Characters that exports put between cells, full-width and control characters included; the first wins a tie. Marks of an
 * enumeration (、 and spaces) are none: they are even only by chance.
 */
export const SEPARATORS = [',', '\t', ';', '|', '，', '；', '｜', '^', '~', '#', '$', '!', '\u0001', '\u001f'] as const;
export type Separator = (typeof SEPARATORS)[number];

const USUAL: ReadonlySet<Separator> = new Set([',', '\t', ';', '|']);

/** Excel's own first line, which names the separator. */
const DECLARATION = /^sep=(.)\r?\n/i;

/** Lines looked at: enough to outweigh a title and a note above the heading. */
const SAMPLE_LINES = 100;

/**
 * The separator under which most of the first lines have the same number of cells, and many of them.
 * @param sample the beginning of the text; a last, cut line does little harm
 */
export function sniffSeparator(sample: string): Separator {
  const declared = DECLARATION.exec(sample)?.[1];
  let best: Separator = SEPARATORS.find((separator) => separator === declared) ?? ',';
  if (declared !== undefined) return best;
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const score = evenness(separatorsPerLine(sample, separator));
    if (score <= bestScore) continue;
    best = separator;
    bestScore = score;
  }
  return best;
}

/** Excel's own first line `sep=;` names the separator; Excel does not count it as a row. */
export function declaresSeparator(sample: string): boolean {
  return DECLARATION.test(sample);
}

/** Squared share of the commonest count, so that a few prose lines cost little and scattered counts cost much. */
function evenness(counts: readonly number[]): number {
  const lines = new Map<number, number>();
  for (const count of counts) lines.set(count, (lines.get(count) ?? 0) + 1);
  let score = 0;
  for (const [count, share] of lines) {
    score = Math.max(score, (share / counts.length) ** 2 * Math.log2(1 + count));
  }
  return score;
}

/** Counts separators outside quotes; a quote counts only at the start of a cell, or right after one (`""`). */
function separatorsPerLine(sample: string, separator: Separator): number[] {
  const counts: number[] = [];
  let count = 0;
  let filled = false;
  let quoted = false;
  let before: string = separator;
  for (const character of sample) {
    if (character === '"' && (quoted || before === separator || before === '"')) {
      quoted = !quoted;
      filled = true;
    } else if (!quoted && (character === '\n' || character === '\r')) {
      if (filled) counts.push(count);
      if (counts.length >= SAMPLE_LINES) return counts;
      count = 0;
      filled = false;
      before = separator;
      continue;
    } else if (!quoted && character === separator) {
      count += 1;
    } else {
      filled = true;
    }
    before = character;
  }
  if (filled) counts.push(count);
  // a quote without its end: not a cut sample but a character of the text, where the separator is a rare one
  if (quoted && !USUAL.has(separator)) return [];
  return counts;
}
