import type { CalendarDate } from '../../kernel/dates.ts';
import { adverseUnsaid } from './lint/adverse.ts';
import { outOfBounds } from './lint/boundary.ts';
import { calendarsAmiss } from './lint/calendars.ts';
import { checkedAmiss } from './lint/checked-under.ts';
import { badConditions } from './lint/conditions.ts';
import { draftOf, type Rule } from './lint/draft.ts';
import type { Finding } from './lint/finding.ts';
import { citedButNotInForce } from './lint/in-force.ts';
import { beyondItsLimits } from './lint/limits.ts';
import { listsWithoutNoticeOrExit } from './lint/lists.ts';
import { mattersLackingSources } from './lint/matters.ts';
import { measuresOutOfBounds } from './lint/measures.ts';
import { twofoldNames } from './lint/names.ts';
import { outsideNationalWindows } from './lint/national-windows.ts';
import { papersAmiss } from './lint/papers.ts';
import { personMeasuresAmiss } from './lint/persons-in-role.ts';
import { figuresAmiss } from './lint/policies.ts';
import { publishedAmiss } from './lint/publication.ts';
import { ranksTooLow } from './lint/ranks.ts';
import { danglingReferences } from './lint/references.ts';
import { keptAmiss } from './lint/retention.ts';
import { shapeFindings } from './lint/shape.ts';
import { groundsOutOfBounds } from './lint/triggers.ts';
import type { Entry } from './read-folder.ts';

export type { Finding, FindingCode } from './lint/finding.ts';

const RULES: readonly Rule[] = [
  twofoldNames,
  danglingReferences,
  citedButNotInForce,
  ranksTooLow,
  badConditions,
  outsideNationalWindows,
  listsWithoutNoticeOrExit,
  groundsOutOfBounds,
  measuresOutOfBounds,
  personMeasuresAmiss,
  mattersLackingSources,
  outOfBounds,
  adverseUnsaid,
  publishedAmiss,
  beyondItsLimits,
  figuresAmiss,
  calendarsAmiss,
  keptAmiss,
  papersAmiss,
  checkedAmiss,
];

/**
 * The gate before a version is put in force: what of these entries must not become law here on this day. Empty: the
 * version may be compiled. Findings come file by file.
 */
export function lintCatalogue(entries: readonly Entry[], today: CalendarDate): Finding[] {
  const shapes = entries.flatMap(shapeFindings);
  const draft = draftOf(entries, today);
  return [...shapes, ...RULES.flatMap((rule) => rule(draft))].sort(
    (a, b) => byText(a.file, b.file) || byText(a.at, b.at),
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
