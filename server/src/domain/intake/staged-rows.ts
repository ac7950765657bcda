import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { copyRows } from '../../platform/db/copy-rows.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { type KeptRow, packRows, type StagedRow, unpackRows } from './packed-rows.ts';

export type { KeptRow, StagedRow } from './packed-rows.ts';

/** A staged row with the last row of its file that speaks of the same record; null where it is that one itself. */
export type Staged = KeptRow & { last: StagedRow | null };

/** Rows of a table repeat themselves: the fastest level leaves a fiftieth. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** How packed rows begin that a migration wrote: they are JSON as it is. */
const JSON_ARRAY = '['.charCodeAt(0);

const compress = promisify<Buffer, typeof LEVEL, Buffer>(zstdCompress);
const decompress = promisify<Buffer, Buffer>(zstdDecompress);

/**
 * Keeps a chunk's rows until they are applied; what is answered belongs into the chunk's own row. Which record a row speaks
 * of is told to other chunks only where one of them may ask.
 */
export async function keepRows(
  trx: Transaction,
  batchId: string,
  chunkNo: number,
  rows: readonly KeptRow[],
): Promise<Buffer> {
  const packing = compress(Buffer.from(packRows(rows)), LEVEL);
  const told = rows.filter(({ alone }) => !alone);
  const spokenOf = await spokenOfBefore(trx, batchId, told);
  await copyRows(
    trx,
    'intake_row',
    'batch_id, seq, chunk_no, sheet, row, record_id, judged',
    told.values().map(({ seq, sheet, row, recordId, judged }) => {
      // an earlier chunk will compare its row with this one
      const content = spokenOf.has(recordId) ? JSON.stringify(judged) : null;
      return [batchId, seq, chunkNo, sheet, row, recordId, content];
    }),
  );
  return packing;
}

async function spokenOfBefore(
  trx: Transaction,
  batchId: string,
  rows: readonly KeptRow[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const { rows: found } = await trx.query<{ record_id: string }>(
    'select distinct record_id from intake_row where batch_id = $1 and record_id = any($2)',
    [batchId, rows.map(({ recordId }) => recordId)],
  );
  return new Set(found.map(({ record_id }) => record_id));
}

/**
 * The rows of a staged chunk in the order of the file; null where the chunk is applied. Nobody changes them once a batch
 * is staged, so they may be asked for ahead of the transaction that applies them.
 */
export async function loadStaged(db: Queryable, batchId: string, chunkNo: number): Promise<Staged[] | null> {
  const { rows: chunks } = await db.query<{ staged: Buffer | null }>(
    'select staged from intake_chunk where batch_id = $1 and chunk_no = $2',
    [batchId, chunkNo],
  );
  const bytes = chunks[0]?.staged ?? null;
  if (bytes === null) return null;
  const json = bytes[0] === JSON_ARRAY ? bytes : await decompress(bytes);
  const rows = unpackRows(json.toString());
  const together = new Set(rows.filter(({ alone }) => !alone).map(({ recordId }) => recordId));
  return withLast(rows, await lastOfLaterChunks(db, batchId, chunkNo, [...together]));
}

/** Rows just kept, as they would come back; null where another chunk of the file may speak of their records. */
export const stagedAlone = (rows: readonly KeptRow[]): Staged[] | null =>
  rows.every(({ alone }) => alone) ? withLast(rows, new Map()) : null;

function withLast(rows: readonly KeptRow[], later: ReadonlyMap<string, StagedRow>): Staged[] {
  const lastHere = new Map(rows.map((row) => [row.recordId, row]));
  return rows.map((row) => {
    const here = lastHere.get(row.recordId);
    return { ...row, last: later.get(row.recordId) ?? (here === row ? null : (here?.judged ?? null)) };
  });
}

async function lastOfLaterChunks(
  db: Queryable,
  batchId: string,
  chunkNo: number,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, StagedRow>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await db.query<{ record_id: string; judged: StagedRow }>(
    `select distinct on (record_id) record_id, judged from intake_row
      where batch_id = $1 and record_id = any($2) and chunk_no > $3 order by record_id, seq desc`,
    [batchId, recordIds, chunkNo],
  );
  return new Map(rows.map(({ record_id, judged }) => [record_id, judged]));
}
