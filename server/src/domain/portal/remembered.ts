import type pg from 'pg';

/** Figures may be this old, in milliseconds, before they are counted again; a record itself is never remembered. */
const FRESH_MS = 60_000;
/** Older than this they are shown to nobody; until then who asks gets the last ones while they are counted again. */
const SHOWN_AT_MOST_MS = 600_000;
/** Figures that take long to count are counted less often: at most this share of the time goes into them. */
const TIME_FOR_COUNTING = 0.05;

type Figures = {
  /** The last that were counted; null before the first are. */
  last: { value: unknown; freshUntil: number; shownUntil: number } | null;
  /** The count that is under way. */
  counting: Promise<unknown> | null;
};
const held = new WeakMap<pg.Pool, Map<string, Figures>>();

/**
 * Counts over many records, for everybody who asks: once a minute, and while nobody waits for them where there are some to
 * show. `name` says what was asked, the day included.
 *
 * @param clock milliseconds that only grow.
 */
export function remembered<T>(
  pool: pg.Pool,
  name: string,
  count: () => Promise<T>,
  clock: () => number = () => performance.now(),
): Promise<T> {
  const all = held.get(pool) ?? new Map<string, Figures>();
  held.set(pool, all);
  const now = clock();
  for (const [other, { last, counting }] of all) {
    if (counting === null && last !== null && last.shownUntil <= now) all.delete(other);
  }
  const figures = all.get(name) ?? { last: null, counting: null };
  all.set(name, figures);
  const { last } = figures;
  if (last === null || last.freshUntil <= now) figures.counting ??= countAnew(figures, count, clock);
  return last !== null && last.shownUntil > now ? Promise.resolve(last.value as T) : (figures.counting as Promise<T>);
}

function countAnew<T>(figures: Figures, count: () => Promise<T>, clock: () => number): Promise<T> {
  const startedAt = clock();
  const counted = count()
    .then((value) => {
      const now = clock();
      const freshUntil = now + Math.max(FRESH_MS, (now - startedAt) / TIME_FOR_COUNTING);
      figures.last = { value, freshUntil, shownUntil: Math.max(freshUntil, now + SHOWN_AT_MOST_MS) };
      return value;
    })
    .finally(() => {
      figures.counting = null;
    });
  // where the last figures are shown meanwhile nobody waits for it, and the next who asks tries again
  counted.catch(() => {});
  return counted;
}
