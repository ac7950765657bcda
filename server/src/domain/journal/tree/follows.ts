import { nodeHash } from './hashes.ts';

/** What a consistency path connects: the sizes and roots of an older and a newer tree. */
export type Growth = { first: number; firstRoot: Buffer; second: number; secondRoot: Buffer };

/** Whether the newer tree begins with the older one, by RFC 9162, section 2.1.4.2. */
export function follows({ first, firstRoot, second, secondRoot }: Growth, path: readonly Buffer[]): boolean {
  if (first === second) return path.length === 0 && firstRoot.equals(secondRoot);
  if (first <= 0 || first > second) return false;
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const [start, ...rest] = fn === 0 ? [firstRoot, ...path] : path;
  if (start === undefined) return false;
  let [fr, sr] = [start, start];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr);
      sr = nodeHash(hash, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
}

/** A shift to the right that also bears sizes beyond 32 bits. */
function half(number: number): number {
  return Math.floor(number / 2);
}
