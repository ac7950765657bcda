import assert from 'node:assert/strict';
import { type CalendarDate, termEnd } from '../../kernel/dates.ts';
import type { Catalogue, CompiledCategory } from './model.ts';
import type { List, RepairCondition, Severity } from './types.ts';
import type { Judged } from './values.ts';
import { windowsFor } from './windows.ts';

/** What the catalogue says of repairing one record. */
export type RepairTerms = {
  /** The first day on which repair may be granted: the shortest time of publicity is over. */
  firstDay: CalendarDate;
  /** Why the law lets nobody repair it. */
  never: { says: string; clause: string } | null;
  /** What must be found beside time, duty and commitment. */
  conditions: readonly RepairCondition[];
  /** The row itself says that the duty was performed. */
  performed: boolean;
  /** `instrument#article` that lets it be repaired. */
  clause: string;
};

/**
 * When an adverse record may be repaired, and on what: pure, from its fields and the catalogue alone. Null: the catalogue
 * knows no repair of such a record, because nothing public or usable follows from it.
 */
export function repairTermsFor(catalogue: Catalogue, record: Judged): RepairTerms | null {
  const category = catalogue.category(record.category);
  assert(category !== undefined, `a record of ${record.category}, which version ${catalogue.version} does not hold`);
  const { repair } = category;
  if (repair === undefined) return null;
  const list = category.listOf(record.fields);
  const never = list?.repair?.never;
  return {
    firstDay: firstDayOf(catalogue, category, record, list),
    never:
      never === undefined ? category.neverRepaired(record.fields) : { says: never.says, clause: never.clause.clause },
    conditions: [...(repair.conditions ?? []), ...(list?.repair?.conditions ?? [])],
    performed: category.isPerformed(record.fields),
    clause: repair.basis[0]?.clause ?? '',
  };
}

/**
 * A list's own time stands first; an entry that only a condition ends has none. Then the shortest time of the class that
 * the table of severity gives, of the list's severity, or of the class the category names. What nobody could class waits
 * for no time: the doubt is not the organisation's.
 */
function firstDayOf(
  catalogue: Catalogue,
  category: CompiledCategory,
  record: Judged,
  list: List | undefined,
): CalendarDate {
  const { publicFrom, usableFrom, repairableFrom } = windowsFor(catalogue, record);
  if (repairableFrom !== null) return repairableFrom;
  const start = publicFrom ?? usableFrom;
  if (list !== undefined) {
    if (list.repair?.after !== undefined) return termEnd(start, list.repair.after);
    return list.term === undefined ? start : after(catalogue, start, list.severity ?? 'serious');
  }
  const bySeverity = category.publicity !== undefined && 'severity' in category.publicity.until;
  return bySeverity ? start : after(catalogue, start, category.repair?.as ?? 'minor');
}

function after({ policy }: Catalogue, start: CalendarDate, severity: Severity): CalendarDate {
  const least = { minor: 0, general: policy.generalPublicLeastMonths, serious: policy.seriousPublicLeastMonths };
  return least[severity] === 0 ? start : termEnd(start, { months: least[severity] });
}
