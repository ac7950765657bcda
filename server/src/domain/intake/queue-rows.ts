import { randomUUID } from 'node:crypto';
import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Candidate } from '../subjects/index.ts';
import type { UnresolvedCode } from './findings.ts';
import type { PlacedRow } from './place-row.ts';

/** A lawful row that waits for a person. */
export type QueuedRow = {
  category: string;
  agency: string;
  reason: UnresolvedCode;
  content: Omit<PlacedRow, 'subjectId'>;
  candidates: readonly Candidate[];
  batchId: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
};

/** Queues rows for the counter; a row that is queued or was settled already is not queued again. */
export async function queueRows(trx: Transaction, rows: readonly QueuedRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await trx.query(
    `insert into intake_queue (queue_id, digest, category, agency, reason, content, candidates, batch_id, file, sheet, row, queued_at)
     select queue_id, digest, category, agency, reason, content, candidates, batch_id, file, sheet, row, $2
       from json_to_recordset($1) as r(queue_id text, digest text, category text, agency text, reason text, content jsonb,
                                       candidates jsonb, batch_id text, file text, sheet text, row int)
     on conflict (digest) do nothing`,
    [
      JSON.stringify(
        rows.map((row) => ({
          queue_id: `q${randomUUID()}`,
          digest: digestOf(row),
          category: row.category,
          agency: row.agency,
          reason: row.reason,
          content: row.content,
          candidates: row.candidates,
          batch_id: row.batchId,
          file: row.file,
          sheet: row.sheet,
          row: row.row,
        })),
      ),
      now,
    ],
  );
}

/** What makes two queued rows the same: who sent what about whom, whatever is uncertain about it. */
function digestOf({ category, agency, content }: QueuedRow): string {
  const held = Object.fromEntries(Object.entries(content.values).filter(([, value]) => value !== null));
  return sha256Hex(canonicalJson([category, agency, content.authority.code, held] as Json));
}
