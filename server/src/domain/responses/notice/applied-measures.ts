import assert from 'node:assert/strict';
import type { Queryable } from '../../../platform/db/write.ts';
import type { HeldCase } from '../../casework/index.ts';
import { bites, type MeasureInForce } from '../../measures/index.ts';

/** What a notice speaks of: the measures that were applied, as the desk was told of them, and for which file. */
export type AppliedMeasures = { matter: string; requestRef: string | null; measures: MeasureInForce[] };

export async function appliedMeasuresOf(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
): Promise<AppliedMeasures> {
  const { rows } = await db.query<{
    matter: string;
    requestRef: string | null;
    told: MeasureInForce[];
    applied: string[];
  }>(
    `select h.matter, h.request_ref as "requestRef", a.measures as told, array_agg(n.measure order by n.measure) as applied
       from applied_notice n
       join check_answer a using (subject_id, check_id, position)
       join check_head h using (check_id)
      where n.subject_id = $1 and n.case_id = $2
      group by h.matter, h.request_ref, a.measures`,
    [subjectId, caseId],
  );
  const [row] = rows;
  assert(row !== undefined && rows.length === 1, 'a notice is about one answer');
  const { matter, requestRef, told, applied } = row;
  return { matter, requestRef, measures: told.filter((one) => applied.includes(one.measure) && bites(one)) };
}
