import { documentNoKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Act } from '../journal/index.ts';
import { type TakenWaiting, takeWaiting } from './take-waiting.ts';
import { ENDING_DEEDS } from './visible-records.ts';

/** What became elsewhere of a decision that came here as history. */
export type Ending = {
  documentNo: string;
  /** 统一社会信用代码 of the party; null: whoever the document was addressed to. */
  code: string | null;
  kind: 'repair' | 'withdrawal' | 'closure';
  /** Number of the decision that ended it. */
  document: string | null;
};

/** Withheld records read at once. */
const CHUNK = 1_000;

type Withheld = { subject_id: string; record_id: string; document_no: string | null; code: string | null };

/**
 * Ends those withheld records of a batch that a list names as repaired, withdrawn or ended elsewhere: each gets its deed
 * and will never open.
 *
 * @returns how many records ended, and which lines of the list found none.
 */
export async function endWithheld(
  trx: Transaction,
  act: Act,
  batchId: string,
  endings: readonly Ending[],
): Promise<{ ended: number; unmatched: Ending[] }> {
  const byDocument = Map.groupBy(endings, ({ documentNo }) => documentNoKey(documentNo));
  const matched = new Set<Ending>();
  let ended = 0;
  for (let after = ['', '']; ; ) {
    const taken = await takeWaiting(trx, { batchId, after, atMost: CHUNK, now: act.now });
    const found = (await withheld(trx, taken)).flatMap((row) => {
      const listed = byDocument.get(documentNoKey(row.document_no ?? '')) ?? [];
      const ending = listed.find(({ code }) => code === null || code === row.code);
      if (ending === undefined) return [];
      matched.add(ending);
      return [{ ...row, ending }];
    });
    await writeEndings(trx, { ...act, now: taken.moment }, found);
    ended += found.length;
    if (taken.recordIds.length < CHUNK) break;
    after = [taken.subjectIds.at(-1) ?? '', taken.recordIds.at(-1) ?? ''];
  }
  return { ended, unmatched: endings.filter((ending) => !matched.has(ending)) };
}

/** Those of the records taken that wait. */
async function withheld(trx: Transaction, { subjectIds, recordIds }: TakenWaiting): Promise<Withheld[]> {
  const { rows } = await trx.query<Withheld>(
    `select r.subject_id, r.record_id, r.document_no, s.code
       from unnest($1::text[], $2::text[]) as taken(subject_id, record_id)
       join record r using (subject_id, record_id) join subject s using (subject_id)
      where r.superseded_at is null
        and not exists (select from record_window w
          where w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null)
        and not exists (select from record_deed d
          where d.subject_id = r.subject_id and d.record_id = r.record_id and d.kind = any($3))
      order by r.subject_id, r.record_id`,
    [subjectIds, recordIds, ENDING_DEEDS],
  );
  return rows;
}

async function writeEndings(
  trx: Transaction,
  act: Act,
  found: readonly (Withheld & { ending: Ending })[],
): Promise<void> {
  if (found.length === 0) return;
  await trx.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, document, actor, agency, recorded_at)
     select r.subject_id, r.record_id, coalesce((select max(d.deed_no) from record_deed d
              where d.subject_id = r.subject_id and d.record_id = r.record_id), 0) + 1,
            r.kind, '核对历史数据：已在别处终止', r.document, $2, $3, $4
       from json_to_recordset($1) as r(subject_id text, record_id text, kind text, document text)`,
    [
      JSON.stringify(
        found.map(({ subject_id, record_id, ending }) => ({
          subject_id,
          record_id,
          kind: ending.kind,
          document: ending.document,
        })),
      ),
      act.actor,
      act.agency ?? null,
      act.now,
    ],
  );
}
