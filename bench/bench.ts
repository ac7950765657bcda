/**
 * One comparison: how much of a baseline's pace ours keeps, measured in the same run on the same machine. Ratios and
 * not numbers, because machines differ and are shared.
 */
export type Part = {
  name: string;
  /** What the baseline is. */
  baseline: string;
  /** Ours over the baseline: above 1 we are faster. */
  ratio: number;
  /** Rounds; each ran ours and the baseline in turn, and `ratio` is the median of the rounds' ratios. */
  medianOf: number;
};

export type Bench = (say: (line: string) => void) => Promise<Part[]>;

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Enough digits to compare by, no more than repeat. */
export function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}
