/** A stream of which the next element may be looked at before it is taken. */
export class Ahead<T> {
  readonly #rows: AsyncIterator<T>;
  #next: Promise<IteratorResult<T>> | undefined;

  constructor(rows: AsyncIterable<T>) {
    this.#rows = rows[Symbol.asyncIterator]();
  }

  async peek(): Promise<T | undefined> {
    this.#next ??= this.#rows.next();
    const { done, value } = await this.#next;
    return done === true ? undefined : value;
  }

  async take(): Promise<T | undefined> {
    const value = await this.peek();
    this.#next = undefined;
    return value;
  }
}
