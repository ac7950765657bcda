import type { Queryable } from '../../platform/db/write.ts';
import { type Batch, OUTCOMES } from './batch.ts';
import type { PriorGood } from './stage-chunk.ts';

const GOOD: ReadonlySet<string> = new Set([OUTCOMES.accepted, OUTCOMES.updated, OUTCOMES.duplicate]);

/**
 * What became of each row when the same bytes came before: rows once accepted, updated or duplicate stay duplicates;
 * rejected and unresolved ones are judged afresh.
 */
export async function priorGoodOf(db: Queryable, batch: Batch): Promise<PriorGood> {
  const { rows } = await db.query<{ first_seq: number; outcomes: string }>(
    `select c.first_seq, c.outcomes from intake_chunk c
      where c.batch_id in (select batch_id from intake_batch where agency = $1 and category = $2 and digest = $3
                              and status = 'finished' and batch_id <> $4)`,
    [batch.agency, batch.category, batch.digest, batch.batchId],
  );
  // a byte a row: a set of a million numbers takes forty times that
  const good = new Uint8Array(rows.reduce((end, row) => Math.max(end, row.first_seq + row.outcomes.length), 0));
  for (const { first_seq, outcomes } of rows) {
    for (let at = 0; at < outcomes.length; at += 1) if (GOOD.has(outcomes.charAt(at))) good[first_seq + at] = 1;
  }
  return (seq) => good[seq] === 1;
}
