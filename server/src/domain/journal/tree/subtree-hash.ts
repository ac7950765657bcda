import assert from 'node:assert/strict';
import { EMPTY_ROOT, nodeHash } from './hashes.ts';
import { BLOCK, BLOCK_HEIGHT, exponentOf, splitOf } from './split.ts';

/**
 * Reads stored hashes: level 0 are leaves, level n roots of complete blocks of 256^n leaves. `block` counts by 256 hashes
 * of its level; the answer may be short where the tree ends.
 */
export type ReadBlock = (level: number, block: number) => Promise<readonly Buffer[]>;

/** A reader that asks for every block once; a proof asks for the same few again and again. */
export function remembering(read: ReadBlock): ReadBlock {
  const asked = new Map<string, Promise<readonly Buffer[]>>();
  return (level, block) => {
    const key = `${level}/${block}`;
    const known = asked.get(key) ?? read(level, block);
    asked.set(key, known);
    return known;
  };
}

/**
 * MTH(D[start:end]) of RFC 9162, section 2.1.1, for the ranges that occur in a tree: those that begin at a multiple of the
 * power of two that contains them. A complete range costs at most one block, a ragged one a block a level.
 */
export async function subtreeHash(read: ReadBlock, start: number, end: number): Promise<Buffer> {
  const size = end - start;
  if (size === 0) return EMPTY_ROOT;
  const exponent = exponentOf(size);
  if (exponent !== undefined) return completeHash(read, start, exponent);
  const middle = start + splitOf(size);
  return nodeHash(await subtreeHash(read, start, middle), await subtreeHash(read, middle, end));
}

async function completeHash(read: ReadBlock, start: number, exponent: number): Promise<Buffer> {
  const level = Math.floor(exponent / BLOCK_HEIGHT);
  const first = start / BLOCK ** level;
  const count = 2 ** (exponent % BLOCK_HEIGHT);
  assert(Number.isSafeInteger(first) && first % count === 0, 'a complete subtree begins at a multiple of its size');
  const block = await read(level, Math.floor(first / BLOCK));
  const hashes = block.slice(first % BLOCK, (first % BLOCK) + count);
  assert(hashes.length === count, 'the stored tree reaches this far');
  return fold(hashes);
}

/** Root over a power of two of hashes of one level. */
function fold(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0] as Buffer;
  const pairs = Array.from({ length: hashes.length / 2 }, (_, at) =>
    nodeHash(hashes[2 * at] as Buffer, hashes[2 * at + 1] as Buffer),
  );
  return fold(pairs);
}
