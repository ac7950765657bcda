import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';

/** The current version of a record, held by this transaction until it ends: no other deed or version comes between. */
export type TakenRecord = {
  subjectId: string;
  recordId: string;
  version: number;
  category: string;
  /** Code of the submitting agency. */
  agency: string;
  /** Code of the deciding authority, or its name where no code is known. */
  authority: string;
  documentNo: string | null;
  /**
   * The moment of a deed on it: `now`, or later where something current was recorded later by a transaction that began
   * after this one and ended before it. Nothing is known before the start of the oldest open write, so the moment is
   * never one about which somebody has been answered.
   */
  moment: Date;
};

/** A version may be superseded while we wait for it; the next one is taken then. */
const ATTEMPTS = 5;

export async function takeRecord(
  trx: Transaction,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  now: Date,
): Promise<TakenRecord | Refusal> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { rows } = await trx.query<Omit<TakenRecord, 'moment'>>(
      `select subject_id as "subjectId", record_id as "recordId", version, category, agency, authority,
              document_no as "documentNo"
         from record where subject_id = $1 and record_id = $2 and superseded_at is null for update`,
      [subjectId, recordId],
    );
    if (rows[0] !== undefined) return { ...rows[0], moment: await momentAfter(trx, rows[0], now) };
  }
  return noSuchRecord();
}

export function noSuchRecord(): Refusal {
  return refuse('not-found', '没有找到该记录,请核对信息类别、文书号和统一社会信用代码。');
}

async function momentAfter(
  trx: Transaction,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  now: Date,
): Promise<Date> {
  const current = ['record', 'record_window', 'record_suspension', 'measure_ground'].map(
    (table) => `select max(recorded_at) as at from ${table}
      where subject_id = $1 and record_id = $2 and superseded_at is null`,
  );
  const deeds = 'select max(recorded_at) from record_deed where subject_id = $1 and record_id = $2';
  const { rows } = await trx.query<{ latest: Date | null }>(
    `select max(at) as latest from (${[...current, deeds].join(' union all ')}) recorded`,
    [subjectId, recordId],
  );
  const latest = rows[0]?.latest;
  return latest != null && latest > now ? latest : now;
}
