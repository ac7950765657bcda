/** A stream of numbers that looks random and is the same in every run (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The file cut off at every so many bytes. */
export function* truncations(file: Uint8Array, every: number): Generator<Uint8Array> {
  for (let at = 0; at < file.length; at += every) yield file.subarray(0, at);
}

/** Copies of the file with a few bits turned, each copy others. */
export function* bitFlips(file: Uint8Array, copies: number, seed: number): Generator<Uint8Array> {
  const next = numbers(seed);
  for (let copy = 0; copy < copies; copy += 1) {
    const flipped = Uint8Array.from(file);
    for (let flips = 1 + next(4); flips > 0; flips -= 1) {
      const at = next(file.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << next(8));
    }
    yield flipped;
  }
}

/** Files of random bytes behind a beginning that makes each reader believe them. */
export function* inventions(beginnings: readonly Uint8Array[], each: number, seed: number): Generator<Uint8Array> {
  const next = numbers(seed);
  for (const beginning of beginnings) {
    for (let file = 0; file < each; file += 1) {
      const noise = Uint8Array.from({ length: next(5000) }, () => next(256));
      yield Buffer.concat([beginning, noise]);
    }
  }
}
