import assert from 'node:assert/strict';
import type { Queryable } from '../../../platform/db/pool.ts';
import { microseconds } from '../entry-fields.ts';
import { storedTree, treeSize } from '../stored-tree.ts';
import { subtreeHash } from '../tree/subtree-hash.ts';
import { findLatestHead, type Head } from './head.ts';
import { headText } from './head-text.ts';
import type { JournalKeys, SigningKey } from './signing-keys.ts';

/**
 * Signs the tree as it stands, whoever leads the sequencing; the latest head where nothing was added since, undefined
 * where there is nothing at all. A tree that no longer contains its last signed head is never signed.
 */
export async function signHead(db: Queryable, keys: JournalKeys, now: Date): Promise<Head | undefined> {
  const [size, latest] = [await treeSize(db), await findLatestHead(db)];
  if (size === 0 || size === latest?.treeSize) return latest;
  const tree = storedTree(db);
  if (latest !== undefined) {
    assert(latest.treeSize < size, 'the journal holds fewer entries than its last signed head: run gongxin verify');
    const held = await subtreeHash(tree, 0, latest.treeSize);
    assert(held.equals(latest.root), 'the journal contradicts its last signed head: run gongxin verify');
  }
  const { keyId } = keys.ed25519;
  const signed = { treeSize: size, root: await subtreeHash(tree, 0, size), signedAt: microseconds(now), keyId };
  const text = headText(signed);
  const head: Head = {
    ...signed,
    signature: keys.ed25519.sign(text),
    sm2: keys.sm2 === undefined ? null : { keyId: keys.sm2.keyId, signature: keys.sm2.sign(text) },
  };
  await keepKeys(db, [keys.ed25519, ...(keys.sm2 === undefined ? [] : [keys.sm2])]);
  const { rowCount } = await db.query(
    `insert into journal_head (tree_size, root, signed_at, key_id, signature, sm2_key_id, sm2_signature)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (tree_size) do nothing`,
    [size, head.root, head.signedAt, keyId, head.signature, head.sm2?.keyId ?? null, head.sm2?.signature ?? null],
  );
  // another process signed the same tree first
  return rowCount === 0 ? findLatestHead(db) : head;
}

async function keepKeys(db: Queryable, keys: readonly SigningKey[]): Promise<void> {
  for (const { keyId, algorithm, publicKey } of keys) {
    await db.query(
      'insert into journal_key (key_id, algorithm, public_key) values ($1, $2, $3) on conflict do nothing',
      [keyId, algorithm, publicKey],
    );
  }
}
