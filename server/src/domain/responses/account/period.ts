import { addDays, type CalendarDate } from '../../../kernel/dates.ts';
import type { Catalogue } from '../../catalogue/index.ts';

/** The days an account speaks of, both included, and the law and the day by which lateness is judged. */
export type Period = { from: CalendarDate; until: CalendarDate; today: CalendarDate; catalogue: Catalogue };

/** The first moment of a period and the first after it, in Asia/Shanghai. */
export function momentsOf({ from, until }: Pick<Period, 'from' | 'until'>): { since: Date; before: Date } {
  return { since: new Date(`${from}T00:00:00+08:00`), before: new Date(`${addDays(until, 1)}T00:00:00+08:00`) };
}

export function daysOf({ from, until }: Pick<Period, 'from' | 'until'>): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
