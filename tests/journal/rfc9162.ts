import { createHash } from 'node:crypto';

/**
 * A checker of proofs written from the text of RFC 9162 and nothing else: it imports no line of the server. Numbers are
 * BigInt, so that the shifts of the text can be written as they stand.
 */

/** Section 2.1.1: `HASH(0x00 || d[0])`. */
export function hashOfLeaf(data: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(data).digest();
}

/** Section 2.1.1: `HASH(0x01 || left || right)`. */
export function hashOfPair(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** Section 2.1.1: MTH over the hashes of the leaves, by its definition. */
export function rootOfLeaves(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0] as Buffer;
  let k = 1;
  while (k << 1 < leaves.length) k <<= 1;
  return hashOfPair(rootOfLeaves(leaves.slice(0, k)), rootOfLeaves(leaves.slice(k)));
}

/** Section 2.1.3.2: verifying an inclusion proof. */
export function includes(claim: {
  leafIndex: number;
  treeSize: number;
  leaf: Buffer;
  root: Buffer;
  path: readonly Buffer[];
}): boolean {
  const [leafIndex, treeSize] = [BigInt(claim.leafIndex), BigInt(claim.treeSize)];
  // 1. Compare leaf_index from the inclusion_proof_v2 structure against tree_size
  if (leafIndex >= treeSize) return false;
  // 2., 3.
  let fn = leafIndex;
  let sn = treeSize - 1n;
  let r = claim.leaf;
  // 4. For each value p in the inclusion_path array:
  for (const p of claim.path) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      r = hashOfPair(p, r);
      if ((fn & 1n) === 0n) {
        do {
          fn >>= 1n;
          sn >>= 1n;
        } while ((fn & 1n) === 0n && fn !== 0n);
      }
    } else {
      r = hashOfPair(r, p);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  // 5.
  return sn === 0n && Buffer.compare(r, claim.root) === 0;
}

/** Section 2.1.4.2: verifying consistency between two tree heads, sizes not equal to zero. */
export function consistent(claim: {
  first: number;
  firstHash: Buffer;
  second: number;
  secondHash: Buffer;
  path: readonly Buffer[];
}): boolean {
  const { firstHash, secondHash } = claim;
  const [first, second] = [BigInt(claim.first), BigInt(claim.second)];
  if (first > second || first < 1n) return false;
  if (first === second) return claim.path.length === 0 && Buffer.compare(firstHash, secondHash) === 0;
  // 1.
  if (claim.path.length === 0) return false;
  // 2. If first is an exact power of 2, then prepend first_hash to the consistency_path array.
  const path = (first & (first - 1n)) === 0n ? [firstHash, ...claim.path] : [...claim.path];
  // 3., 4.
  let fn = first - 1n;
  let sn = second - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  // 5.
  let fr = path[0] as Buffer;
  let sr = path[0] as Buffer;
  // 6. For each subsequent value c in the consistency_path array:
  for (const c of path.slice(1)) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      fr = hashOfPair(c, fr);
      sr = hashOfPair(c, sr);
      if ((fn & 1n) === 0n) {
        do {
          fn >>= 1n;
          sn >>= 1n;
        } while ((fn & 1n) === 0n && fn !== 0n);
      }
    } else {
      sr = hashOfPair(sr, c);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  // 7.
  return sn === 0n && Buffer.compare(fr, firstHash) === 0 && Buffer.compare(sr, secondHash) === 0;
}
