import type { Queryable } from '../../platform/db/write.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { HeldFields } from './visible-fields.ts';
import { visibleRecords } from './visible-records.ts';

/** The current version of a record, as far as an act needs it that is about the whole of it. */
export type CurrentVersion = {
  subjectId: string;
  recordId: string;
  version: number;
  category: string;
  /** Code of the submitting agency. */
  agency: string;
  /** Code of the deciding authority, or its name where no code is known. */
  authority: string;
  authorityName: string | null;
  documentNo: string | null;
  decidedOn: string | null;
  list: string | null;
  fields: HeldFields;
  late: boolean;
  batchId: string | null;
  caseId: string | null;
};

const COLUMNS = `r.subject_id as "subjectId", r.record_id as "recordId", r.version, r.category, r.agency, r.authority,
  r.authority_name as "authorityName", r.document_no as "documentNo", r.decided_on as "decidedOn", r.list, r.fields, r.late,
  r.batch_id as "batchId", r.case_id as "caseId"`;

/** A record its own organisation may see today; undefined where there is none in its sight. */
export async function findInSight(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, recordId, now }: { subjectId: string; recordId: string; now: Date },
): Promise<CurrentVersion | undefined> {
  const { from, where, values } = visibleRecords(catalogue, { subjectId, openness: 'government', now });
  const { rows } = await db.query<CurrentVersion>(
    `select ${COLUMNS} from ${from} where ${where} and cur.record_id = $${values.length + 1} limit 1`,
    [...values, recordId],
  );
  return rows[0];
}

/** The current version of a record, whether anybody may see it or not. */
export async function findCurrent(
  db: Queryable,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<CurrentVersion | undefined> {
  const { rows } = await db.query<CurrentVersion>(
    `select ${COLUMNS} from record r where r.subject_id = $1 and r.record_id = $2 and r.superseded_at is null`,
    [subjectId, recordId],
  );
  return rows[0];
}
