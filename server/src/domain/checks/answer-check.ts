import type pg from 'pg';
import { today } from '../../kernel/dates.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { SUBJECTS_A_LOOK_UP } from '../measures/index.ts';
import { answerSubjects, type MatterInForce, type Result } from './answer.ts';
import { asked } from './asked.ts';
import { newCheckId } from './check-id.ts';
import { type CheckRequest, refusalOfVolume } from './check-rules.ts';
import { gather } from './gather.ts';
import { ANSWERS_A_STATEMENT, logChecks } from './log-checks.ts';
import { loggedCheck } from './logged-check.ts';
import { lookUp } from './look-up.ts';

export type CheckAnswer = { checkId: string; answeredAt: string; results: Result[] };
export type AnswerCheck = (
  act: Act,
  law: MatterInForce | Refusal,
  request: CheckRequest,
) => Promise<CheckAnswer | Refusal>;

/** Groups under way at the same time: while one waits for the disk, the next is looked up and written. */
const LANES = 2;

/**
 * Who, for which matter: what the desk must or may do today. A check is a legal act: what is answered has been made
 * durable before, and a check that could not be held is not answered. Concurrent checks share look-ups and commits.
 */
export function answerChecks(pool: pg.Pool): AnswerCheck {
  const find = gather({
    work: (questions: Parameters<typeof lookUp>[1][number][]) => lookUp(pool, questions),
    weigh: (question) => question.asked.length,
    most: SUBJECTS_A_LOOK_UP,
    lanes: LANES,
  });
  const hold = gather({
    work: async (checks: Parameters<typeof logChecks>[1][number][]) => {
      await logChecks(pool, checks);
      return checks.map(() => 'held' as const);
    },
    weigh: ({ answers }) => answers.length,
    most: ANSWERS_A_STATEMENT,
    lanes: LANES,
  });

  return async (act, law, request) => {
    if (isRefusal(law)) return law;
    const refusal = refusalOfVolume(act, request);
    if (refusal !== undefined) return refusal;
    const subjects = request.subjects.map(asked);
    const found = await find({ asked: subjects, day: today(act.now) });
    const results = answerSubjects(subjects, found, law, act.now);
    const checkId = newCheckId(act.now);
    const requestRef = request.requestRef?.trim() || null;
    const { matter, catalogueVersion } = law;
    await hold(loggedCheck(act, { checkId, matter: matter.code, requestRef, catalogueVersion }, results));
    return { checkId, answeredAt: act.now.toISOString(), results };
  };
}
