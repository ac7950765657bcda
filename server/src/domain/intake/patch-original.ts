import type { Queryable } from '../../platform/db/write.ts';
import { readMark } from '../../platform/files/write/index.ts';
import type { Batch } from './batch.ts';
import { BATCH_MARK } from './rejects-columns.ts';

/** A batch whose returned rows another one mends. */
export type Original = {
  batchId: string;
  /** The file that its rows are rows of: of a mended batch, the one that was sent first. */
  file: string;
  /** It, or a batch it mends, was marked as history by its sender. */
  history: boolean;
};

/** The batch that a returned workbook came from: of the same agency and category, and finished. Null for any other file. */
export async function findOriginal(db: Queryable, path: string, batch: Batch): Promise<string | null> {
  const marked = await readMark(path, BATCH_MARK);
  if (marked === null) return null;
  const { rows } = await db.query<{ batch_id: string }>(
    `select batch_id from intake_batch where batch_id = $1 and agency = $2 and category = $3 and status = 'finished'`,
    [marked, batch.agency, batch.category],
  );
  return rows[0]?.batch_id ?? null;
}

/** Follows a batch that mends others to the file that came first. */
export async function originalOf(db: Queryable, batchId: string): Promise<Original> {
  const { rows } = await db.query<{ patches: string | null; file: string; history: boolean }>(
    `with recursive mended as (
       select batch_id, patches, file, history from intake_batch where batch_id = $1
       union
       select b.batch_id, b.patches, b.file, b.history from intake_batch b join mended m on b.batch_id = m.patches)
     select patches, file, history from mended`,
    [batchId],
  );
  const first = rows.find(({ patches }) => patches === null);
  if (first === undefined) throw new Error(`what batch ${batchId} mends is held`);
  return { batchId, file: first.file, history: rows.some(({ history }) => history) };
}

/** A batch that mends another speaks of the rows of the file that came first. */
export async function underFirstFile(db: Queryable, batch: Batch): Promise<Batch> {
  if (batch.patches === null) return batch;
  const { file, history } = await originalOf(db, batch.patches);
  return { ...batch, file, history: batch.history || history };
}
