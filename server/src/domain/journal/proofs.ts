import type { Queryable } from '../../platform/db/pool.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { findLatestHead } from './heads/head.ts';
import { storedTree } from './stored-tree.ts';
import { consistencyPath } from './tree/consistency-path.ts';
import { inclusionPath } from './tree/inclusion-path.ts';
import { subtreeHash } from './tree/subtree-hash.ts';

export type Inclusion = { position: number; treeSize: number; leaf: Buffer; root: Buffer; path: Buffer[] };
export type Consistency = {
  first: number;
  firstRoot: Buffer;
  second: number;
  secondRoot: Buffer;
  path: Buffer[];
};

/** That an entry stands in the tree of this size, the latest signed one unless said (RFC 9162, section 2.1.3). */
export async function proveInclusion(
  db: Queryable,
  wanted: { entryId: string; treeSize?: number | undefined },
): Promise<Inclusion | Refusal> {
  const { rows } = await db.query<{ position: string; hash: Buffer }>(
    'select position, hash from journal_leaf where entry_id = $1',
    [wanted.entryId],
  );
  const [leaf] = rows;
  const signed = (await findLatestHead(db))?.treeSize ?? 0;
  if (leaf === undefined) return refuse('not-found', '日志树中没有此编号的条目；新条目在一秒之内进入日志树');
  const position = Number(leaf.position);
  const size = wanted.treeSize ?? signed;
  if (size > signed) return tooLarge(signed);
  if (position >= size) {
    return refuse('not-yet-known', '该条目尚未进入所问的树头，请等待下一个签名树头（每分钟一个）', { treeSize: size });
  }
  const tree = storedTree(db);
  return {
    position,
    treeSize: size,
    leaf: leaf.hash,
    root: await subtreeHash(tree, 0, size),
    path: await inclusionPath(tree, position, size),
  };
}

/** That the tree of the second size begins with the tree of the first (RFC 9162, section 2.1.4). */
export async function proveConsistency(
  db: Queryable,
  wanted: { first: number; second?: number | undefined },
): Promise<Consistency | Refusal> {
  const signed = (await findLatestHead(db))?.treeSize ?? 0;
  const second = wanted.second ?? signed;
  if (second > signed || signed === 0) return tooLarge(signed);
  if (wanted.first > second) {
    return refuse('invalid-request', 'first 应不大于 second', { field: 'first' });
  }
  const tree = storedTree(db);
  return {
    first: wanted.first,
    firstRoot: await subtreeHash(tree, 0, wanted.first),
    second,
    secondRoot: await subtreeHash(tree, 0, second),
    path: await consistencyPath(tree, wanted.first, second),
  };
}

function tooLarge(signed: number): Refusal {
  return refuse('not-yet-known', '所问的树大于最新的签名树头，只证明已签名的树', { signedTreeSize: signed });
}
