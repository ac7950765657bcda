import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { HeldCase } from '../cases/case.ts';

export type ServedPaper = { serviceNo: number; paperNo: number; servedOn: CalendarDate };

/** The first service of a kind of paper, or of one paper, on the organisation itself; a later one takes no day away. */
export async function findService(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  paper: string,
  { paperNo, recipient = subjectId }: { paperNo?: number; recipient?: string } = {},
): Promise<ServedPaper | undefined> {
  const { rows } = await db.query<ServedPaper>(
    `select service_no as "serviceNo", paper_no as "paperNo", served_on as "servedOn" from case_service
      where subject_id = $1 and case_id = $2 and paper = $3 and recipient = $4
        and ($5::int is null or paper_no = $5)
      order by served_on, service_no limit 1`,
    [subjectId, caseId, paper, recipient, paperNo ?? null],
  );
  return rows[0];
}
