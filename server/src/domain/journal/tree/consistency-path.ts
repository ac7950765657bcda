import assert from 'node:assert/strict';
import { splitOf } from './split.ts';
import { type ReadBlock, subtreeHash } from './subtree-hash.ts';

/** PROOF(first, D_second): that the tree only grew from one size to the other (RFC 9162, section 2.1.4.1). */
export async function consistencyPath(read: ReadBlock, first: number, second: number): Promise<Buffer[]> {
  assert(first > 0 && first <= second, 'a tree grows from something');
  const path: Buffer[] = [];
  let [start, end] = [0, second];
  // whether the subtree in hand begins where the older tree began, whose root the reader holds already
  let whole = true;
  while (first !== end) {
    const middle = start + splitOf(end - start);
    if (first <= middle) {
      path.push(await subtreeHash(read, middle, end));
      end = middle;
    } else {
      path.push(await subtreeHash(read, start, middle));
      start = middle;
      whole = false;
    }
  }
  if (!whole) path.push(await subtreeHash(read, start, end));
  return path.reverse();
}
