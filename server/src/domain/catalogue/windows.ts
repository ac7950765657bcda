import assert from 'node:assert/strict';
import { type CalendarDate, termEnd } from '../../kernel/dates.ts';
import type { Catalogue, CompiledCategory, CompiledSeverity } from './model.ts';
import { classify } from './severity.ts';
import { dayIn, earlier } from './starts.ts';
import type { Severity, Term, Window } from './types.ts';
import type { Fields, Judged } from './values.ts';

/** Why a record is public as long as it is, or not at all. */
export type WindowReason =
  | 'never-public' //      the category is not for everybody
  | 'closed' //            the row itself says that it is not for everybody
  | 'unclassed' //         severity unknown: not published, waits
  | 'minor' //             minor decisions are not published
  | 'severity' //          the class's longest window
  | 'severity-conflict' // authority and table differ: the shorter window
  | 'field' //             until the day the document names
  | 'term'
  | 'condition' //         until no longer reconfirmed
  | 'endless';

/** Days are inclusive. `publicFrom` null: not public. An `until` of null is without end. */
export type Windows = {
  publicFrom: CalendarDate | null;
  publicUntil: CalendarDate | null;
  usableFrom: CalendarDate;
  usableUntil: CalendarDate | null;
  severity: Severity | null;
  reason: WindowReason;
  /** First day on which repair may be granted: the class's shortest window is over. Null where no class says so. */
  repairableFrom: CalendarDate | null;
};

type WindowOptions = { severity: CompiledSeverity | undefined; confirmedOn: CalendarDate | undefined };

/**
 * The windows of a record: pure, from its fields and the catalogue alone. `confirmedOn` is the day the authority last
 * confirmed an entry that ends by condition; the entry's own start unless given.
 */
export function windowsFor(catalogue: Catalogue, record: Judged, confirmedOn?: CalendarDate): Windows {
  const category = catalogue.category(record.category);
  assert(category !== undefined, `a record of ${record.category}, which version ${catalogue.version} does not hold`);
  return windowsOf(category, record.fields, {
    severity: catalogue.severityOf(category.code, record.authority),
    confirmedOn,
  });
}

function windowsOf(category: CompiledCategory, fields: Fields, options: WindowOptions): Windows {
  const { severity, conflict } = classify(category, fields, options.severity);
  const usableFrom = startOf(category, fields, category.use);
  const usableUntil = endOf(category, fields, category.use, usableFrom, options);
  const usable = { usableFrom, usableUntil, severity };
  const hidden = { ...usable, publicFrom: null, publicUntil: null, repairableFrom: null };

  const { publicity } = category;
  if (publicity === undefined) return { ...hidden, reason: 'never-public' };
  if (!category.isPublishable(fields)) return { ...hidden, reason: 'closed' };
  const publicFrom = startOf(category, fields, publicity);
  if (!('severity' in publicity.until)) {
    const publicUntil = endOf(category, fields, publicity, publicFrom, options);
    return { ...usable, publicFrom, publicUntil, reason: reasonOf(publicity), repairableFrom: null };
  }
  if (severity === null || options.severity === undefined) return { ...hidden, reason: 'unclassed' };
  const window = options.severity.windows[severity];
  const repairableFrom = window.min === undefined ? publicFrom : termEnd(publicFrom, window.min);
  if (!window.published) return { ...hidden, repairableFrom, reason: 'minor' };
  const publicUntil = termEnd(publicFrom, window.max);
  return { ...usable, publicFrom, publicUntil, repairableFrom, reason: conflict ? 'severity-conflict' : 'severity' };
}

function startOf(category: CompiledCategory, fields: Fields, window: Window): CalendarDate {
  const from = dayIn(category, fields, window.from);
  assert(from !== null, `a record of ${category.code} was accepted without ${window.from}`);
  return from;
}

/** The last day of a window that does not go by severity, within the longest term of the record's list. */
function endOf(
  category: CompiledCategory,
  fields: Fields,
  { until }: Window,
  from: CalendarDate,
  { confirmedOn }: WindowOptions,
): CalendarDate | null {
  assert(!('severity' in until), 'only publicity goes by severity');
  const longest = category.listOf(fields)?.term;
  const within = (end: CalendarDate | null, atMost: Term | undefined = longest) =>
    atMost === undefined ? end : earlier(end, termEnd(from, atMost));
  if ('endless' in until) return null;
  if ('term' in until) return within(termEnd(from, until.term));
  if ('condition' in until) {
    const named = until.field === undefined ? null : dayIn(category, fields, until.field);
    return within(earlier(named, termEnd(confirmedOn ?? from, until.reconfirmWithin)));
  }
  const named = dayIn(category, fields, until.field) ?? (until.else === undefined ? null : termEnd(from, until.else));
  return within(within(named, until.atMost));
}

function reasonOf({ until }: Window): WindowReason {
  if ('field' in until && !('condition' in until)) return 'field';
  if ('term' in until) return 'term';
  return 'condition' in until ? 'condition' : 'endless';
}
