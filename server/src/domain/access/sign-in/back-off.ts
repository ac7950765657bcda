/** Tries that cost nothing: people mistype. */
export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
/** Never for good: a stranger could lock anybody out (NIST SP 800-63B-4, 3.2.2; ASVS 5.0, 6.3.1). */
export const LONGEST_WAIT_MS = 60 * 60_000;
/** After so long without a try, counting begins anew. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;
const DOUBLINGS_AT_MOST = 20;

/** How long nobody may try after so many failures in a row: nothing at first, then twice as long each time. */
export function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  const doublings = Math.min(failures - FREE_TRIES, DOUBLINGS_AT_MOST);
  return Math.min(FIRST_WAIT_MS * 2 ** doublings, LONGEST_WAIT_MS);
}
