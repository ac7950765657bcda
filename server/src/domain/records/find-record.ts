import { normaliseCode } from '../../kernel/codes.ts';
import { documentNoKey } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { noSuchRecord } from './take-record.ts';

/** How an office names a record: by the id we answered, or as its paper does. */
export type RecordReference = { recordId: string } | { documentNo: string; subject: string };

/** Records of one category an organisation has at most where they are searched by number. */
const SEARCHED_AT_MOST = 10_000;

type Found = { subjectId: string; recordId: string };

/**
 * The record meant, among those this agency submitted or decided where the number alone is not enough. Document numbers
 * compare folded: brackets 〔〕[]（）() alike, no spaces.
 */
export async function findRecord(
  db: Queryable,
  category: string,
  reference: RecordReference,
  agency: string | undefined,
): Promise<Found | Refusal> {
  if ('recordId' in reference) return (await byId(db, category, reference.recordId)) ?? noSuchRecord();
  const subject = await findSubjectByCode(db, normaliseCode(reference.subject));
  if (subject === null) return noSuchRecord();
  const wanted = documentNoKey(reference.documentNo);
  const { rows } = await db.query<{ recordId: string; documentNo: string; agency: string; authority: string }>(
    `select record_id as "recordId", document_no as "documentNo", agency, authority from record
      where subject_id = $1 and category = $2 and superseded_at is null and document_no is not null
      order by decided_on desc, record_id limit $3`,
    [subject.subjectId, category, SEARCHED_AT_MOST],
  );
  const same = rows.filter(({ documentNo }) => documentNoKey(documentNo) === wanted);
  const own = same.filter((record) => record.agency === agency || record.authority === agency);
  const [first, ...others] = own.length > 0 ? own : same;
  if (first === undefined) return noSuchRecord();
  if (others.length > 0) {
    return refuse('conflict', '该文书号下有多条记录,请改用记录编号 recordId 指明其中一条。', {
      records: [first, ...others].map(({ recordId }) => recordId),
    });
  }
  return { subjectId: subject.subjectId, recordId: first.recordId };
}

async function byId(db: Queryable, category: string, recordId: string): Promise<Found | null> {
  const { rows } = await db.query<Found>(
    `select subject_id as "subjectId", record_id as "recordId" from record
      where record_id = $1 and category = $2 and superseded_at is null limit 1`,
    [recordId, category],
  );
  return rows[0] ?? null;
}
