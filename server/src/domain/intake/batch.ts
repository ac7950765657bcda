import type { Queryable } from '../../platform/db/write.ts';

/** Outcomes of a row, one letter each as the chunk holds them. `waiting`: staged, its version not yet judged. */
export const OUTCOMES = {
  accepted: 'a',
  updated: 'u',
  duplicate: 'd',
  rejected: 'r',
  unresolved: 'q',
  waiting: '.',
} as const;
export type Outcome = Exclude<keyof typeof OUTCOMES, 'waiting'>;

/** `late` and `withheld` count accepted rows. */
export type Counts = Record<Outcome, number> & { total: number; late: number; withheld: number };
export const NO_COUNTS: Counts = {
  total: 0,
  accepted: 0,
  updated: 0,
  duplicate: 0,
  rejected: 0,
  unresolved: 0,
  late: 0,
  withheld: 0,
};

export type BatchStatus = 'received' | 'running' | 'finished' | 'refused' | 'failed' | 'cancelled';

/** One submission on its way to records. */
export type Batch = {
  batchId: string;
  category: string;
  agency: string;
  actor: string;
  origin: 'cli' | 'http' | 'rows';
  file: string;
  digest: string;
  history: boolean;
  status: BatchStatus;
  staged: boolean;
  stagedChunks: number;
  stagedRows: number;
  appliedChunks: number;
  ignoredColumns: string[];
  counts: Counts;
  refusal: { code: string; message: string } | null;
  /** The batch whose returned rows it mends. */
  patches: string | null;
  startedAt: Date;
  /** What the register was told before this moment, whoever identifies its rows sees. */
  registerKnownUntil: Date;
  finishedAt: Date | null;
};

export const isUnderWay = ({ status }: Pick<Batch, 'status'>): boolean => status === 'received' || status === 'running';

/** Until its first chunk is applied nothing of it is in the archive. */
export const mayBeCancelled = (batch: Pick<Batch, 'status' | 'appliedChunks'>): boolean =>
  isUnderWay(batch) && batch.appliedChunks === 0;

const COLUMNS = `batch_id as "batchId", category, agency, actor, origin, file, digest, history, status, staged,
  staged_chunks as "stagedChunks", staged_rows as "stagedRows", applied_chunks as "appliedChunks",
  ignored_columns as "ignoredColumns", counts, refusal, patches, started_at as "startedAt", finished_at as "finishedAt",
  coalesce(register_known_until, started_at) as "registerKnownUntil"`;

export async function findBatch(db: Queryable, batchId: string): Promise<Batch | null> {
  const { rows } = await db.query<Batch>(`select ${COLUMNS} from intake_batch where batch_id = $1`, [batchId]);
  return rows[0] ? { ...rows[0], counts: { ...NO_COUNTS, ...rows[0].counts } } : null;
}

/** Reads a batch for writing: whoever ends it does so alone. */
export async function lockBatch(trx: Queryable, batchId: string): Promise<Batch> {
  const { rows } = await trx.query<Batch>(`select ${COLUMNS} from intake_batch where batch_id = $1 for update`, [
    batchId,
  ]);
  if (rows[0] === undefined) throw new Error(`batch ${batchId} is held`);
  return { ...rows[0], counts: { ...NO_COUNTS, ...rows[0].counts } };
}

/** Somebody has ended the batch while it was worked on: there is nothing left to do for it. */
export class BatchEnded extends Error {
  override readonly name = 'BatchEnded';
}

/** Reads a batch for ending its way. */
export async function lockUnderWay(trx: Queryable, batchId: string): Promise<Batch> {
  const batch = await lockBatch(trx, batchId);
  if (!isUnderWay(batch)) throw new BatchEnded(batchId);
  return batch;
}

/**
 * Reads a batch for moving it on by a chunk. It is not locked: one chunk of it may be staged while another is applied.
 * The turns of `take-turns.ts`, taken before, keep away who else would do the same, and who would take it back.
 */
export async function findUnderWay(trx: Queryable, batchId: string): Promise<Batch> {
  const batch = await findBatch(trx, batchId);
  if (batch === null) throw new Error(`batch ${batchId} is held`);
  if (!isUnderWay(batch)) throw new BatchEnded(batchId);
  return batch;
}

/** Batches that a stopped process left on the way. */
export async function unfinishedBatches(db: Queryable, origin: Batch['origin']): Promise<string[]> {
  const { rows } = await db.query<{ batch_id: string }>(
    `select batch_id from intake_batch where status in ('received', 'running') and origin = $1
      order by started_at limit 1000`,
    [origin],
  );
  return rows.map((row) => row.batch_id);
}
