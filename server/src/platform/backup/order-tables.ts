import assert from 'node:assert/strict';

export type Reference = { from: string; to: string };

/**
 * What a foreign key refers to comes before what refers to it, among equals by name. A reference of a table to itself
 * needs no order: it is checked when all its rows are in.
 */
export function orderTables(names: readonly string[], references: readonly Reference[]): string[] {
  const waiting = new Set(names.toSorted());
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find((name) =>
      references.every(({ from, to }) => from !== name || to === name || !waiting.has(to)),
    );
    // No order would load such tables; whoever writes the migration must make one of the keys deferrable and this able to.
    assert(next !== undefined, `foreign keys go round in a circle: ${[...waiting].join(', ')}`);
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}
