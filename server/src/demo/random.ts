/** Draws that are the same on every machine and every day: the demonstration city is always the same city. */
export type Draw = {
  /** A whole number from 0 up to but not including `below`. */
  below: (below: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** True in `percent` of a hundred draws. */
  chance: (percent: number) => boolean;
};

/** Mulberry32: 32 bits of state are plenty for a city. */
export function drawsFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (from) => {
      const drawn = from[below(from.length)];
      if (drawn === undefined) throw new Error('something is drawn from');
      return drawn;
    },
    chance: (percent) => next() * 100 < percent,
  };
}
