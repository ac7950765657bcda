import { sha256Hex } from '../../kernel/canonical-json.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { journal } from '../journal/index.ts';

/** Records deleted in one transaction; the rest follows in the next. */
const RECORDS_AT_ONCE = 200;

export type RetentionProof = {
  subjectId: string;
  recordId: string;
  version: number;
  contentHash: string;
  keptUntil: CalendarDate;
};

/**
 * Deletes records past their term; no read has answered them since the day after it. Which ones, the database decides by
 * the catalogue in force (`forget_records`): this role cannot delete a record. Of each version a proof stays, and the
 * journal holds a root over the proofs of a batch.
 *
 * @returns how many records were deleted.
 */
export async function forgetRecords({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const records = await write(pool, clock, async (trx, now) => {
      const { rows } = await trx.query<RetentionProof>(
        `select subject_id as "subjectId", record_id as "recordId", version, content_hash as "contentHash",
                kept_until as "keptUntil" from forget_records($1, ${RECORDS_AT_ONCE})`,
        [now],
      );
      if (rows.length === 0) return 0;
      await trx.query(
        `delete from record_disclosure d using unnest($1::text[], $2::text[]) f(subject_id, record_id)
          where d.subject_id = f.subject_id and d.record_id = f.record_id`,
        [rows.map(({ subjectId }) => subjectId), rows.map(({ recordId }) => recordId)],
      );
      const records = new Set(rows.map(({ subjectId, recordId }) => `${subjectId} ${recordId}`)).size;
      const act = { actor: 'gongxin', purpose: 'retention', now };
      const detail = { records, versions: rows.length, root: rootOfProofs(rows) };
      await journal(trx, act, { event: 'record.forgotten', detail });
      return records;
    });
    forgotten += records;
    if (records < RECORDS_AT_ONCE) return forgotten;
  }
}

/** One hash over the proofs of a batch, in the order of subject, record and version. */
export function rootOfProofs(proofs: readonly RetentionProof[]): string {
  const lines = proofs.map(
    ({ subjectId, recordId, version, contentHash, keptUntil }) =>
      `${subjectId} ${recordId} ${version} ${contentHash} ${keptUntil}`,
  );
  return sha256Hex(lines.sort().join('\n'));
}
