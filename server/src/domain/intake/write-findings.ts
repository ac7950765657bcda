import { copyRows } from '../../platform/db/copy-rows.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Finding } from './findings.ts';

export type RowFinding = {
  seq: number;
  chunkNo: number;
  sheet: string | null;
  row: number;
  finding: Finding;
  outcome: 'rejected' | 'unresolved' | 'warning';
};

export async function writeFindings(trx: Transaction, batchId: string, findings: readonly RowFinding[]): Promise<void> {
  const positions = new Map<number, number>();
  const rows = findings.map(({ seq, chunkNo, sheet, row, finding, outcome }) => {
    const position = (positions.get(seq) ?? 0) + 1;
    positions.set(seq, position);
    return [batchId, seq, position, chunkNo, sheet, row, finding.column, finding.code, finding.message, outcome];
  });
  await copyRows(
    trx,
    'intake_finding',
    'batch_id, seq, position, chunk_no, sheet, row, column_name, code, message, outcome',
    rows,
  );
}
