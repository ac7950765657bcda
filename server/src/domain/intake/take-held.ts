import type { Transaction } from '../../platform/db/write.ts';

export type HeldKey = { subjectId: string; recordId: string };

/** Current versions held by this transaction until it ends, by record id. */
export type TakenHeld = {
  versions: ReadonlyMap<string, number>;
  /** When something about these records was last recorded; null where nothing is held. */
  latest: Date | null;
};

/**
 * Takes the current versions of records that rows change, as a deed takes the one it is about: no deed comes between what
 * is judged of them and what is written. What a deed did that was waited for is seen by statements after this one only.
 */
export async function takeHeld(trx: Transaction, keys: readonly HeldKey[]): Promise<TakenHeld> {
  const params = [keys.map(({ subjectId }) => subjectId), keys.map(({ recordId }) => recordId)];
  const wanted = 'unnest($1::text[], $2::text[]) as k(subject_id, record_id)';
  const { rows } = await trx.query<{ record_id: string; version: number }>(
    `select r.record_id, r.version from ${wanted} join record r using (subject_id, record_id)
      where r.superseded_at is null order by r.subject_id, r.record_id for update of r`,
    params,
  );
  const recorded = ['record', 'record_window', 'measure_ground'].map(
    (table) =>
      `select t.recorded_at as at from ${wanted} join ${table} t using (subject_id, record_id) where t.superseded_at is null`,
  );
  const deeds = `select d.recorded_at from ${wanted} join record_deed d using (subject_id, record_id)`;
  const { rows: last } = await trx.query<{ latest: Date | null }>(
    `select max(at) as latest from (${[...recorded, deeds].join(' union all ')}) recorded`,
    params,
  );
  return {
    versions: new Map(rows.map(({ record_id, version }) => [record_id, version])),
    latest: last[0]?.latest ?? null,
  };
}
