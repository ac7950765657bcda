import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, isSamePerson, type JournalEvent, journal } from '../../journal/index.ts';
import { type Chart, isFinal, NOTHING_YET, possibleIn, type Step, stateName } from '../charts/chart.ts';
import { DEEDS_A_CASE, DEEDS_BEFORE_THE_LAST, type HeldCase, lastDeed } from './case.ts';

/** What a deed says of itself; what its step asks for must be among it. */
export type NewDeed<D extends string = string> = {
  deed: D;
  reason?: string | undefined;
  documentNo?: string | undefined;
  clause?: string | undefined;
  content?: Record<string, unknown>;
  /** The service of the paper that the step asks for. */
  serviceNo?: number;
  /** The last day of the clock that the step waits for. */
  dueOn?: string;
};

export type StepTaken = { deedNo: number; state: string };

export const REASON_CHARACTERS = 2_000;
export const DOCUMENT_CHARACTERS = 128;

/**
 * Adds a deed to a case that this transaction holds. Refuses what the chart does not allow in this state, and a second
 * person who is the first; the sentence says where the case stands and what is possible instead. What a step needs and
 * was not given is a bug of the act, and the schema would refuse it.
 */
export async function takeStep<C extends Chart>(
  trx: Transaction,
  act: Act,
  chart: C,
  held: HeldCase,
  { deed, reason, documentNo, clause, content = {}, serviceNo, dueOn }: NewDeed<C['steps'][number]['deed']>,
): Promise<StepTaken | Refusal> {
  const step = stepFrom(chart, held.state, deed);
  if (step === undefined) return refuseStep(chart, held.state, deed);
  const first = step.secondTo === undefined ? undefined : lastDeed(held, step.secondTo);
  if (first !== undefined && isSamePerson(first.actor, act.actor)) return refuseSamePerson(chart, step);
  const deedNo = held.deeds.length + 1;
  const state = step.to === 'same' ? held.state : step.to;
  if (deedNo > (isFinal(chart, state) ? DEEDS_A_CASE : DEEDS_BEFORE_THE_LAST))
    return refuse('conflict', `一个案件最多办理 ${DEEDS_A_CASE} 步，请另立案件。`);
  // an organisation's own user acts for no agency
  const { agency = '', ...self } = act;
  const doer: Act = agency === '' ? self : act;
  await trx.query(
    `insert into case_deed (subject_id, case_id, deed_no, procedure, deed, from_state, to_state, second_to, serves, waits,
                            second_no, second_actor, service_no, due_on, on_day, reason, document_no, clause, content,
                            actor, agency, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      held.subjectId,
      held.caseId,
      deedNo,
      chart.procedure,
      deed,
      held.state,
      state,
      step.secondTo ?? '',
      step.serves ?? '',
      step.waits ?? '',
      first?.deedNo ?? null,
      first?.actor ?? null,
      serviceNo ?? null,
      dueOn ?? null,
      today(act.now),
      textOrNull(reason),
      textOrNull(documentNo),
      clause ?? step.clause ?? null,
      JSON.stringify(content),
      act.actor,
      doer.agency ?? null,
      act.now,
    ],
  );
  await journal(trx, doer, {
    event: `${chart.procedure}.${deed}` as JournalEvent,
    subjectId: held.subjectId,
    target: held.caseId,
    detail: { deedNo, from: held.state, to: state, ...(textOrNull(documentNo) === null ? {} : { documentNo }) },
  });
  return { deedNo, state };
}

export function stepFrom(chart: Chart, state: string, deed: string): Step | undefined {
  return chart.steps.find((step) => step.deed === deed && step.from.includes(state));
}

/** Names the state, what was asked, the clause that asks for another order, and what would be possible instead. */
export function refuseStep(chart: Chart, state: string, deed: string): Refusal {
  const asked = chart.steps.find((step) => step.deed === deed);
  const possible = possibleIn(chart, state);
  const instead =
    possible.length === 0 ? '案件已经办结，不能再办理。' : `现在可以：${possible.map(({ name }) => name).join('、')}。`;
  const where = state === NOTHING_YET ? '案件尚未开始' : `案件处于“${stateName(chart, state)}”`;
  return refuse('case-state', `${where}，不能${asked?.name ?? '办理此事'}。${instead}`, {
    state,
    possible: possible.map((step) => step.deed),
    ...(asked?.clause === undefined ? {} : { clause: asked.clause }),
  });
}

function refuseSamePerson(chart: Chart, step: Step): Refusal {
  const first = chart.steps.find(({ deed }) => deed === step.secondTo);
  return refuse(
    'second-person',
    `“${first?.name ?? step.secondTo}”与“${step.name}”须由两人分别办理，请由另一人办理。`,
    {
      ...(step.clause === undefined ? {} : { clause: step.clause }),
    },
  );
}

/** Free text may name a person's number by mistake: it is masked before it is held. */
function textOrNull(text: string | undefined): string | null {
  const kept = text === undefined ? '' : maskEveryIdentifierIn(text.trim());
  return kept === '' ? null : kept;
}
