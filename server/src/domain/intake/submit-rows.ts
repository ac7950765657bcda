import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../kernel/canonical-json.ts';
import { today } from '../../kernel/dates.ts';
import { openWritesSince, write } from '../../platform/db/write.ts';
import type { Cell } from '../../platform/files/index.ts';
import type { System } from '../../system.ts';
import { type CompiledCategory, catalogueInForce } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { handToJobs } from './hand-to-jobs.ts';
import { findReceipt, type Receipt } from './receipt.ts';
import { newBatchId, refusalOf, type SubmissionRefusal } from './receive-file.ts';
import { runRows } from './run-batch.ts';
import { headOfKeys, type TableHead } from './table-head.ts';
import type { DataRow } from './table-rows.ts';

/** Rows one request may hold. */
export const MAX_SUBMITTED_ROWS = 1000;

export type SubmittedValue = string | number | boolean | null | readonly string[];
export type SubmittedRow = Readonly<Record<string, SubmittedValue>>;

/**
 * Takes rows from a registered system and answers with their receipt. Keys are field ids, field codes or headings; a key
 * a row does not have says nothing about its field. The rows go the way of a file's rows, as a batch of one chunk.
 */
export async function submitRows(
  system: System,
  who: Omit<Act, 'now'>,
  submitted: { category: string; agency: string; records: readonly SubmittedRow[] },
): Promise<Receipt | SubmissionRefusal> {
  const { category, agency, records } = submitted;
  const catalogue = await catalogueInForce(system.pool, today(system.clock()));
  const received = await write(system.pool, system.clock, async (trx, now) => {
    const refusal = await refusalOf(catalogue, trx, category, agency);
    const compiled = catalogue.category(category);
    if (refusal || compiled === undefined) return refusal;
    const batchId = newBatchId(now);
    const rows = asDataRows(records, compiled);
    await trx.query(
      `insert into intake_batch (batch_id, category, agency, actor, origin, file, digest, status, started_at, register_known_until,
                                 ignored_columns)
       values ($1, $2, $3, $4, 'rows', $5, $6, 'received', $7, $8, $9)`,
      [
        batchId,
        category,
        agency,
        who.actor,
        `接口报送 ${records.length} 行`,
        // rows have no file: the same rows sent again are judged afresh, like a file in other bytes
        sha256Hex(`${randomUUID()} ${JSON.stringify(records)}`),
        now,
        await openWritesSince(trx),
        [...new Set(rows.flatMap(({ head }) => head.ignored))],
      ],
    );
    await journal(trx, { ...who, now }, { event: 'batch.received', target: batchId, detail: { category } });
    return { batchId, rows };
  });
  if (received === null || 'refused' in received) return received ?? unreachable();
  try {
    await runRows(system, received.batchId, received.rows);
  } catch (error) {
    // ended by a job now: at the next start, rows that are staged would come behind what is sent meanwhile
    await write(system.pool, system.clock, (trx) => handToJobs(system, trx, received.batchId)).catch(() => {});
    throw error;
  }
  return (await findReceipt(system.pool, received.batchId)) ?? unreachable();
}

function asDataRows(records: readonly SubmittedRow[], category: CompiledCategory): DataRow[] {
  const heads = new Map<string, TableHead>();
  return records.map((record, at) => {
    const keys = Object.keys(record);
    const signature = JSON.stringify(keys);
    const head = heads.get(signature) ?? headOfKeys(keys, category);
    heads.set(signature, head);
    return { head, row: { sheet: null, row: at + 1, cells: keys.map((key) => asCell(record[key] ?? null)) } };
  });
}

function asCell(value: SubmittedValue): Cell {
  if (value === null) return { text: '', kind: 'text' };
  if (typeof value === 'string') return { text: value, kind: 'text' };
  if (typeof value === 'object') return { text: value.join(';'), kind: 'text' };
  return { text: String(value), kind: typeof value === 'number' ? 'number' : 'boolean' };
}

function unreachable(): never {
  throw new Error('a received batch has its receipt');
}
