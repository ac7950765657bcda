import assert from 'node:assert/strict';

/** Leaves under one stored node, and children of a stored node one level up. */
export const BLOCK = 256;
/** Binary levels between two stored levels. */
export const BLOCK_HEIGHT = 8;

/** The largest power of two smaller than `size` (RFC 9162, section 2.1.1: where a tree of that size divides). */
export function splitOf(size: number): number {
  assert(Number.isSafeInteger(size) && size > 1, 'a tree of one leaf does not divide');
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Exponent of a power of two, else undefined. Not by bits: sizes exceed 32 of them. */
export function exponentOf(size: number): number | undefined {
  const exponent = Math.round(Math.log2(size));
  return 2 ** exponent === size ? exponent : undefined;
}
