import type { Queryable } from '../../platform/db/write.ts';
import { type Batch, type BatchStatus, findBatch } from './batch.ts';
import { howItEnded } from './how-it-ended.ts';

/** Errors and warnings a receipt holds at most, each; the reject file holds all. */
export const MAX_RECEIPT_FINDINGS = 1000;

export type ReceiptFinding = { sheet?: string; row: number; column: string; code: string; message: string };

export type Receipt = {
  batchId: string;
  status: BatchStatus;
  category: string;
  agency: string;
  file: string;
  /** The batch whose returned rows this one mends. */
  patches?: string;
  total: number;
  accepted: number;
  updated: number;
  duplicate: number;
  rejected: number;
  unresolved: number;
  late: number;
  /** Accepted rows that wait unpublished for a person: under review, or history to be reconciled. */
  withheld: number;
  ignoredColumns: string[];
  startedAt: string;
  finishedAt: string | null;
  refusal?: { code: string; message: string };
  /** Of a batch that ended without being finished: why, and what to do now. */
  note?: string;
  errors: (ReceiptFinding & { outcome: 'rejected' | 'unresolved' })[];
  warnings: ReceiptFinding[];
};

type FindingRow = {
  sheet: string | null;
  row: number;
  column_name: string;
  code: string;
  message: string;
  outcome: string;
};

/** The receipt of a batch as it stands; null where no such batch is held. Rows are numbered as a person sees them. */
export async function findReceipt(db: Queryable, batchId: string): Promise<Receipt | null> {
  const batch = await findBatch(db, batchId);
  if (batch === null) return null;
  const errors = await findings(db, batchId, ['rejected', 'unresolved']);
  const warnings = await findings(db, batchId, ['warning']);
  return {
    ...headOf(batch),
    errors: errors.map((row) => ({ ...shown(row), outcome: row.outcome as 'rejected' | 'unresolved' })),
    warnings: warnings.map(shown),
  };
}

function headOf(batch: Batch): Omit<Receipt, 'errors' | 'warnings'> {
  const { batchId, status, category, agency, file, counts } = batch;
  const note = howItEnded(batch);
  return {
    batchId,
    status,
    category,
    agency,
    file,
    ...(batch.patches === null ? {} : { patches: batch.patches }),
    total: counts.total,
    accepted: counts.accepted,
    updated: counts.updated,
    duplicate: counts.duplicate,
    rejected: counts.rejected,
    unresolved: counts.unresolved,
    late: counts.late,
    withheld: counts.withheld,
    ignoredColumns: batch.ignoredColumns,
    startedAt: batch.startedAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
    ...(batch.refusal === null ? {} : { refusal: batch.refusal }),
    ...(note === undefined ? {} : { note }),
  };
}

async function findings(db: Queryable, batchId: string, outcomes: string[]): Promise<FindingRow[]> {
  const { rows } = await db.query<FindingRow>(
    `select sheet, row, column_name, code, message, outcome from intake_finding
      where batch_id = $1 and outcome = any($2) order by seq, position limit ${MAX_RECEIPT_FINDINGS}`,
    [batchId, outcomes],
  );
  return rows;
}

const shown = ({ sheet, row, column_name, code, message }: FindingRow): ReceiptFinding => ({
  ...(sheet === null ? {} : { sheet }),
  row,
  column: column_name,
  code,
  message,
});
