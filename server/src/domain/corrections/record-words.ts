import type { Queryable } from '../../platform/db/write.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { getSubject } from '../subjects/index.ts';

/** What a record is called to those who hold it: its kind and its number here, and nothing of what it said. */
export async function recordWords(
  db: Queryable,
  catalogue: Pick<Catalogue, 'category'>,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<string> {
  return `${await categoryName(db, catalogue, { subjectId, recordId })}（记录编号 ${recordId}）`;
}

export async function categoryName(
  db: Queryable,
  catalogue: Pick<Catalogue, 'category'>,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<string> {
  const { rows } = await db.query<{ category: string }>(
    'select category from record where subject_id = $1 and record_id = $2 order by version desc limit 1',
    [subjectId, recordId],
  );
  const category = rows[0]?.category;
  return (category === undefined ? undefined : catalogue.category(category)?.name) ?? '信用信息';
}

export async function subjectName(db: Queryable, subjectId: string): Promise<string> {
  return (await getSubject(db, subjectId))?.name ?? subjectId;
}
