import assert from 'node:assert/strict';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import type { Chart } from '../charts/chart.ts';
import { DEEDS_A_CASE, type Deed, type HeldCase } from './case.ts';
import { reachesDuty } from './heirs.ts';

/** Any constant: the first half of the lock that lets one act at a time change a case. */
const CASE_LOCK = 990_100_021;

/**
 * The case, held by this transaction until it ends; of any procedure where no chart is named. A case of another procedure,
 * or beyond the reach, is answered as if it did not exist.
 */
export async function takeCase(
  trx: Transaction,
  { reach, now }: { reach: Reach; now: Date },
  chart: Pick<Chart, 'procedure'> | undefined,
  caseId: string,
): Promise<HeldCase | Refusal> {
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [CASE_LOCK, caseId]);
  const held = await findCase(trx, caseId);
  if (held === undefined || (chart !== undefined && held.procedure !== chart.procedure)) return noSuchCase();
  return (await reachesCase(trx, reach, held, today(now))) ? held : noSuchCase();
}

/**
 * The competent agency, the office, the auditor; the organisation from the first paper that was served on it, or where it
 * began the case itself: a first deed that nobody did for an agency, or one that somebody did for it (`content.party`). A
 * person's own case is not the organisation's.
 */
export async function reachesCase(
  db: Queryable,
  reach: Reach,
  { subjectId, caseId, agency, deeds }: Pick<HeldCase, 'subjectId' | 'caseId' | 'agency' | 'deeds'>,
  day: CalendarDate,
): Promise<boolean> {
  if (reach.over !== 'subject') return reachesDuty(db, reach, agency, day);
  if (reach.subjectId !== subjectId) return false;
  if (deeds[0]?.content.party === 'person') return false;
  if (deeds[0] !== undefined && !deeds[0].agency) return true;
  if (deeds.some(({ content }) => content.party === 'organisation')) return true;
  const { rowCount } = await db.query(
    'select from case_service where subject_id = $1 and case_id = $2 and recipient = subject_id limit 1',
    [subjectId, caseId],
  );
  return rowCount === 1;
}

export function noSuchCase(): Refusal {
  return refuse('not-found', '没有找到该案件，请核对案件编号。');
}

type CaseRow = Omit<HeldCase, 'state' | 'deeds'>;

export async function findCase(db: Queryable, caseId: string): Promise<HeldCase | undefined> {
  const { rows } = await db.query<CaseRow>(
    'select subject_id as "subjectId", case_id as "caseId", procedure, agency from case_file where case_id = $1',
    [caseId],
  );
  const file = rows[0];
  if (file === undefined) return undefined;
  const deeds = await deedsOf(db, file);
  const last = deeds.at(-1);
  assert(last !== undefined, 'a case begins with a deed');
  return { ...file, state: last.toState, deeds };
}

async function deedsOf(db: Queryable, { subjectId, caseId }: CaseRow): Promise<Deed[]> {
  const { rows } = await db.query<Deed>(
    `select deed_no as "deedNo", deed, from_state as "fromState", to_state as "toState", on_day as "onDay", actor, agency,
            reason, document_no as "documentNo", clause, service_no as "serviceNo", content, done_at as "doneAt"
       from case_deed where subject_id = $1 and case_id = $2 order by deed_no limit ${DEEDS_A_CASE + 1}`,
    [subjectId, caseId],
  );
  assert(rows.length <= DEEDS_A_CASE, 'a case has its bound of deeds');
  return rows;
}
