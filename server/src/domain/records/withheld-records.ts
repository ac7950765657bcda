import { today } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type ArchiveRecord, answeredRecord, RECORD_COLUMNS, type RecordRow } from './archive-record.ts';
import { ENDING_DEEDS, type Question } from './visible-records.ts';

/** Withheld records of one subject told at once. */
const WITHHELD_AT_MOST = 200;

/**
 * Records of a subject that wait for a person: no window was ever opened for their current version, and no deed ended
 * them. For the office that must release or reconcile them, and for the agency that submitted or decided them; no desk,
 * no other agency and nobody outside is told.
 */
export async function withheldRecordsOf(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, category, agency, now }: Pick<Question, 'subjectId' | 'category' | 'now'> & { agency: string | null },
): Promise<ArchiveRecord[]> {
  const { rows } = await db.query<RecordRow>(
    `select ${RECORD_COLUMNS}
       from record r left join record_window w on false
      where r.subject_id = $1 and r.superseded_at is null and r.category = any($2)
        and ($4::text is null or $4 in (r.agency, r.authority))
        and not exists (select from record_window v
          where v.subject_id = r.subject_id and v.record_id = r.record_id and v.superseded_at is null)
        and not exists (select from record_deed d
          where d.subject_id = r.subject_id and d.record_id = r.record_id and d.kind = any($3)
            and d.recorded_at >= r.recorded_at)
        and record_is_kept(r.subject_id, r.record_id, r.category, $5)
      order by r.category, r.decided_on desc, r.record_id limit ${WITHHELD_AT_MOST}`,
    [
      subjectId,
      category === undefined ? catalogue.categories().map(({ code }) => code) : [category],
      ENDING_DEEDS,
      agency,
      today(now),
    ],
  );
  return rows.map((row) => ({ ...answeredRecord(row, 'government', catalogue), withheld: true }));
}
