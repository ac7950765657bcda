import type { CalendarDate } from '../../../kernel/dates.ts';

/** A case as the acts hold it: where it stands after its last deed. */
export type HeldCase = {
  subjectId: string;
  caseId: string;
  procedure: string;
  /** The agency that opened it; who is competent today, `competentFor` says. */
  agency: string;
  state: string;
  deeds: readonly Deed[];
};

export type Deed = {
  deedNo: number;
  deed: string;
  fromState: string;
  toState: string;
  onDay: CalendarDate;
  actor: string;
  agency: string | null;
  reason: string | null;
  documentNo: string | null;
  clause: string | null;
  serviceNo: number | null;
  content: Record<string, unknown>;
  doneAt: Date;
};

/** Deeds of one case at most: statements and extensions are bounded so that a case is always read whole. */
export const DEEDS_A_CASE = 200;
/** A place is kept for the deed that closes it: no case is so full that an adverse effect could not be ended. */
export const DEEDS_BEFORE_THE_LAST = DEEDS_A_CASE - 1;

/** The last deed of a kind. */
export function lastDeed(held: Pick<HeldCase, 'deeds'>, deed: string): Deed | undefined {
  return held.deeds.findLast((one) => one.deed === deed);
}
