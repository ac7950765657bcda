import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type CurrentVersion, factsOf } from '../records/index.ts';
import type { ObjectionRow } from './objection.ts';

/** What the version says, folded, so that the same facts written otherwise are the same. */
export function factsHash(
  catalogue: Catalogue,
  { category, fields }: Pick<CurrentVersion, 'category' | 'fields'>,
): string {
  const known = catalogue.category(category);
  return sha256Hex(canonicalJson((known === undefined ? fields : factsOf(fields, known)) as Json));
}

type NewRow = Omit<ObjectionRow, 'version' | 'filedAt' | 'joinedAt' | 'closedAt'> & {
  record: CurrentVersion;
  proof: string | null;
};

/** The row beside the case; the schema lets one be open about a record, and one be the first to its facts. */
export async function keepObjection(trx: Transaction, now: Date, catalogue: Catalogue, row: NewRow): Promise<void> {
  const { record } = row;
  await trx.query(
    `insert into objection (subject_id, case_id, record_id, version, facts_sha256, origin, person_id, person_no, about, proof,
                            standing, suspends, filed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.subjectId,
      row.caseId,
      row.recordId,
      record.version,
      factsHash(catalogue, record),
      row.origin,
      row.personId,
      row.personNo,
      row.about,
      row.proof,
      row.standing,
      row.suspends,
      now,
    ],
  );
}
