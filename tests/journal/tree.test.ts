import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { consistencyPath } from '../../server/src/domain/journal/tree/consistency-path.ts';
import { follows } from '../../server/src/domain/journal/tree/follows.ts';
import { edgeOf, GrowingTree } from '../../server/src/domain/journal/tree/growing-tree.ts';
import { inclusionPath } from '../../server/src/domain/journal/tree/inclusion-path.ts';
import { BLOCK } from '../../server/src/domain/journal/tree/split.ts';
import { type ReadBlock, subtreeHash } from '../../server/src/domain/journal/tree/subtree-hash.ts';
import { consistent, hashOfLeaf, includes, rootOfLeaves } from './rfc9162.ts';

const SMALL = 300;
/** Three stored levels: 65,536 leaves fill one block of the second. */
const LARGE = 70_000;

const leaves = Array.from({ length: LARGE }, (_, at) => hashOfLeaf(Buffer.from(`leaf ${at}`)));
const levels: Buffer[][] = [leaves];
const grown = new GrowingTree();
for (const leaf of leaves) {
  for (const { level, index, hash } of grown.append(leaf)) {
    const row = levels[level] ?? [];
    levels[level] = row;
    assert.equal(index, row.length);
    row.push(hash);
  }
}
const read: ReadBlock = async (level, block) => (levels[level] ?? []).slice(block * BLOCK, (block + 1) * BLOCK);
const rootAt = (size: number) => subtreeHash(read, 0, size);

/** A proof one hash of which is another, that lacks one, or that has one too many. */
function* spoilt(path: readonly Buffer[]): Generator<Buffer[]> {
  yield [...path, hashOfLeaf(Buffer.from('more'))];
  for (const at of path.keys()) {
    yield path.toSpliced(at, 1);
    yield path.with(at, hashOfLeaf(path[at] as Buffer));
  }
}

test('the root is that of the definition, computed from stored blocks or while growing, for every size from 0 to 300', async () => {
  const tree = new GrowingTree();
  for (let size = 0; size <= SMALL; size++) {
    const expected = rootOfLeaves(leaves.slice(0, size));
    assert.deepEqual(await rootAt(size), expected, `size ${size}`);
    assert.deepEqual(tree.root(), expected, `growing to ${size}`);
    tree.append(leaves[size] as Buffer);
  }
  assert.deepEqual(grown.root(), rootOfLeaves(leaves));
  assert.deepEqual(await rootAt(LARGE), rootOfLeaves(leaves));
});

test('inclusion is proven for every tree up to 300, every leaf of the smaller ones, and for no other leaf or spoilt path', async () => {
  for (let size = 1; size <= SMALL; size++) {
    const root = await rootAt(size);
    const step = size <= 64 ? 1 : 13;
    for (let index = 0; index < size; index += step) {
      const leaf = leaves[index] as Buffer;
      const path = await inclusionPath(read, index, size);
      assert.ok(includes({ leafIndex: index, treeSize: size, leaf, root, path }), `${index} in ${size}`);
      assert.ok(!includes({ leafIndex: index, treeSize: size, leaf: leaves[size] as Buffer, root, path }));
      assert.ok(!includes({ leafIndex: (index + 1) % size, treeSize: size, leaf, root, path }) || size === 1);
    }
    const last = { leafIndex: size - 1, treeSize: size, leaf: leaves[size - 1] as Buffer, root };
    for (const path of spoilt(await inclusionPath(read, size - 1, size))) assert.ok(!includes({ ...last, path }));
  }
});

test('growth is proven to every size up to 300, from every smaller one up to 40, and by no spoilt proof or other root', async () => {
  for (let second = 1; second <= SMALL; second++) {
    const secondHash = await rootAt(second);
    for (let first = second <= 40 ? 1 : 1 + (second % 11); first <= second; first += second <= 40 ? 1 : 11) {
      const path = await consistencyPath(read, first, second);
      const claim = { first, firstHash: await rootAt(first), second, secondHash };
      assert.ok(consistent({ ...claim, path }), `${first} to ${second}`);
      const growth = { first, firstRoot: claim.firstHash, second, secondRoot: secondHash };
      assert.ok(follows(growth, path));
      if (first === second) continue;
      assert.ok(!consistent({ ...claim, firstHash: await rootAt(first + 1), path }));
      if ((first + second) % 7 !== 0) continue;
      for (const wrong of spoilt(path)) {
        assert.ok(!consistent({ ...claim, path: wrong }), `${first} to ${second}`);
        assert.ok(!follows(growth, wrong));
      }
    }
  }
});

test('what holds for small trees holds for random large ones', async () => {
  const sizes = fc
    .tuple(fc.integer({ min: 1, max: LARGE }), fc.integer({ min: 1, max: LARGE }), fc.nat())
    .map(([a, b, n]) => ({ first: Math.min(a, b), second: Math.max(a, b), index: n % Math.max(a, b) }));
  await fc.assert(
    fc.asyncProperty(sizes, async ({ first, second, index }) => {
      const [firstHash, secondHash] = [await rootAt(first), await rootAt(second)];
      const growth = await consistencyPath(read, first, second);
      assert.ok(consistent({ first, firstHash, second, secondHash, path: growth }));
      assert.ok(follows({ first, firstRoot: firstHash, second, secondRoot: secondHash }, growth));
      const claim = { leafIndex: index, treeSize: second, leaf: leaves[index] as Buffer, root: secondHash };
      const path = await inclusionPath(read, index, second);
      assert.ok(includes({ ...claim, path }));
      for (const wrong of spoilt(path)) assert.ok(!includes({ ...claim, path: wrong }));
    }),
    { numRuns: 60 },
  );
});

test('a tree taken up again at its edge grows as if it had never stopped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: LARGE - 600 }), fc.integer({ min: 0, max: 600 }), async (size, more) => {
      const edge = edgeOf(size).map(({ from, to }, level) => (levels[level] ?? []).slice(from, to));
      const tree = new GrowingTree(size, edge);
      for (let at = size; at < size + more; at++) {
        for (const { level, index, hash } of tree.append(leaves[at] as Buffer)) {
          assert.deepEqual(hash, levels[level]?.[index]);
        }
      }
      assert.deepEqual(tree.root(), await rootAt(size + more));
    }),
    { numRuns: 40 },
  );
});

test('a proof of seventy thousand leaves reads a handful of blocks', async () => {
  const asked = new Set<string>();
  const counting: ReadBlock = (level, block) => {
    asked.add(`${level}/${block}`);
    return read(level, block);
  };
  await inclusionPath(counting, 12_345, LARGE);
  assert.ok(asked.size <= 6, `${asked.size} blocks`);
});
