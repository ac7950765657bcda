import type { Queryable } from '../../platform/db/pool.ts';

/** The root over the rows of a chunk, as held; undefined where there is no such chunk. */
export async function findChunkRoot(db: Queryable, batchId: string, chunkNo: number): Promise<string | undefined> {
  const { rows } = await db.query<{ root: string }>(
    'select root from intake_chunk where batch_id = $1 and chunk_no = $2',
    [batchId, chunkNo],
  );
  return rows[0]?.root;
}
