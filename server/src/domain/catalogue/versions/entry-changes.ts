import assert from 'node:assert/strict';
import { canonicalJson, type Json } from '../../../kernel/canonical-json.ts';
import { type Difference, differencesBetween } from '../differences.ts';
import type { Entry } from '../read-folder.ts';

/** One place of an entry that says something else; `before` or `after` is absent where nothing stands there. */
export type EntryChange = { at: string; before?: string; after?: string };
/** An entry that differs, and where. `unshown`: places beyond the first hundred. */
export type EntryDifference = Difference & { changes: EntryChange[]; unshown: number };

/** Places shown of one entry; who changes more rewrites it, and reads it in the file. */
const MOST_CHANGES = 100;
/** Characters shown of one value. */
const MOST_CHARACTERS = 300;
/** What the items of a list are known by, so that one put in between does not change all that follow. */
const NAMES_OF_ITEMS = ['id', 'code', 'term', 'trigger', 'figure', 'category', 'clause'] as const;

/** What a second official reads before signing: which entries differ, and in each where and how. */
export function entryDifferences(held: readonly Entry[], proposed: readonly Entry[]): EntryDifference[] {
  const bodyIn = (entries: readonly Entry[], { kind, code }: Difference): Json => {
    const entry = entries.find((one) => one.kind === kind && one.code === code);
    assert(entry !== undefined, 'what changed stands on both sides');
    return entry.body as Json;
  };
  return differencesBetween(held, proposed)
    .toSorted((a, b) => (`${a.kind}/${a.code}` < `${b.kind}/${b.code}` ? -1 : 1))
    .map((difference) => {
      if (difference.change !== 'changed') return { ...difference, changes: [], unshown: 0 };
      const all = [...changesBetween(bodyIn(held, difference), bodyIn(proposed, difference), '')];
      return { ...difference, changes: all.slice(0, MOST_CHANGES), unshown: Math.max(0, all.length - MOST_CHANGES) };
    });
}

function* changesBetween(before: Json | undefined, after: Json | undefined, at: string): Generator<EntryChange> {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return;
  const parts = [partsOf(before), partsOf(after)] as const;
  if (parts[0] === null || parts[1] === null) {
    yield {
      at,
      ...(before === undefined ? {} : { before: shown(before) }),
      ...(after === undefined ? {} : { after: shown(after) }),
    };
    return;
  }
  for (const name of new Set([...parts[0].keys(), ...parts[1].keys()]))
    yield* changesBetween(parts[0].get(name), parts[1].get(name), `${at}/${name}`);
}

/** The members of an object, or the items of a list whose every item has a name of its own; null: compared as a whole. */
function partsOf(value: Json | undefined): Map<string, Json> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value as { [key: string]: Json }));
  const items: readonly Json[] = value;
  const name = NAMES_OF_ITEMS.find((key) => items.every((item) => typeof memberOf(item, key) === 'string'));
  if (name === undefined) return null;
  const named = new Map(items.map((item) => [String(memberOf(item, name)), item]));
  return named.size === items.length ? named : null;
}

function memberOf(item: Json, key: string): Json | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  return (item as { [key: string]: Json })[key];
}

function shown(value: Json): string {
  const characters = [...(typeof value === 'string' ? value : canonicalJson(value))];
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS).join('')}…`
    : characters.join('');
}
