import type pg from 'pg';
import { cursorRows } from '../../../platform/db/cursor-rows.ts';
import { HEAD_COLUMNS } from '../heads/head.ts';
import { STORED_ENTRY } from '../stored-entry.ts';
import type { JournalSource } from './source.ts';

const QUERIES = {
  entries: `select ${STORED_ENTRY} from journal_entry order by entry_id`,
  seals: 'select entry_id, fields, salts, commitments from journal_seal order by entry_id',
  leaves: 'select position, entry_id, hash from journal_leaf order by position',
  nodes: 'select level, index, hash from journal_node order by level, index',
  heads: `select ${HEAD_COLUMNS} from journal_head order by tree_size`,
  keys: 'select key_id, algorithm, public_key from journal_key order by key_id',
  erasures: 'select entry_id, field from journal_erasure order by entry_id, field',
  detachments: 'select month, first_position, end_position, sha256 from journal_detachment order by first_position',
  settled: 'select entry_id from journal_settled order by entry_id',
} satisfies Record<keyof JournalSource, string>;

/** The journal of a live database, by cursors: `client` is in one read-only transaction of level REPEATABLE READ. */
export function postgresSource(client: pg.ClientBase): JournalSource {
  const stream =
    <T extends object>(name: keyof JournalSource) =>
    () =>
      cursorRows<T>(client, `verify_${name}`, QUERIES[name]);
  return {
    entries: stream('entries'),
    seals: stream('seals'),
    leaves: stream('leaves'),
    nodes: stream('nodes'),
    heads: stream('heads'),
    keys: stream('keys'),
    erasures: stream('erasures'),
    detachments: stream('detachments'),
    settled: stream('settled'),
  };
}
