import { type CalendarDate, compareDates, termEnd } from '../../kernel/dates.ts';
import type { Matter } from '../catalogue/index.ts';

/** How current a source is that the matter requires: its category, and the day it speaks for; null where it never has. */
export type Covered = { source: string; asOf: CalendarDate | null };

/** Category -> the oldest day among the agencies that have ever finished a batch of it. */
export type Currency = ReadonlyMap<string, CalendarDate>;

/** SQL for `Currency` as one JSON value; rows are few, one for each category and agency. */
export const CURRENCY = `select coalesce(json_object_agg(category, as_of), '{}') from
  (select category, min(as_of) as as_of from source_currency group by category) c`;

export function coverageOf(matter: Matter, currency: Currency): Covered[] {
  return matter.sources.map(({ category }) => ({ source: category, asOf: currency.get(category) ?? null }));
}

/** Whether every source the matter requires has spoken, and none longer ago than the catalogue allows. */
export function isCurrent(matter: Matter, currency: Currency, day: CalendarDate): boolean {
  return matter.sources.every(({ category, maxAge }) => {
    const asOf = currency.get(category);
    return asOf !== undefined && compareDates(day, termEnd(asOf, maxAge)) <= 0;
  });
}
