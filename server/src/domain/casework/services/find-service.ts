import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { HeldCase } from '../cases/case.ts';

export type ServedPaper = { serviceNo: number; paperNo: number; servedOn: CalendarDate };

/** The first service of one issued paper on the organisation, where a paper of its kind was issued more than once. */
export async function findServiceOf(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  paperNo: number,
): Promise<ServedPaper | undefined> {
  const { rows } = await db.query<ServedPaper>(
    `select service_no as "serviceNo", paper_no as "paperNo", served_on as "servedOn" from case_service
      where subject_id = $1 and case_id = $2 and paper_no = $3 and recipient = subject_id
      order by served_on, service_no limit 1`,
    [subjectId, caseId, paperNo],
  );
  return rows[0];
}

/** The first service of a paper on the organisation itself; a later one takes no day away. */
export async function findService(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  paper: string,
  recipient: string = subjectId,
): Promise<ServedPaper | undefined> {
  const { rows } = await db.query<ServedPaper>(
    `select service_no as "serviceNo", paper_no as "paperNo", served_on as "servedOn" from case_service
      where subject_id = $1 and case_id = $2 and paper = $3 and recipient = $4
      order by served_on, service_no limit 1`,
    [subjectId, caseId, paper, recipient],
  );
  return rows[0];
}
