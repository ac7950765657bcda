import type { CalendarDate } from '../../../kernel/dates.ts';
import { hasShape } from '../has-shape.ts';
import { type Figures, figuresSaid, missingFigures } from '../policy.ts';
import type { Entry } from '../read-folder.ts';
import { type EntryKind, SHAPES, type ShapeOf } from '../types.ts';
import type { Finding, FindingCode } from './finding.ts';

export type Written<Body> = { file: string; body: Body };

/** A version that is not in force yet, as the rules look at it: what has its folder's shape, by kind and code. */
export type Draft = { [Kind in EntryKind]: ReadonlyMap<string, Written<ShapeOf[Kind]>> } & {
  /** The day on which the version would take force. */
  today: CalendarDate;
  /** Whether there is such a file, of whatever shape: one broken file is one finding, not one for all that name it. */
  holds(kind: EntryKind, code: string): boolean;
  /** The figures of `policies/`; null where one is missing, which is a finding of its own. */
  figures: Figures | null;
};

/** One rule of the lint. */
export type Rule = (draft: Draft) => Finding[];

export function draftOf(entries: readonly Entry[], today: CalendarDate): Draft {
  const draft = Object.fromEntries(Object.keys(SHAPES).map((kind) => [kind, new Map<string, Written<unknown>>()]));
  for (const { kind, code, body, file } of entries) if (hasShape(kind, body)) draft[kind]?.set(code, { file, body });
  const written = new Set(entries.map(({ kind, code }) => `${kind}/${code}`));
  const holds = (kind: EntryKind, code: string) => written.has(`${kind}/${code}`);
  const shaped = draft as unknown as Omit<Draft, 'today' | 'holds' | 'figures'>;
  const said = figuresSaid([...shaped.policies.values()].map(({ body }) => body));
  const figures = missingFigures(said).length === 0 ? (said as Figures) : null;
  return { ...shaped, today, holds, figures };
}

/** Findings of one file: `found('/fields/3/of', 'dangling', '…')`. */
export function findingsOf(file: string): {
  all: Finding[];
  found: (at: string, code: FindingCode, message: string) => void;
} {
  const all: Finding[] = [];
  return { all, found: (at, code, message) => void all.push({ file, at, code, message }) };
}

/** Applies a rule to every file of one kind. */
export function each<Kind extends EntryKind>(
  draft: Draft,
  kind: Kind,
  rule: (body: ShapeOf[Kind], found: (at: string, code: FindingCode, message: string) => void, code: string) => void,
): Finding[] {
  return [...draft[kind]].flatMap(([code, { file, body }]) => {
    const { all, found } = findingsOf(file);
    rule(body as ShapeOf[Kind], found, code);
    return all;
  });
}
