import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { RECTIFICATION } from './rules.ts';

/** Orders read at most, the latest first. */
const ORDERS_AT_MOST = 50;

/** Orders to mend of an organisation that were found to be heeded: by whom, and when. */
export async function mendedOrders(
  db: Queryable,
  subjectId: string,
): Promise<{ caseId: string; agency: string; onDay: CalendarDate }[]> {
  const { rows } = await db.query<{ caseId: string; agency: string; onDay: CalendarDate }>(
    `select d.case_id as "caseId", f.agency, d.on_day as "onDay"
       from case_deed d join case_file f on f.subject_id = d.subject_id and f.case_id = d.case_id
      where d.subject_id = $1 and d.procedure = $2 and d.deed = 'concluded' and d.content ->> 'outcome' = 'done'
      order by d.on_day desc, d.case_id limit ${ORDERS_AT_MOST}`,
    [subjectId, RECTIFICATION.procedure],
  );
  return rows;
}
