/** Ids that were given out and not seen: from `from` to `to`, both included. */
export type MissingRange = {
  from: number;
  to: number;
  /** Transactions that may still bring one of them; undefined until somebody has looked after the range was noticed. */
  writers: ReadonlySet<string> | undefined;
};

/**
 * Ids that lie below one already seen and have not appeared. Ids are given in order but commit in any; a missing one is a
 * transaction still open, or one that was rolled back and will never bring it.
 *
 * A transaction takes its lock on the table before it takes an id and keeps it until its commit is visible. So once
 * everybody who held that lock *after* a range was noticed is gone, the next look at the table is the last word on it.
 * Transaction ids would not do: an id of the sequence is taken before the transaction has one.
 */
export class MissingIds {
  #ranges: MissingRange[] = [];

  get ranges(): readonly MissingRange[] {
    return this.#ranges;
  }

  /** Everything below this id is seen or will never exist. `high` is the highest id seen. */
  settledBelow(high: number): number {
    return (this.#ranges[0]?.from ?? high + 1) - 1;
  }

  notice(from: number, to: number): void {
    if (from <= to) this.#ranges.push({ from, to, writers: undefined });
  }

  /** `writing` holds the lock now, after every range here was noticed and before the look whose outcome `seen` tells. */
  expect(writing: ReadonlySet<string>): void {
    for (const range of this.#ranges) range.writers ??= writing;
  }

  /**
   * What a look at the table, made after `expect`, has found: late ids leave their range, and a range nobody can fill any
   * more goes as a whole. `late` is in ascending order; beyond `until` nobody has looked.
   */
  looked(writing: ReadonlySet<string>, late: readonly number[], until = Number.POSITIVE_INFINITY): void {
    this.#ranges = this.#ranges.flatMap((range) => {
      if (range.writers === undefined || range.from > until) return [range];
      const unseen = range.to > until ? [{ ...range, from: until + 1 }] : [];
      const alive = new Set([...range.writers].filter((writer) => writing.has(writer)));
      if (alive.size === 0) return unseen;
      return [...without({ ...range, to: Math.min(range.to, until), writers: alive }, late), ...unseen];
    });
  }
}

function without(range: MissingRange, late: readonly number[]): MissingRange[] {
  const left: MissingRange[] = [];
  let { from } = range;
  for (const id of late) {
    if (id < from || id > range.to) continue;
    if (from < id) left.push({ ...range, from, to: id - 1 });
    from = id + 1;
  }
  if (from <= range.to) left.push({ ...range, from });
  return left;
}
