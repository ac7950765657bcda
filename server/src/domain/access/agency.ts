import { judgeUscc } from '../../kernel/codes.ts';

/** An authority that submits records, decides lists or asks. Codes are 统一社会信用代码 (GB 32100). */
export type Agency = {
  uscc: string;
  name: string;
  /** Six digits, GB/T 2260. */
  region: string;
  parent?: string;
  /** The agency whose tasks it took over, and since which day (YYYY-MM-DD). */
  successorOf?: string;
  successorFrom?: string;
};

/** reviewed: what it submits waits for a person before it is published and used. */
export const RELEASES = ['direct', 'reviewed'] as const;
export type Release = (typeof RELEASES)[number];

/** The normalised code, or undefined where the check character of GB 32100 does not hold. */
export function readAgencyCode(text: string): string | undefined {
  const verdict = judgeUscc(text);
  return verdict.kind === 'valid' || verdict.kind === 'valid-outer' ? verdict.code : undefined;
}

/** Positions 3-8 of a unified code: where it was registered. */
export function regionOf(uscc: string): string {
  return uscc.slice(2, 8);
}
