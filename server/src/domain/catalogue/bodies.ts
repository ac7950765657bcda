import assert from 'node:assert/strict';
import { hasShape } from './has-shape.ts';
import type { Entry } from './read-folder.ts';
import { type EntryKind, SHAPES, type ShapeOf } from './types.ts';

/** What the files say, by folder and code. */
export type Bodies = { [Kind in EntryKind]: Map<string, ShapeOf[Kind]> };

/** Entries that have passed the lint, sorted out; one of another shape is a bug. */
export function bodiesOf(entries: readonly Entry[]): Bodies {
  const bodies = Object.fromEntries(Object.keys(SHAPES).map((kind) => [kind, new Map()])) as Bodies;
  for (const { kind, code, body } of entries) {
    assert(hasShape(kind, body), `${kind}/${code} was not linted`);
    (bodies[kind] as Map<string, unknown>).set(code, body);
  }
  return bodies;
}
