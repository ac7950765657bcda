import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { enterClock, findCase, openCase, takeCase } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { AppliedAnswer } from '../../checks/index.ts';
import { APPLIED_NOTICE, SERVE } from './chart.ts';

/** Any constant: the first half of the lock that lets one job at a time work on an answer. */
const ANSWER_LOCK = 990_100_024;

type Applied = { measure: string; actor: string; agency: string; day: CalendarDate };

/**
 * Opens the notice to the organisation for what was applied on one answer of a check. Each report leads to one notice,
 * however often this runs; what is applied while the notice is still to be written joins it, what comes later opens
 * another. An office that checks at its own machine in nobody's name has nobody to tell in whose name.
 */
export async function openNotice(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: (pool: Pool, day: CalendarDate) => Promise<Catalogue>,
  answer: AppliedAnswer,
): Promise<void> {
  const catalogue = await lawOn(pool, today(clock()));
  await write(pool, clock, async (trx, now) => {
    await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [
      ANSWER_LOCK,
      `${answer.checkId}/${answer.position}`,
    ]);
    const applied = await untold(trx, answer);
    const [first] = applied;
    if (first === undefined) return;
    const caseId = (await noticeToWrite(trx, answer, now)) ?? (await newNotice(trx, catalogue, answer, first, now));
    const { subjectId, checkId, position } = answer;
    await trx.query(
      `insert into applied_notice (subject_id, check_id, position, measure, case_id)
       select $1, $2, $3, unnest($4::text[]), $5`,
      [subjectId, checkId, position, applied.map(({ measure }) => measure), caseId],
    );
  });
}

/** What was applied and is in no notice yet, the earliest report first. */
async function untold(trx: Transaction, { subjectId, checkId, position }: AppliedAnswer): Promise<Applied[]> {
  const { rows } = await trx.query<Applied>(
    `select f.measure, f.actor, h.agency, to_char(f.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
       from check_feedback f
       join check_head h using (check_id)
       join agency g on g.uscc = h.agency
      where f.subject_id = $1 and f.check_id = $2 and f.position = $3 and f.outcome = 'applied'
        and not exists (select from applied_notice n where n.subject_id = f.subject_id and n.check_id = f.check_id
                           and n.position = f.position and n.measure = f.measure)
      order by f.recorded_at, f.measure`,
    [subjectId, checkId, position],
  );
  return rows;
}

/** The notice of this answer that is still to be written, held by this transaction. */
async function noticeToWrite(
  trx: Transaction,
  { subjectId, checkId, position }: AppliedAnswer,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await trx.query<{ caseId: string }>(
    `select distinct case_id as "caseId" from applied_notice where subject_id = $1 and check_id = $2 and position = $3`,
    [subjectId, checkId, position],
  );
  for (const { caseId } of rows) {
    const held = await takeCase(trx, { reach: { over: 'all' }, now }, APPLIED_NOTICE, caseId);
    if (!isRefusal(held) && held.state === 'opened') return caseId;
  }
  return undefined;
}

/** In the name of who reported, in the desk's agency, with the clock from the day of the report. */
async function newNotice(
  trx: Transaction,
  catalogue: Catalogue,
  { subjectId, checkId, position }: AppliedAnswer,
  { actor, agency, day }: Applied,
  now: Date,
): Promise<string> {
  const act = { actor, agency, purpose: 'applied-notice', now };
  const about = { subjectId, catalogueVersion: catalogue.version };
  const { caseId } = await openCase(trx, act, APPLIED_NOTICE, about, {
    deed: 'opened',
    content: { checkId, position },
  });
  const held = await findCase(trx, caseId);
  assert(held !== undefined, 'the case was opened');
  const started = await enterClock(trx, act, held, SERVE, {
    kind: 'started',
    onDay: day,
    cause: '措施已经执行，须告知当事人',
    evidence: checkId,
    amount: catalogue.policy.appliedNoticeWorkingDays,
    unit: 'working-days',
  });
  assert(!isRefusal(started), 'a new case has no clock yet');
  return caseId;
}
