import type { Queryable } from '../../platform/db/write.ts';

/** Everything said of one faulty row. `row` is its number in the file that was sent first. */
export type FaultyRow = { row: number; faults: { column: string; code: string; message: string }[] };
/** What is wrong with the data row of this number, counted from 0; null where nothing is. Asked in ascending order. */
export type FaultsOf = (seq: number) => Promise<FaultyRow | null>;

/** Data rows whose findings are read at once. */
const ROWS_AT_ONCE = 4000;

/** Reads the findings of a batch alongside its rows, so that memory does not grow with either. */
export function faultsOf(db: Queryable, batchId: string): FaultsOf {
  let loaded = new Map<number, FaultyRow>();
  let from = -1;
  return async (seq) => {
    const start = seq - (seq % ROWS_AT_ONCE);
    if (start !== from) {
      from = start;
      loaded = await faultyRows(db, batchId, start);
    }
    return loaded.get(seq) ?? null;
  };
}

async function faultyRows(db: Queryable, batchId: string, from: number): Promise<Map<number, FaultyRow>> {
  const { rows } = await db.query<{ seq: number; row: number; column: string; code: string; message: string }>(
    `select seq, row, coalesce(column_name, '') as column, code, message from intake_finding
      where batch_id = $1 and seq >= $2 and seq < $3 and outcome <> 'warning' order by seq, position`,
    [batchId, from, from + ROWS_AT_ONCE],
  );
  const faulty = new Map<number, FaultyRow>();
  for (const { seq, row, ...fault } of rows) {
    const held = faulty.get(seq) ?? { row, faults: [] };
    held.faults.push(fault);
    faulty.set(seq, held);
  }
  return faulty;
}
