/** Looks in a row without progress after which a reader counts as stuck. */
export const IDLE_LOOKS = 2;

/** Before its first sign of life it is the machine that is slow, and no file that is bad: so many times longer. */
const STARTING_PATIENCE = 6;

/**
 * Tells a reader that hangs from one that is slow, by a counter that every piece of the file moves. One idle look is not
 * enough: a report that came while this thread was busy is delivered only between two looks.
 */
export class ProgressWatch {
  #seen: number;
  #idleLooks = 0;

  constructor(progress: number) {
    this.#seen = progress;
  }

  isStuck(progress: number): boolean {
    this.#idleLooks = progress === this.#seen ? this.#idleLooks + 1 : 0;
    this.#seen = progress;
    return this.#idleLooks >= (progress === 0 ? IDLE_LOOKS * STARTING_PATIENCE : IDLE_LOOKS);
  }
}
