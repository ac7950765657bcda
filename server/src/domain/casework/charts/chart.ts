import type { Caller } from '../../../platform/http/caller.ts';
import type { Role } from '../../access/index.ts';
import type { JournalEvent } from '../../journal/index.ts';

/** The state of a case before its first deed. */
export const NOTHING_YET = 'none';

/** One deed of a procedure: from which states, to which, and what it needs. Held by the schema too (`case_step`). */
export type Step<Deed extends string = string, State extends string = string> = {
  deed: Deed;
  /** What an official does, as a verb: 送达告知书. */
  name: string;
  from: readonly (State | typeof NOTHING_YET)[];
  /** `same`: the deed is added and the case stays where it is. */
  to: State | 'same';
  /** The deed whose author must be somebody else (两人办理). */
  secondTo?: Deed;
  /** Code of the paper that must have been served on the organisation. */
  serves?: string;
  /** The clock whose last day must be over. */
  waits?: string;
  /** `instrument#article` that asks for the deed; unverified unless the catalogue says otherwise. */
  clause?: string;
};

/** A procedure as data: the acts, the schema, the pages and the diagrams all read it. */
export type Chart<Deed extends string = string, State extends string = string> = {
  procedure: string;
  name: string;
  states: Readonly<Record<State, { name: string; final?: true }>>;
  steps: readonly Step<Deed, State>[];
  /**
   * The roles to which its cases exist at all, each as far as it reaches. Without it: whoever has a right to cases, and
   * the organisation once something was served on it.
   */
  readers?: readonly Role[];
};

/** Whether cases of a procedure exist for a caller. */
export function mayRead({ readers }: Pick<Chart, 'readers'>, caller: Caller): boolean {
  return readers === undefined || (caller.kind === 'user' && readers.some((role) => role === caller.role));
}

/** Journal event of a deed: every procedure has a sentence of its own for each. */
export type EventOf<C extends Chart> = `${C['procedure']}.${C['steps'][number]['deed']}` & JournalEvent;

/** One row of `case_step`. */
export type StepRow = {
  procedure: string;
  deed: string;
  from_state: string;
  to_state: string;
  second_to: string;
  serves: string;
  waits: string;
};

export function rowsOf({ procedure, steps }: Chart): StepRow[] {
  return steps.flatMap(({ deed, from, to, secondTo = '', serves = '', waits = '' }) =>
    from.map((state) => ({
      procedure,
      deed,
      from_state: state,
      to_state: to === 'same' ? state : to,
      second_to: secondTo,
      serves,
      waits,
    })),
  );
}

export const stateName = (chart: Chart, state: string): string => chart.states[state]?.name ?? '尚未开始';

/** The clause that asks for a deed, for the sentence of a refusal. */
export function clauseOf(chart: Chart, deed: string): string | undefined {
  return chart.steps.find((step) => step.deed === deed)?.clause;
}

export const isFinal = (chart: Chart, state: string): boolean => chart.states[state]?.final === true;

/** What may be done in a state, for the sentence of a refusal and the one next act of a page. */
export function possibleIn(chart: Chart, state: string): Step[] {
  return chart.steps.filter(({ from }) => from.includes(state));
}
