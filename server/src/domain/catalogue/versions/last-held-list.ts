import type { Queryable } from '../../../platform/db/write.ts';
import type { List } from '../types.ts';

/** A list as the newest version says that holds it: of one that has left the law, what it was. Null: no version ever did. */
export async function lastHeldList(db: Queryable, code: string): Promise<List | null> {
  const { rows } = await db.query<{ body: List }>(
    `select body from (
       select version, body from catalogue_entry where kind = 'lists' and code = $1
        union all
       select v.version, e.body from catalogue_version v join catalogue_proposal_entry e using (proposal_id)
        where e.kind = 'lists' and e.code = $1) held
      order by version desc limit 1`,
    [code],
  );
  return rows[0]?.body ?? null;
}
