import { randomUUID } from 'node:crypto';
import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import { normaliseCode } from '../../kernel/codes.ts';
import { nameKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { factsOf } from '../records/index.ts';
import type { Candidate } from '../subjects/index.ts';
import type { UnresolvedCode } from './findings.ts';
import type { PlacedRow } from './place-row.ts';

export type QueuedContent = Omit<PlacedRow, 'subjectId'> & {
  /** It was disputed or hidden under this subject when the register took it back. */
  suspendedUnder?: string;
};

/** A lawful row that waits for a person. */
export type QueuedRow = {
  category: CompiledCategory;
  agency: string;
  reason: UnresolvedCode;
  content: QueuedContent;
  candidates: readonly Candidate[];
  batchId: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
};

/**
 * Queues rows for the counter; a row that is queued or was settled already is not queued again, unless it `reopens`: then
 * one that was settled waits for a person once more.
 */
export async function queueRows(
  trx: Transaction,
  rows: readonly QueuedRow[],
  now: Date,
  { reopens = false }: { reopens?: boolean } = {},
): Promise<void> {
  if (rows.length === 0) return;
  const digests = rows.map(digestOf);
  const settled = reopens ? await settledOf(trx, digests) : new Map<string, number>();
  await trx.query(
    `insert into intake_queue (queue_id, digest, category, agency, reason, content, candidates, batch_id, file, sheet, row, queued_at)
     select queue_id, digest, category, agency, reason, content, candidates, batch_id, file, sheet, row, $2
       from json_to_recordset($1) as r(queue_id text, digest text, category text, agency text, reason text, content jsonb,
                                       candidates jsonb, batch_id text, file text, sheet text, row int)
     on conflict (digest) do nothing`,
    [
      JSON.stringify(
        rows.map((row, at) => ({
          queue_id: `q${randomUUID()}`,
          digest: nthTime(digests[at] ?? '', settled),
          category: row.category.code,
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
  await rememberSending(trx, rows, digests);
}

/** Where each row stood in the batch it came in, also when it waited already: its mended row settles it from any. */
async function rememberSending(
  trx: Transaction,
  rows: readonly QueuedRow[],
  digests: readonly string[],
): Promise<void> {
  const sendings = rows.map(({ batchId, sheet, row }, at) => ({ digest: digests[at], batch_id: batchId, sheet, row }));
  await trx.query(
    `with recursive ${TIMES}
     insert into intake_queue_sending (queue_id, batch_id, sheet, row)
     select t.queue_id, s.batch_id, s.sheet, s.row
       from json_to_recordset($2) as s(digest text, batch_id text, sheet text, row int) join times t using (digest)`,
    [digests, JSON.stringify(sendings)],
  );
}

/** Every time that rows of the digests $1 waited: what is taken back after it was settled waits as the next time of it. */
const TIMES = `times as (
  select w.digest, q.queue_id, 0 as nth from (select distinct unnest($1::text[]) as digest) w join intake_queue q using (digest)
  union all
  select t.digest, q.queue_id, t.nth + 1 from times t join intake_queue q on q.digest = t.digest || '/' || t.nth + 1)`;

/** How often rows of these digests have been settled. */
async function settledOf(trx: Transaction, digests: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await trx.query<{ digest: string; times: number }>(
    `with recursive ${TIMES}
     select digest, count(*)::int as times from times join intake_settlement using (queue_id) group by digest`,
    [digests],
  );
  return new Map(rows.map(({ digest, times }) => [digest, times]));
}

function nthTime(digest: string, settled: ReadonlyMap<string, number>): string {
  const times = settled.get(digest) ?? 0;
  return times === 0 ? digest : `${digest}/${times}`;
}

/** What makes two queued rows the same, however written: who sent what about whom, whatever is uncertain about it. */
function digestOf({ category, agency, content: { authority, values } }: QueuedRow): string {
  const { name, code, orgCode, oldNumbers = [] } = category.identifies;
  const party = [code, orgCode, ...oldNumbers].map((id) => {
    const value = id === undefined ? null : values[id];
    return typeof value === 'string' ? normaliseCode(value) : null;
  });
  const called = values[name];
  const facts = factsOf(values, category);
  const said = [
    category.code,
    agency,
    authority.code,
    typeof called === 'string' ? nameKey(called) : null,
    party,
    facts,
  ];
  return sha256Hex(canonicalJson(said as Json));
}
