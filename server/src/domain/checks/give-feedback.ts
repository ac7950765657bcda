import type pg from 'pg';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import type { MeasureInForce } from '../measures/index.ts';
import { tokenHash } from './answer.ts';
import { storable } from './asked.ts';

export const OUTCOMES = ['applied', 'not-applicable', 'overridden'] as const;
/** What the desk did with one measure. */
export type MeasureOutcome = {
  measure: string;
  outcome: (typeof OUTCOMES)[number];
  reason?: string | undefined;
  approvedBy?: string | undefined;
};
export type Feedback = { checkId: string; token: string; outcomes: readonly MeasureOutcome[] };
export type FeedbackTaken = { checkId: string; recorded: number; repeated: number };

export const OUTCOMES_A_FEEDBACK = 200;
export const REASON_CHARACTERS = 1_000;
export const APPROVER_CHARACTERS = 100;

/** `told_in`: the table that holds what the desk tells; of a person's measures one beside persons. */
type Answered = {
  subject_id: string;
  position: number;
  measures: MeasureInForce[];
  told_in: 'check_feedback' | 'person_check_feedback';
};
type Told = { measure: string; outcome: string; reason: string | null; approved_by: string | null };

/**
 * The desk reports what it did with the measures it was told of: once for each. The same report again changes nothing;
 * a different one is refused, because what was done is done. All outcomes are taken or none.
 */
export async function giveFeedback(pool: pg.Pool, act: Act, feedback: Feedback): Promise<FeedbackTaken | Refusal> {
  const answered = await findAnswer(pool, feedback);
  if (answered === undefined) {
    return refuse(
      'not-found',
      '没有与此 checkId 和 token 对应的核查结果，请原样使用核查答复中的 checkId 和 feedbackToken。',
    );
  }
  const refusal = refusalOf(answered, feedback.outcomes);
  if (refusal !== undefined) return refusal;
  const told = feedback.outcomes.map(toldOf);
  try {
    return await transaction(pool, async (trx) => {
      const recorded = await record(trx, act, feedback.checkId, answered, told);
      const differing = await differingFrom(trx, feedback.checkId, answered, told);
      // Thrown so that nothing of this report stays; turned back into the value below.
      if (differing.length > 0) throw new Differs(differing);
      if (recorded > 0) {
        await journal(trx, act, {
          event: 'check.feedback',
          subjectId: answered.subject_id,
          target: feedback.checkId,
          detail: { position: answered.position, outcomes: told.map(({ measure, outcome }) => ({ measure, outcome })) },
        });
      }
      return { checkId: feedback.checkId, recorded, repeated: told.length - recorded };
    });
  } catch (error) {
    if (error instanceof Differs) return error.refusal;
    throw error;
  }
}

class Differs extends Error {
  readonly refusal: Refusal;
  constructor(measures: string[]) {
    super('feedback differs');
    this.refusal = refuse('already-done', `措施 ${measures.join('、')} 的执行情况已经反馈过，内容不同，不能更改。`, {
      reason: 'feedback-already-given',
      measures,
    });
  }
}

async function findAnswer(db: Queryable, { checkId, token }: Feedback): Promise<Answered | undefined> {
  const { rows } = await db.query<Answered>(
    `select subject_id, position, measures, 'check_feedback' as told_in from check_answer
      where token_hash = $1 and check_id = $2
     union all
     select subject_id, position, measures, 'person_check_feedback' from person_check
      where token_hash = $1 and check_id = $2`,
    [tokenHash(token), checkId],
  );
  return rows[0];
}

function refusalOf(answered: Answered, outcomes: readonly MeasureOutcome[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { measure, outcome, reason, approvedBy } of outcomes) {
    const named = answered.measures.filter((one) => one.measure === measure);
    if (named.length === 0)
      return wrong(`核查答复中没有措施 ${maskEveryIdentifierIn(measure)}，请只反馈答复中列出的措施。`);
    if (seen.has(measure)) return wrong(`措施 ${measure} 出现了两次，每项措施只反馈一次。`);
    seen.add(measure);
    if (outcome === 'applied' && named.every(({ suspended }) => suspended === true)) {
      return wrong(`措施 ${measure} 在核查时处于暂停状态，不得执行；未执行的请反馈 not-applicable 并写明原因。`);
    }
    if (outcome !== 'applied' && blank(reason)) return wrong(`措施 ${measure} 未予执行，请在 reason 中写明原因。`);
    if (outcome === 'overridden' && blank(approvedBy)) {
      return wrong(`措施 ${measure} 经批准不执行，请在 approvedBy 中写明批准人。`);
    }
  }
  return undefined;
}

function wrong(detail: string): Refusal {
  return refuse('invalid-request', detail, { field: 'outcomes' });
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/** Reasons are free text: an identity number in one is masked before it is held. */
function toldOf({ measure, outcome, reason, approvedBy }: MeasureOutcome): Told {
  const held = (text: string | undefined) =>
    text === undefined || blank(text) ? null : maskEveryIdentifierIn(storable(text).trim());
  return { measure, outcome, reason: held(reason), approved_by: held(approvedBy) };
}

/** How many of the outcomes were not yet held. */
async function record(
  trx: Queryable,
  act: Act,
  checkId: string,
  answered: Answered,
  told: readonly Told[],
): Promise<number> {
  const { rowCount } = await trx.query(
    `insert into ${answered.told_in} (subject_id, check_id, position, measure, outcome, reason, approved_by, actor, recorded_at)
     select $1, $2, $3, t.measure, t.outcome, t.reason, t.approved_by, $4, $5
       from json_to_recordset($6::json) as t(measure text, outcome text, reason text, approved_by text)
     on conflict do nothing`,
    [answered.subject_id, checkId, answered.position, act.actor, act.now, JSON.stringify(told)],
  );
  return rowCount ?? 0;
}

async function differingFrom(
  trx: Queryable,
  checkId: string,
  answered: Answered,
  told: readonly Told[],
): Promise<string[]> {
  const { rows } = await trx.query<Told>(
    `select measure, outcome, reason, approved_by from ${answered.told_in}
      where subject_id = $1 and check_id = $2 and position = $3`,
    [answered.subject_id, checkId, answered.position],
  );
  const held = new Map(rows.map((row) => [row.measure, row]));
  return told
    .filter((one) => {
      const before = held.get(one.measure);
      return before?.outcome !== one.outcome || before.reason !== one.reason || before.approved_by !== one.approved_by;
    })
    .map(({ measure }) => measure);
}
