import { type CalendarDate, compareDates, termEnd } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Matter } from '../catalogue/index.ts';

/** How current a source is that the matter requires: its category, and the day it speaks for; null where it never has. */
export type Covered = { source: string; asOf: CalendarDate | null };

/** Category -> the oldest day among the agencies that have ever finished a batch of it. */
export type Currency = ReadonlyMap<string, CalendarDate>;

/** SQL for `Currency` as one JSON value; rows are few, one for each category and agency. */
export const CURRENCY = `select coalesce(json_object_agg(category, as_of), '{}') from
  (select category, min(as_of) as as_of from source_currency group by category) c`;

/** How current every source is. */
export async function readCurrency(db: Queryable): Promise<Currency> {
  const { rows } = await db.query<{ currency: Record<string, CalendarDate> }>(`select (${CURRENCY}) as currency`);
  return new Map(Object.entries(rows[0]?.currency ?? {}));
}

function coverageOf(matter: Matter, currency: Currency): Covered[] {
  return matter.sources.map(({ category }) => ({ source: category, asOf: currency.get(category) ?? null }));
}

/** Whether every source the matter requires has spoken, and none longer ago than the catalogue allows. */
function isCurrent(matter: Matter, currency: Currency, day: CalendarDate): boolean {
  return matter.sources.every(({ category, maxAge }) => {
    const asOf = currency.get(category);
    return asOf !== undefined && compareDates(day, termEnd(asOf, maxAge)) <= 0;
  });
}

/** What is said of the sources of a matter on a day. */
export type MatterCoverage = { coverage: Covered[]; current: boolean };

/** Coverage is the same for all checks of a matter in a group; `currency` is the group's. */
export function coverageReader(currency: Currency, day: CalendarDate): (matter: Matter) => MatterCoverage {
  const known = new Map<Matter, MatterCoverage>();
  return (matter) => {
    const before = known.get(matter);
    if (before !== undefined) return before;
    const made = { coverage: coverageOf(matter, currency), current: isCurrent(matter, currency, day) };
    known.set(matter, made);
    return made;
  };
}
