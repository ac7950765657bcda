import assert from 'node:assert/strict';
import { splitOf } from './split.ts';
import { type ReadBlock, subtreeHash } from './subtree-hash.ts';

/** PATH(index, D_size): that a leaf stands at this position of the tree of this size (RFC 9162, section 2.1.3.1). */
export async function inclusionPath(read: ReadBlock, index: number, size: number): Promise<Buffer[]> {
  assert(index >= 0 && index < size, 'the leaf is in the tree');
  const path: Buffer[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(await subtreeHash(read, middle, end));
      end = middle;
    } else {
      path.push(await subtreeHash(read, start, middle));
      start = middle;
    }
  }
  return path.reverse();
}
