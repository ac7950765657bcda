import assert from 'node:assert/strict';
import { type CalendarDate, termEnd } from '../../kernel/dates.ts';
import { compileCondition } from './conditions.ts';
import type { Catalogue, CompiledCategory, CompiledTrigger } from './model.ts';
import { dayIn, earlier } from './starts.ts';
import type { Category, Trigger } from './types.ts';
import type { Fields, Judged } from './values.ts';

/** A record is ground for the measures of a trigger from a day to a day, both inclusive; null is without end. */
export type Ground = { trigger: string; from: CalendarDate; until: CalendarDate | null };

export function compileTrigger(trigger: Trigger, category: Category): CompiledTrigger {
  return { ...trigger, when: compileCondition(category.fields, trigger.when) };
}

/**
 * Which measures' triggers a record meets, and for how long: pure, from its fields and the catalogue alone. `confirmedOn`
 * is the day the authority last confirmed an entry that ends by condition.
 */
export function groundsFor(catalogue: Catalogue, record: Judged, confirmedOn?: CalendarDate): Ground[] {
  const category = catalogue.category(record.category);
  assert(category !== undefined, `a record of ${record.category}, which version ${catalogue.version} does not hold`);
  const { fields } = record;
  const list = category.listOf(fields);
  return triggersMet(category, fields).map((trigger) => {
    const from = dayIn(category, fields, trigger.from);
    assert(from !== null, `a record of ${category.code} was accepted without ${trigger.from}`);
    const until = endOf(category, fields, trigger, from, confirmedOn);
    return {
      trigger: trigger.code,
      from,
      until: list?.term === undefined ? until : earlier(until, termEnd(from, list.term)),
    };
  });
}

/** The triggers whose condition these values meet. */
export function triggersMet(category: CompiledCategory, fields: Fields): CompiledTrigger[] {
  const list = category.listOf(fields);
  return category.triggers
    .filter((trigger) => trigger.adverseOnly !== true || category.isAdverse(fields))
    .filter((trigger) => trigger.when(fields, list?.code ?? null));
}

function endOf(
  category: CompiledCategory,
  fields: Fields,
  { until }: CompiledTrigger,
  from: CalendarDate,
  confirmedOn: CalendarDate | undefined,
): CalendarDate | null {
  if ('lookBack' in until) return termEnd(from, until.lookBack);
  if ('field' in until) {
    const bound = until.atMost === undefined ? null : termEnd(from, until.atMost);
    return earlier(dayIn(category, fields, until.field), bound);
  }
  const use = category.use.until;
  assert('condition' in use, 'a trigger ends by condition only where the category is reconfirmed');
  const named = use.field === undefined ? null : dayIn(category, fields, use.field);
  return earlier(named, termEnd(confirmedOn ?? from, use.reconfirmWithin));
}
