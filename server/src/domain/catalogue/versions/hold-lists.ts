import type { Queryable } from '../../../platform/db/write.ts';

/**
 * Writes which lists a new version knows and who decides each, so that the schema itself can refuse an entry of a list that is
 * decided here and came from no case. Once a version, with it.
 */
export async function holdLists(trx: Queryable, version: number): Promise<void> {
  await trx.query(
    `insert into catalogue_list (version, list, decided_by)
     select $1, code, body ->> 'decidedBy' from catalogue_entry where version = $1 and kind = 'lists'
      union all
     select $1, e.code, e.body ->> 'decidedBy' from catalogue_version v join catalogue_proposal_entry e using (proposal_id)
      where v.version = $1 and e.kind = 'lists'`,
    [version],
  );
}
