import type { Queryable } from '../../platform/db/write.ts';
import { LISTING } from './rules.ts';

type OfRecord = { subjectId: string; recordId: string };

/**
 * The listing that made a record, where it stands in this state: by any of its versions, because what an objection corrected
 * names the objection. Undefined where no listing made it, or it stands otherwise.
 */
export async function listingOf(
  db: Queryable,
  { subjectId, recordId }: OfRecord,
  state: keyof typeof LISTING.states,
): Promise<string | undefined> {
  const { rows } = await db.query<{ caseId: string }>(
    `select r.case_id as "caseId" from record r
       join case_file f on f.subject_id = r.subject_id and f.case_id = r.case_id and f.procedure = $3
       cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
         order by d.deed_no desc limit 1) last
      where r.subject_id = $1 and r.record_id = $2 and last.to_state = $4 limit 1`,
    [subjectId, recordId, LISTING.procedure, state],
  );
  return rows[0]?.caseId;
}
