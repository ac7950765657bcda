import type { Queryable } from '../../../platform/db/pool.ts';
import { growingTree, treeSize } from '../stored-tree.ts';
import type { GrowingTree } from '../tree/growing-tree.ts';
import { MissingIds } from './missing-ids.ts';

/** What the leading sequencer knows; lost with its connection and read anew by the next one. */
export type Lead = {
  tree: GrowingTree;
  /** The highest id of an entry that was seen. */
  high: number;
  missing: MissingIds;
  /** The settled id that the database remembers. */
  remembered: number;
};

/**
 * Takes up where another left off, in this cluster or in the one a backup was made of: nothing remembered speaks of
 * transactions. Ids above the remembered one that have no position yet count as missing until they are looked for.
 */
export async function takeLead(db: Queryable): Promise<Lead> {
  const size = await treeSize(db);
  const { rows } = await db.query<{ id: string }>('select coalesce(max(entry_id), 0) as id from journal_settled');
  const remembered = Number(rows[0]?.id);
  const sequenced = await db.query<{ after: string; id: string }>(
    `select before + 1 as after, entry_id as id
       from (select entry_id, lag(entry_id, 1, $1::bigint) over (order by entry_id) as before
               from journal_leaf where entry_id > $1) l
      where entry_id > before + 1 order by entry_id`,
    [remembered],
  );
  const missing = new MissingIds();
  for (const { after, id } of sequenced.rows) missing.notice(Number(after), Number(id) - 1);
  const last = await db.query<{ id: string }>('select coalesce(max(entry_id), 0) as id from journal_leaf');
  return {
    tree: await growingTree(db, size),
    high: Math.max(remembered, Number(last.rows[0]?.id)),
    missing,
    remembered,
  };
}
