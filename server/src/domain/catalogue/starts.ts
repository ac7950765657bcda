import { type CalendarDate, compareDates } from '../../kernel/dates.ts';
import type { CompiledCategory } from './model.ts';
import { type Fields, textOf } from './values.ts';

/** The day a field names. A year (评价年度) stands for its last day: the year must be over to be evaluated. */
export function dayIn(category: CompiledCategory, fields: Fields, id: string): CalendarDate | null {
  const text = textOf(fields, id);
  if (text === null) return null;
  return category.fieldsById.get(id)?.type === 'year' ? `${text}-12-31` : text;
}

/** The earlier of two last days; null is without end. */
export function earlier(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return compareDates(a, b) <= 0 ? a : b;
}
