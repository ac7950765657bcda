import type pg from 'pg';

/** Figures may be this old, in milliseconds; a record itself is never remembered. */
const FRESH_MS = 60_000;
/** Figures that take long to count are counted less often: at most this share of the time goes into them. */
const TIME_FOR_COUNTING = 0.05;

type Held = { value: Promise<unknown>; until: number };
const held = new WeakMap<pg.Pool, Map<string, Held>>();

/** Counts over many records, asked once a minute for everybody. `name` says what was asked, the day included. */
export function remembered<T>(pool: pg.Pool, name: string, count: () => Promise<T>): Promise<T> {
  const all = held.get(pool) ?? new Map<string, Held>();
  held.set(pool, all);
  const known = all.get(name);
  if (known !== undefined && performance.now() < known.until) return known.value as Promise<T>;

  for (const [other, { until }] of all) if (until < performance.now()) all.delete(other);
  const startedAt = performance.now();
  const value = count();
  const entry: Held = { value, until: Number.POSITIVE_INFINITY };
  all.set(name, entry);
  value.then(
    () => {
      const took = performance.now() - startedAt;
      entry.until = performance.now() + Math.max(FRESH_MS, took / TIME_FOR_COUNTING);
    },
    () => all.delete(name),
  );
  return value;
}
