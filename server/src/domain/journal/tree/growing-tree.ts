import assert from 'node:assert/strict';
import { EMPTY_ROOT, nodeHash } from './hashes.ts';
import { BLOCK } from './split.ts';

export type TreeNode = { level: number; index: number; hash: Buffer };

/** A tree at its growing edge: of every stored level only the hashes that have not filled a block. */
export class GrowingTree {
  #size: number;
  readonly #edge: Buffer[][];

  /** `edge[level]` are the hashes of that level after its last complete block, as `edgeOf` counts them. */
  constructor(size = 0, edge: readonly (readonly Buffer[])[] = []) {
    this.#size = size;
    this.#edge = edge.map((hashes) => [...hashes]);
    for (const [level, { from, to }] of edgeOf(size).entries())
      assert.equal(this.#edge[level]?.length, to - from, 'the edge belongs to a tree of this size');
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf and answers the blocks it completed, lowest first. */
  append(leaf: Buffer): TreeNode[] {
    const completed: TreeNode[] = [];
    this.#size += 1;
    let hash = leaf;
    for (let level = 0; ; level++) {
      const block = this.#edge[level] ?? [];
      this.#edge[level] = block;
      block.push(hash);
      if (block.length < BLOCK) return completed;
      hash = rootOfComplete(block);
      block.length = 0;
      completed.push({ level: level + 1, index: this.#size / BLOCK ** (level + 1) - 1, hash });
    }
  }

  /** Root of the tree as it stands (RFC 9162, section 2.1.1). */
  root(): Buffer {
    let root: Buffer | undefined;
    for (const hash of this.frontier().reverse()) root = root === undefined ? hash : nodeHash(hash, root);
    return root ?? EMPTY_ROOT;
  }

  /** Roots of the complete subtrees the tree consists of, largest first: one for each bit of its size. */
  frontier(): Buffer[] {
    return this.#edge.toReversed().flatMap((hashes) => {
      const roots: Buffer[] = [];
      for (let power = BLOCK / 2, at = 0; power >= 1; power /= 2) {
        if (hashes.length - at < power) continue;
        roots.push(rootOfComplete(hashes.slice(at, at + power)));
        at += power;
      }
      return roots;
    });
  }
}

/** Which hashes of each stored level a tree of this size keeps at its edge. */
export function edgeOf(size: number): { from: number; to: number }[] {
  const levels: { from: number; to: number }[] = [];
  for (let count = size; count > 0; count = Math.floor(count / BLOCK)) {
    levels.push({ from: Math.floor(count / BLOCK) * BLOCK, to: count });
  }
  return levels;
}

function rootOfComplete(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const lower = row;
    row = Array.from({ length: lower.length / 2 }, (_, at) =>
      nodeHash(lower[2 * at] as Buffer, lower[2 * at + 1] as Buffer),
    );
  }
  return row[0] as Buffer;
}
