import { type CalendarDate, dayAfter } from '../../../kernel/dates.ts';
import type { WorkingCalendar } from '../../../kernel/working-days.ts';
import type { TermUnit } from './entries.ts';

/** The days a clock counts: those between two days, neither of which is counted itself. Null: it runs on. */
export type Run = { after: CalendarDate; before: CalendarDate | null };

export type Counted = {
  /** The last day of the term; null where the runs end before it. */
  endsOn: CalendarDate | null;
  /** How much of the term the days up to and including `until` used up; never more than the term. */
  used: number;
  /** The end (where there is none: what was used) rests on a day whose notice is not known. */
  provisional: boolean;
};

/**
 * Counts a term over runs, which follow each other.
 *
 * In working days it ends on the n-th working day. In days it ends on the n-th day, or where that is no working day, on
 * the next working day of a run: a day on which the clock stands still cannot be the last (Civil Code, article 203 and
 * 行政诉讼法解释, to which administrative terms are likened: unverified).
 */
export function countTerm(
  runs: readonly Run[],
  { amount, unit }: { amount: number; unit: TermUnit },
  until: CalendarDate,
  calendar: WorkingCalendar,
): Counted {
  let counted = 0;
  let used = 0;
  let provisional = false;
  // Without end where the run is: the term has one, so the walk does.
  for (const { after, before } of runs)
    for (let day = dayAfter(after); before === null || day < before; day = dayAfter(day)) {
      const mayBeLast = unit === 'working-days' || counted >= amount - 1;
      const kind = mayBeLast ? calendar.dayKind(day) : null;
      if (kind?.provisional) provisional = true;
      if (counted < amount && (unit === 'days' || kind?.working === true)) {
        counted++;
        if (day <= until) used = counted;
      }
      if (counted === amount && kind?.working === true) return { endsOn: day, used, provisional };
    }
  return { endsOn: null, used, provisional };
}
