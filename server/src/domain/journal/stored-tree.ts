import type { Queryable } from '../../platform/db/pool.ts';
import { edgeOf, GrowingTree } from './tree/growing-tree.ts';
import { BLOCK } from './tree/split.ts';
import { type ReadBlock, remembering } from './tree/subtree-hash.ts';

/** Leaves the tree has now. */
export async function treeSize(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ size: string }>('select coalesce(max(position) + 1, 0) as size from journal_leaf');
  return Number(rows[0]?.size);
}

/** Reads the stored tree by blocks of 256 hashes: one query each, each once. */
export function storedTree(db: Queryable): ReadBlock {
  return remembering((level, block) => readHashes(db, level, block * BLOCK, (block + 1) * BLOCK));
}

/** The tree of this size at its growing edge. */
export async function growingTree(db: Queryable, size: number): Promise<GrowingTree> {
  const edge: Buffer[][] = [];
  for (const [level, { from, to }] of edgeOf(size).entries()) edge.push(await readHashes(db, level, from, to));
  return new GrowingTree(size, edge);
}

async function readHashes(db: Queryable, level: number, from: number, to: number): Promise<Buffer[]> {
  const { rows } =
    level === 0
      ? await db.query<{ hash: Buffer }>({
          name: 'journal-leaves',
          text: 'select hash from journal_leaf where position >= $1 and position < $2 order by position',
          values: [from, to],
        })
      : await db.query<{ hash: Buffer }>({
          name: 'journal-nodes',
          text: 'select hash from journal_node where level = $1 and index >= $2 and index < $3 order by index',
          values: [level, from, to],
        });
  return rows.map(({ hash }) => hash);
}
