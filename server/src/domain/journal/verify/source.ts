import type { HeadRow } from '../heads/head.ts';
import type { Algorithm } from '../heads/signing-keys.ts';
import type { Seal } from '../seal.ts';
import type { StoredEntry } from '../stored-entry.ts';

export type SealRow = Seal & { entry_id: string };
export type LeafRow = { position: string; entry_id: string; hash: Buffer };
export type NodeRow = { level: number; index: string; hash: Buffer };
export type KeyRow = { key_id: string; algorithm: Algorithm; public_key: Buffer };
export type ErasureRow = { entry_id: string; field: string };
export type DetachmentRow = { month: string; first_position: string; end_position: string; sha256: string };

/**
 * Where `verifyJournal` reads: one stream a table, each in the order of its primary key, all of one moment. Numbers of 64
 * bits are text. A live database is one (`postgres-source.ts`); rows of a backup would be another.
 */
export type JournalSource = {
  entries: () => AsyncIterable<StoredEntry>;
  seals: () => AsyncIterable<SealRow>;
  leaves: () => AsyncIterable<LeafRow>;
  nodes: () => AsyncIterable<NodeRow>;
  heads: () => AsyncIterable<HeadRow>;
  keys: () => AsyncIterable<KeyRow>;
  erasures: () => AsyncIterable<ErasureRow>;
  /** By first position. */
  detachments: () => AsyncIterable<DetachmentRow>;
  settled: () => AsyncIterable<{ entry_id: string }>;
};
