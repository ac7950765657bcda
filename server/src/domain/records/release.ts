import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { openWindows, type Windowed } from './open-windows.ts';
import { ENDING_DEEDS } from './visible-records.ts';

/** Records released in one statement. */
const CHUNK = 1_000;

export type Release = { batchId: string; reason?: string | undefined };
export type Released = { batchId: string; released: number };

/**
 * Lets the withheld records of a batch be published and used: its current versions that have no window and that no deed
 * has ended. The windows are those the catalogue in force today gives them.
 */
export async function releaseBatch(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { batchId, reason = '经核对准予公示和使用' }: Release,
): Promise<Released | Refusal> {
  let released = 0;
  for (let chunk = await withheld(trx, batchId); chunk.length > 0; chunk = await withheld(trx, batchId)) {
    await writeReleases(trx, act, chunk, reason);
    await openWindows(trx, act.now, catalogue, chunk, 'released');
    released += chunk.length;
  }
  if (released === 0) return nothingToRelease(trx, batchId);
  await journal(trx, act, { event: 'record.released', target: batchId, detail: { records: released, reason } });
  return { batchId, released };
}

async function withheld(trx: Transaction, batchId: string): Promise<Windowed[]> {
  const { rows } = await trx.query<Windowed>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.version, r.category, r.authority, r.fields
       from record r
      where r.batch_id = $1 and r.superseded_at is null
        and not exists (select from record_window w
          where w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null)
        and not exists (select from record_deed d
          where d.subject_id = r.subject_id and d.record_id = r.record_id and d.kind = any($2)
            and d.recorded_at >= r.recorded_at)
      order by r.subject_id, r.record_id limit $3 for update of r`,
    [batchId, ENDING_DEEDS, CHUNK],
  );
  return rows;
}

async function writeReleases(trx: Transaction, act: Act, records: readonly Windowed[], reason: string): Promise<void> {
  await trx.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, actor, agency, recorded_at)
     select r.subject_id, r.record_id, coalesce((select max(d.deed_no) from record_deed d
              where d.subject_id = r.subject_id and d.record_id = r.record_id), 0) + 1, 'release', $3, $4, $5, $6
       from unnest($1::text[], $2::text[]) as r(subject_id, record_id)`,
    [
      records.map(({ subjectId }) => subjectId),
      records.map(({ recordId }) => recordId),
      reason,
      act.actor,
      act.agency ?? null,
      act.now,
    ],
  );
}

async function nothingToRelease(trx: Transaction, batchId: string): Promise<Refusal> {
  const { rowCount } = await trx.query('select from record where batch_id = $1 limit 1', [batchId]);
  if (rowCount === 0) return refuse('not-found', '没有找到该批次的记录,请核对批次编号。');
  return refuse('already-done', '该批次没有待放行的记录。');
}
