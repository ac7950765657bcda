import type { Transaction } from '../../platform/db/write.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { type HeldWithFields, loadHeld } from './held-records.ts';

/** All of a record as it was loaded that decides what a row of it becomes, by record id. */
export type Standings = ReadonlyMap<string, string>;

/** Taken before rows are judged, which write their own versions into what was loaded. */
export function standingsOf(held: ReadonlyMap<string, HeldWithFields>): Standings {
  return new Map(
    [...held].map(([recordId, { versions, open, closedBy, correctedBy }]) => {
      const current = versions.find((version) => version.current)?.version ?? 0;
      return [recordId, [versions.length, current, open, closedBy !== null, correctedBy !== null].join(' ')];
    }),
  );
}

/**
 * Holds the records of these rows until the transaction ends, in the order in which everybody holds several.
 *
 * @returns whether they still are what was loaded; a deed may have been committed since, or waited for.
 */
export async function holdAsLoaded(
  trx: Transaction,
  rows: readonly { recordId: string; row: { subjectId: string } }[],
  loaded: Standings,
  category: CompiledCategory,
): Promise<boolean> {
  if (rows.length === 0) return true;
  const keys = [...new Map(rows.map(({ recordId, row }) => [recordId, row.subjectId]))];
  await trx.query(
    `select from record r join unnest($1::text[], $2::text[]) as w(subject_id, record_id) using (subject_id, record_id)
      where r.superseded_at is null order by r.subject_id, r.record_id for update of r`,
    [keys.map(([, subjectId]) => subjectId), keys.map(([recordId]) => recordId)],
  );
  const now = standingsOf(await loadHeld(trx, rows, category));
  return keys.every(([recordId]) => now.get(recordId) === loaded.get(recordId));
}
