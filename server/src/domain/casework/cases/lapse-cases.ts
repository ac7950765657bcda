import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { type Transaction, writeUnlessRefused } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { OneByOne } from '../../../platform/jobs/one-by-one.ts';
import type { System } from '../../../system.ts';
import { takeRecord } from '../../records/index.ts';
import type { Chart } from '../charts/chart.ts';
import { takeCase } from './take-case.ts';
import { takeStep } from './take-step.ts';

/** Cases closed in one run; the next night takes the rest. */
const CASES_A_RUN = 1_000;

/**
 * Closes the cases of a procedure whose record's term is over, by its deed `lapsed`. It decides nothing: what was decided left
 * every page and check with its last day, whether this runs or not.
 */
export async function lapseCases({ pool, clock }: Pick<System, 'pool' | 'clock'>, chart: Chart): Promise<number> {
  const { rows } = await pool.query<{ caseId: string; subjectId: string; recordId: string }>(
    `select f.case_id as "caseId", r.subject_id as "subjectId", r.record_id as "recordId"
       from record m join case_file f on f.subject_id = m.subject_id and f.case_id = m.case_id
       join record r on r.subject_id = m.subject_id and r.record_id = m.record_id and r.superseded_at is null
      where m.case_id is not null and m.version = 1 and r.valid_until < $1 and f.procedure = $2
        and not exists (select from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
          and d.to_state = 'ended')
      order by f.case_id limit ${CASES_A_RUN}`,
    [today(clock()), chart.procedure],
  );
  const each = new OneByOne('cases that could not be closed');
  let lapsed = 0;
  for (const { caseId, ...record } of rows) {
    const close = async (trx: Transaction, now: Date) => {
      const held = await takeCase(trx, { reach: { over: 'all' }, now }, chart, caseId);
      if (isRefusal(held)) return held;
      const until = await lastDayPassed(trx, record, now);
      if (isRefusal(until)) return until;
      const act = { actor: 'gongxin', purpose: 'casework', now };
      return takeStep(trx, act, chart, held, { deed: 'lapsed', dueOn: until });
    };
    const done = await each.try(caseId, () => writeUnlessRefused(pool, clock, close));
    if (done !== undefined && !isRefusal(done)) lapsed += 1;
  }
  each.end();
  return lapsed;
}

/** The last day of a record, which this transaction holds; refused where it was corrected meanwhile and is not over. */
async function lastDayPassed(
  trx: Transaction,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  now: Date,
): Promise<CalendarDate | Refusal> {
  const taken = await takeRecord(trx, { subjectId, recordId }, now);
  if (isRefusal(taken)) return taken;
  const { rows } = await trx.query<{ until: CalendarDate }>(
    `select valid_until as until from record
      where subject_id = $1 and record_id = $2 and superseded_at is null and valid_until < $3`,
    [subjectId, recordId, today(now)],
  );
  return rows[0]?.until ?? refuse('case-state', '期限尚未届满。');
}
