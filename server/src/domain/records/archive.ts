import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { getSubject, namesOf, type Subject, type SubjectName } from '../subjects/index.ts';
import { readArchiveCursor, writeArchiveCursor } from './archive-cursor.ts';
import { type ArchiveRecord, answeredRecord, RECORD_COLUMNS, type RecordRow } from './archive-record.ts';
import { refuseUnsettled } from './known-at.ts';
import { type Question, visibleRecords } from './visible-records.ts';

export const RECORDS_PAGE = 50;
export const RECORDS_PAGE_AT_MOST = 200;

export type RecordsRequest = Question & { limit?: number | undefined; after?: string | undefined };
export type RecordsPage = { records: ArchiveRecord[]; next?: string };
export type CategoryCount = { category: string; name: string; records: number };

/**
 * A page of one subject's records, by category and in each the newest decision first. Refuses an unknown or retired
 * subject, a category the catalogue lacks, a cursor from elsewhere, and a `knownAt` that is not settled yet.
 */
export async function recordsOf(
  db: Queryable,
  catalogue: Catalogue,
  request: RecordsRequest,
): Promise<RecordsPage | Refusal> {
  const subject = await findAnswerable(db, request.subjectId);
  if (subject === null) return noSuchSubject();
  return (await refuseQuestion(db, catalogue, request)) ?? pageOf(db, catalogue, request);
}

export type Archive = {
  subject: Pick<Subject, 'subjectId' | 'code' | 'name' | 'kind' | 'region' | 'status' | 'standing' | 'foundedOn'>;
  names: Pick<SubjectName, 'name' | 'standing'>[];
  /** Records in all, by category. */
  counts: CategoryCount[];
} & RecordsPage;

/** The archive of one subject: who it is, its names, how many records of which category, and their first page. */
export async function archiveOf(
  db: Queryable,
  catalogue: Catalogue,
  request: RecordsRequest,
): Promise<Archive | Refusal> {
  const subject = await findAnswerable(db, request.subjectId);
  if (subject === null) return noSuchSubject();
  const refusal = await refuseQuestion(db, catalogue, request);
  if (refusal !== null) return refusal;
  const { subjectId, code, name, kind, region, status, standing, foundedOn } = subject;
  return {
    subject: { subjectId, code, name, kind, region, status, standing, foundedOn },
    names: (await namesOf(db, subjectId)).map((held) => ({ name: held.name, standing: held.standing })),
    counts: await countsOf(db, catalogue, request),
    ...(await pageOf(db, catalogue, request)),
  };
}

async function findAnswerable(db: Queryable, subjectId: string): Promise<Subject | null> {
  const subject = await getSubject(db, subjectId);
  return subject === null || subject.standing === 'retired' ? null : subject;
}

export function noSuchSubject(): Refusal {
  return refuse('not-found', '没有找到该主体,请核对统一社会信用代码。');
}

async function refuseQuestion(db: Queryable, catalogue: Catalogue, request: RecordsRequest): Promise<Refusal | null> {
  const { category, after, knownAt, now } = request;
  if (category !== undefined && catalogue.category(category) === undefined) {
    return refuse('unknown-category', '目录中没有此信息类别,请在目录中核对类别代码。', { field: 'category' });
  }
  if (after !== undefined && readArchiveCursor(after) === null) {
    return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });
  }
  return knownAt === undefined ? null : refuseUnsettled(db, knownAt, now);
}

/** Undated decisions come first, as PostgreSQL sorts them in `record_archive`. */
const DECIDED = `coalesce(r.decided_on, 'infinity'::date)`;

async function pageOf(db: Queryable, catalogue: Catalogue, request: RecordsRequest): Promise<RecordsPage> {
  const { from, where, values } = visibleRecords(catalogue, request);
  const limit = Math.min(Math.max(request.limit ?? RECORDS_PAGE, 1), RECORDS_PAGE_AT_MOST);
  const cursor = request.after === undefined ? null : readArchiveCursor(request.after);
  const [category, decided, record, atMost] = [1, 2, 3, 4].map((n) => `$${values.length + n}`);
  const { rows } = await db.query<RecordRow>(
    `select ${RECORD_COLUMNS} from ${from}
      where ${where} and (${category}::text is null or r.category > ${category} or (r.category = ${category}
        and (${DECIDED} < ${decided}::date or (${DECIDED} = ${decided}::date and r.record_id > ${record}::text))))
      order by r.category, ${DECIDED} desc, r.record_id limit ${atMost}`,
    [...values, cursor?.category ?? null, cursor?.decidedOn ?? 'infinity', cursor?.recordId ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    records: shown.map((row) => answeredRecord(row, request.openness, catalogue)),
    ...(rows.length > limit && last !== undefined ? { next: writeArchiveCursor(last) } : {}),
  };
}

async function countsOf(db: Queryable, catalogue: Catalogue, question: Question): Promise<CategoryCount[]> {
  const { from, where, values } = visibleRecords(catalogue, question);
  const { rows } = await db.query<{ category: string; records: number }>(
    `select r.category, count(*)::int as records from ${from} where ${where} group by r.category order by r.category`,
    values,
  );
  return rows.map(({ category, records }) => ({
    category,
    name: catalogue.category(category)?.name ?? category,
    records,
  }));
}
