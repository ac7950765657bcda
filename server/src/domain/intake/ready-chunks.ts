import type { Staged } from './staged-rows.ts';

/** Chunks whose rows wait here in memory at most: as many as are applied at once. Others are read back. */
export const HANDED_AT_MOST = 4;

/**
 * Chunks of a batch that may be applied while chunks behind them are being staged: how many there are, and the rows of some,
 * told by who stages to who applies.
 */
export class ReadyChunks {
  readonly #handed = new Map<number, Staged[]>();
  #chunks = 0;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => {};

  /** All there are, and there are no more. */
  static all(chunks: number): ReadyChunks {
    const ready = new ReadyChunks();
    ready.allow(chunks);
    ready.end();
    return ready;
  }

  /** The first so many chunks may be applied. Throws what applying has failed of. */
  allow(chunks: number): void {
    if (this.#failure !== null) throw this.#failure.error;
    this.#chunks = Math.max(this.#chunks, chunks);
    this.#wake();
  }

  /** The rows of a chunk that is staged, which need not be read back then; forgotten where there is no room for them. */
  hand(chunkNo: number, rows: Staged[]): void {
    if (this.#handed.size < HANDED_AT_MOST) this.#handed.set(chunkNo, rows);
  }

  /** The rows of a chunk as they were handed over, once; null where they are to be read back. */
  take(chunkNo: number): Staged[] | null {
    const rows = this.#handed.get(chunkNo) ?? null;
    this.#handed.delete(chunkNo);
    return rows;
  }

  /** There will be no more of them. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Nobody applies any more. */
  giveUp(error: unknown): void {
    this.#failure = { error };
  }

  isReady(chunkNo: number): boolean {
    return chunkNo < this.#chunks;
  }

  /** Waits until a chunk may be applied; false when it never will. Only one may wait. */
  async comes(chunkNo: number): Promise<boolean> {
    while (!this.isReady(chunkNo)) {
      if (this.#ended) return false;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return true;
  }
}
