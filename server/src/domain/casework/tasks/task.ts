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

/** Tasks of one source at most; of one answer too. */
export const TASKS_AT_MOST = 500;

/**
 * Where tasks come from: open clocks of cases, checks without feedback, queries without answer. `agencies` are those whose
 * tasks are asked for, or null for all.
 */
export type TaskSource = (
  db: Queryable,
  asked: { agencies: readonly string[] | null; catalogue: Catalogue; today: CalendarDate },
) => Promise<Task[]>;
