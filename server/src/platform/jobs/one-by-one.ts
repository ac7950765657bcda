/** Failures after which a run gives up: so many are no matter of one of them. */
const FAILURES_A_RUN = 20;

/**
 * Work on many, each in a transaction of its own: one that fails keeps no other waiting. What failed is thrown at the end, so
 * that the job is tried again and somebody reads of it.
 */
export class OneByOne {
  readonly #what: string;
  readonly #failed = new Map<string, unknown>();

  /** @param what could not be done, for whoever reads the log. */
  constructor(what: string) {
    this.#what = what;
  }

  /**
   * @param name of the one that is worked on; nobody's personal data.
   * @returns what its work came to; undefined where it failed.
   * @throws Error where too many have failed.
   */
  async try<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#failed.set(name, error);
      if (this.#failed.size === FAILURES_A_RUN) this.end();
      return undefined;
    }
  }

  /** @throws Error with the names of those that failed, where any did. */
  end(): void {
    if (this.#failed.size === 0) return;
    const [first] = this.#failed.values();
    throw new Error(`${this.#what}: ${[...this.#failed.keys()].join(', ')}`, { cause: first });
  }
}
