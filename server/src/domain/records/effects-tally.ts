import assert from 'node:assert/strict';
import { type Catalogue, type Change, type Effects, groundsFor, missingStart, windowsFor } from '../catalogue/index.ts';
import type { Windowed } from './open-windows.ts';
import { type Counted, count, hasTurned, nobody, noTurns, type Span, type Turns, turnOf } from './window-turns.ts';

const NEVER: Span = { from: null, until: null };

type Category = { publication: Turns; use: Turns; withoutStart: Counted };

/** Counts, record by record, what comes out otherwise by the proposed rules than by those in force. Pure. */
export class EffectsTally {
  readonly #change: Change;
  readonly #categories = new Map<string, Category>();
  readonly #grounds = new Map<string, Turns>();

  constructor(change: Change) {
    this.#change = change;
  }

  add(record: Windowed): void {
    const { held, proposed, day } = this.#change;
    const counted = this.#categories.get(record.category) ?? noCategory();
    this.#categories.set(record.category, counted);
    if (lacksStart(proposed, record)) {
      count(counted.withoutStart, record.recordId);
      return;
    }
    // Recorded under an older version still, and without a day the one in force counts from: nothing to compare with.
    if (lacksStart(held, record)) return;
    const [before, after] = [windowsFor(held, record), windowsFor(proposed, record)];
    const shown = turnOf(span(before, 'public'), span(after, 'public'), day);
    const used = turnOf(span(before, 'usable'), span(after, 'usable'), day);
    if (shown !== null) count(counted.publication[shown], record.recordId);
    if (used !== null) count(counted.use[used], record.recordId);
    this.#addGrounds(record);
  }

  #addGrounds(record: Windowed): void {
    const { held, proposed, day } = this.#change;
    const before = new Map(groundsFor(held, record).map((ground) => [ground.trigger, ground]));
    const after = new Map(groundsFor(proposed, record).map((ground) => [ground.trigger, ground]));
    for (const trigger of new Set([...before.keys(), ...after.keys()])) {
      const turn = turnOf(before.get(trigger) ?? NEVER, after.get(trigger) ?? NEVER, day);
      if (turn === null) continue;
      const turns = this.#grounds.get(trigger) ?? noTurns();
      this.#grounds.set(trigger, turns);
      count(turns[turn], record.recordId);
    }
  }

  /** What differs, in the order of codes; what a version leaves alone is not mentioned. */
  effects(): Pick<Effects, 'categories' | 'grounds'> {
    return {
      categories: inOrder(this.#categories)
        .map(([category, counted]) => ({ category, ...counted }))
        .filter((one) => hasTurned(one.publication) || hasTurned(one.use) || one.withoutStart.records > 0),
      grounds: inOrder(this.#grounds).map(([trigger, turns]) => ({ trigger, ...turns })),
    };
  }
}

const noCategory = (): Category => ({ publication: noTurns(), use: noTurns(), withoutStart: nobody() });

function lacksStart(catalogue: Catalogue, { category: code, fields }: Windowed): boolean {
  const category = catalogue.category(code);
  assert(category !== undefined, 'only categories of both versions are looked at');
  return missingStart(category, fields) !== null;
}

function span(window: ReturnType<typeof windowsFor>, kind: 'public' | 'usable'): Span {
  return kind === 'public'
    ? { from: window.publicFrom, until: window.publicUntil }
    : { from: window.usableFrom, until: window.usableUntil };
}

function inOrder<T>(counted: ReadonlyMap<string, T>): [string, T][] {
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1));
}
