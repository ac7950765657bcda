import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Catalogue } from '../../catalogue/index.ts';

/** One thing somebody owes, with its last day and why the day is what it is. */
export type Task = {
  kind: string;
  /** What is owed, in a sentence. */
  title: string;
  agency: string;
  subject: { subjectId: string; code: string | null; name: string } | null;
  /** Where it is dealt with: a case, a check, a query. */
  target: string;
  dueOn: CalendarDate | null;
  provisional: boolean;
  overdue: boolean;
  /** Why the clock stands still. */
  suspendedBy?: string;
};

/** Tasks of one answer at most. */
export const TASKS_AT_MOST = 500;
/** Tasks of one source: one more than is answered, so that what is left out is said. */
export const TASKS_A_SOURCE = TASKS_AT_MOST + 1;

/**
 * Where tasks come from: open clocks of cases, checks without feedback, queries without answer. `agencies` are those whose
 * tasks are asked for, or null for all.
 */
export type TaskSource = (
  db: Queryable,
  asked: { agencies: readonly string[] | null; catalogue: Catalogue; today: CalendarDate },
) => Promise<Task[]>;
