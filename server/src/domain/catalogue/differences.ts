import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { Entry } from './read-folder.ts';

/** How a folder differs from the version that is held. */
export type Difference = { kind: string; code: string; change: 'added' | 'changed' | 'removed' };

export function differencesBetween(held: readonly Entry[], folder: readonly Entry[]): Difference[] {
  const [before, after] = [textsOf(held), textsOf(folder)];
  const gone = held.filter((entry) => !after.has(keyOf(entry))).map((entry) => differing(entry, 'removed'));
  const told = folder
    .filter((entry) => before.get(keyOf(entry)) !== after.get(keyOf(entry)))
    .map((entry) => differing(entry, before.has(keyOf(entry)) ? 'changed' : 'added'));
  return [...told, ...gone];
}

const keyOf = ({ kind, code }: Entry): string => `${kind}/${code}`;
const differing = ({ kind, code }: Entry, change: Difference['change']): Difference => ({ kind, code, change });

function textsOf(entries: readonly Entry[]): Map<string, string> {
  return new Map(entries.map((entry) => [keyOf(entry), canonicalJson(entry.body as Json)]));
}
