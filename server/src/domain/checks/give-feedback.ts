import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { System } from '../../system.ts';
import { nameOfActor } from '../access/index.ts';
import { type Act, isSamePerson, journal } from '../journal/index.ts';
import { bites, type MeasureInForce } from '../measures/index.ts';
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

/** Name of the job by which an applied measure becomes a notice to the organisation; the slice `responses` works it. */
export const OPEN_NOTICE = 'responses-open-notice';
/** Name of the job that asks the desk to reverse what it applied after the record had fallen; `corrections` works it. */
export const ASK_REVERSAL = 'corrections-ask-reversal';
/** What was applied on which answer; the payload of both jobs. */
export type AppliedAnswer = { checkId: string; subjectId: string; position: number };

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
 * a different one is refused, because what was done is done. All outcomes are taken or none. What was applied opens a
 * notice to the organisation, by a job of the same transaction.
 */
export async function giveFeedback(
  { pool, jobs }: Pick<System, 'pool' | 'jobs'>,
  act: Act,
  feedback: Feedback,
): Promise<FeedbackTaken | Refusal> {
  const answered = await findAnswer(pool, feedback);
  if (answered === undefined) {
    return refuse(
      'not-found',
      '没有与此 checkId 和 token 对应的核查结果，请原样使用核查答复中的 checkId 和 feedbackToken。',
    );
  }
  const reporter = await nameOfActor(pool, act.actor);
  const refusal = refusalOf(answered, feedback.outcomes, reporter);
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
        if (isOrganisation(answered) && told.some(({ outcome }) => outcome === 'applied'))
          await haveToldOf(jobs, trx, feedback.checkId, answered);
      }
      return { checkId: feedback.checkId, recorded, repeated: told.length - recorded };
    });
  } catch (error) {
    if (error instanceof Differs) return error.refusal;
    throw error;
  }
}

/** The notice goes to organisations; a person was told by the notice of the listing itself. */
const isOrganisation = ({ told_in }: Answered): boolean => told_in === 'check_feedback';

async function haveToldOf(
  jobs: System['jobs'],
  trx: Queryable,
  checkId: string,
  { subject_id: subjectId, position }: Answered,
): Promise<void> {
  const applied: AppliedAnswer = { checkId, subjectId, position };
  await jobs.add(trx, OPEN_NOTICE, applied, { jobKey: `notice-${checkId}-${position}` });
  await jobs.add(trx, ASK_REVERSAL, applied, { jobKey: `reversal-${checkId}-${position}` });
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

function refusalOf(
  answered: Answered,
  outcomes: readonly MeasureOutcome[],
  reporter: string | undefined,
): Refusal | undefined {
  const seen = new Set<string>();
  for (const one of outcomes) {
    const { measure } = one;
    const named = answered.measures.filter((known) => known.measure === measure);
    if (named.length === 0)
      return wrong(`核查答复中没有措施 ${maskEveryIdentifierIn(measure)}，请只反馈答复中列出的措施。`);
    if (seen.has(measure)) return wrong(`措施 ${measure} 出现了两次，每项措施只反馈一次。`);
    seen.add(measure);
    const refusal = one.outcome === 'applied' ? refuseApplied(one, named) : refuseLeft(one, reporter);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What bites nobody may not be applied; where the law leaves it to the desk, the desk says why. */
function refuseApplied({ measure, reason }: MeasureOutcome, named: readonly MeasureInForce[]): Refusal | undefined {
  const biting = named.filter(bites);
  if (biting.length === 0 && named.every(({ suspended }) => suspended === true)) {
    return wrong(`措施 ${measure} 在核查时处于暂停状态，不得执行；未执行的请反馈 not-applicable 并写明原因。`);
  }
  if (biting.length === 0) {
    return wrong(
      `措施 ${measure} 在核查时已准予办理（见 relief），不得执行；请反馈 not-applicable 并写明准予的文书号。`,
    );
  }
  if (biting.every(({ effect }) => effect === 'may') && blank(reason)) {
    return wrong(`措施 ${measure} 是“可以”采取的，由办理单位裁量，请在 reason 中写明采取的理由。`);
  }
  return undefined;
}

function refuseLeft(
  { measure, outcome, reason, approvedBy }: MeasureOutcome,
  reporter: string | undefined,
): Refusal | undefined {
  if (blank(reason)) return wrong(`措施 ${measure} 未予执行，请在 reason 中写明原因。`);
  if (outcome !== 'overridden') return undefined;
  if (approvedBy === undefined || blank(approvedBy)) {
    return wrong(`措施 ${measure} 经批准不执行，请在 approvedBy 中写明批准的负责人。`);
  }
  if (reporter !== undefined && isSamePerson(approvedBy, reporter)) {
    return refuse('second-person', `措施 ${measure} 不执行须经负责人批准，批准人不得是反馈人自己。`, {
      field: 'outcomes',
    });
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
