import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import { takeRecord } from './take-record.ts';

/** A CHECK of `record_statement` says so too. */
export const STATEMENT_CHARACTERS = 500;

export type Statement = {
  subjectId: string;
  recordId: string;
  /** As the organisation wrote it. */
  text: string;
  /** What the public reads of it; null: nothing, because nobody has looked yet at a text that may name a person. */
  publicText: string | null;
};

/** Puts a short word of the organisation beside a record that stays, in the place of an earlier one. */
export async function keepStatement(
  trx: Transaction,
  act: Act,
  { subjectId, recordId, text, publicText }: Statement,
): Promise<{ statedAt: Date } | Refusal> {
  if (text.trim() === '' || [...text].length > STATEMENT_CHARACTERS) {
    return refuse('invalid-request', `请写明说明，不超过 ${STATEMENT_CHARACTERS} 个字符。`, { field: 'text' });
  }
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  await supersede(trx, record);
  await trx.query(
    `insert into record_statement (subject_id, record_id, statement_no, text, public_text, actor, recorded_at)
     select $1, $2, coalesce(max(statement_no), 0) + 1, $3, $4, $5, $6
       from record_statement where subject_id = $1 and record_id = $2`,
    [subjectId, recordId, text.trim(), publicText?.trim() ?? null, act.actor, record.moment],
  );
  await journal(trx, act, {
    event: 'record.stated',
    subjectId,
    target: recordId,
    detail: { open: publicText !== null },
  });
  return { statedAt: record.moment };
}

/** Takes the word away again; the record itself is not touched. */
export async function endStatement(
  trx: Transaction,
  act: Act,
  { subjectId, recordId }: Pick<Statement, 'subjectId' | 'recordId'>,
): Promise<{ endedAt: Date } | Refusal> {
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  if ((await supersede(trx, record)) === 0) return refuse('already-done', '该记录旁没有说明，无须撤下。');
  await journal(trx, act, { event: 'record.statement-ended', subjectId, target: recordId, detail: {} });
  return { endedAt: record.moment };
}

/** What the organisation says beside the record now, as it wrote it; undefined where it says nothing. */
export async function standingStatement(
  trx: Transaction,
  { subjectId, recordId }: Pick<Statement, 'subjectId' | 'recordId'>,
): Promise<string | undefined> {
  const { rows } = await trx.query<{ text: string }>(
    'select text from record_statement where subject_id = $1 and record_id = $2 and superseded_at is null',
    [subjectId, recordId],
  );
  return rows[0]?.text;
}

async function supersede(
  trx: Transaction,
  { subjectId, recordId, moment }: { subjectId: string; recordId: string; moment: Date },
): Promise<number> {
  const { rowCount } = await trx.query(
    `update record_statement set superseded_at = greatest($3, recorded_at)
      where subject_id = $1 and record_id = $2 and superseded_at is null`,
    [subjectId, recordId, moment],
  );
  return rowCount ?? 0;
}
