import type pg from 'pg';
import { today } from '../../kernel/dates.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { SUBJECTS_A_LOOK_UP } from '../measures/index.ts';
import { answerSubjects, type MatterInForce, type Result } from './answer.ts';
import { type Asked, asked } from './asked.ts';
import { newCheckId } from './check-id.ts';
import { type CheckRequest, refusalOfVolume } from './check-rules.ts';
import { gather } from './gather.ts';
import { logChecks } from './log-checks.ts';
import { loggedCheck } from './logged-check.ts';
import { lookUp } from './look-up.ts';

export type CheckAnswer = { checkId: string; answeredAt: string; results: Result[] };
export type AnswerCheck = (
  act: Act,
  law: MatterInForce | Refusal,
  request: CheckRequest,
) => Promise<CheckAnswer | Refusal>;

/** A check on its way: who asks, under which law, about whom. */
type Check = { act: Act; law: MatterInForce; requestRef: string | null; subjects: readonly Asked[] };

/** Groups under way at the same time: while one waits for the disk, the next is looked up and written. */
const LANES = 4;
/** Groups smaller than this cost the database more than their parallel work gains (measured by `bench/check.ts`). */
const CHECKS_OF_A_FAIR_GROUP = 8;
/** A check of more subjects than this goes by lanes of its own, so that an office with one applicant never waits for it. */
const SUBJECTS_OF_A_LIGHT_CHECK = 50;
const LANES_OF_HEAVY_CHECKS = 2;

/**
 * Who, for which matter: what the desk must or may do today. A check is a legal act: what is answered has been made
 * durable before, and a check that could not be held is not answered. Concurrent checks share look-ups and commits.
 */
export function answerChecks(pool: pg.Pool): AnswerCheck {
  const together = {
    work: (checks: Check[]) => answerTogether(pool, checks),
    weigh: ({ subjects }: Check) => subjects.length,
    most: SUBJECTS_A_LOOK_UP,
    fair: CHECKS_OF_A_FAIR_GROUP,
  };
  const light = gather({ ...together, lanes: LANES });
  const heavy = gather({ ...together, lanes: LANES_OF_HEAVY_CHECKS });

  return async (act, law, request) => {
    if (isRefusal(law)) return law;
    const refusal = refusalOfVolume(act, request);
    if (refusal !== undefined) return refusal;
    const subjects = request.subjects.map(asked);
    const check = { act, law, requestRef: request.requestRef?.trim() || null, subjects };
    return subjects.length > SUBJECTS_OF_A_LIGHT_CHECK ? heavy(check) : light(check);
  };
}

/** Looks up, answers and holds some checks, all or none of them. */
async function answerTogether(pool: pg.Pool, checks: readonly Check[]): Promise<CheckAnswer[]> {
  const found = await lookUp(
    pool,
    checks.map(({ act, subjects }) => ({ asked: subjects, day: today(act.now) })),
  );
  const answers = found.map((one, index) => {
    const { act, law, requestRef, subjects } = checks[index] as Check;
    const results = answerSubjects({ subjects, law, requestRef }, one, act.now);
    const checkId = newCheckId(act.now);
    const { matter, catalogueVersion } = law;
    const rows = loggedCheck(act, { checkId, matter: matter.code, requestRef, catalogueVersion }, results);
    return { rows, answer: { checkId, answeredAt: rows.head.answered_at, results } };
  });
  await logChecks(
    pool,
    answers.map(({ rows }) => rows),
  );
  return answers.map(({ answer }) => answer);
}
