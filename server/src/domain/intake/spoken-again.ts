/** Slots to begin with; always a power of two. */
const FIRST_SLOTS = 1024;
/** Of so many slots one is taken at most, so that a free one is never far. */
const SLOTS_A_TEXT = 2;

/**
 * How far a file must have been read until nothing in it speaks again of what its first rows spoke of. Each row says a
 * text, and two rows that speak of the same record say the same; others may, which only makes somebody wait. A number is
 * kept of each text and not the text itself, so that a million rows take some tens of megabytes.
 */
export class SpokenAgain {
  readonly #stretch: number;
  readonly #firsts = new FirstRows();
  /** For each stretch of rows, up to where the file speaks again of one of them, in rows from its beginning. */
  readonly #until: number[] = [];
  /** A bit a row: whether another one says the same. */
  #again = new Uint8Array(FIRST_SLOTS);
  #rows = 0;

  /** @param stretch rows told apart only together. */
  constructor(stretch: number) {
    this.#stretch = stretch;
  }

  /** The next row of the file. */
  note(text: string): void {
    const first = this.#firsts.of(text, this.#rows);
    if (first !== this.#rows) {
      this.#mark(first);
      this.#mark(this.#rows);
    }
    this.#rows += 1;
    this.#until[Math.floor(first / this.#stretch)] = this.#rows;
  }

  /** How many rows, from the beginning, hold every word of the file about its first `rows`. */
  until(rows: number): number {
    const stretches = this.#until.slice(0, Math.ceil(rows / this.#stretch));
    return stretches.reduce((furthest, until) => Math.max(furthest, until), 0);
  }

  /** Whether no other row of the file says what this one says; asked when the whole file is noted. */
  isAlone(row: number): boolean {
    return ((this.#again[row >> 3] ?? 0) & (1 << (row & 7))) === 0;
  }

  #mark(row: number): void {
    const byte = row >> 3;
    if (byte >= this.#again.length) {
      const wider = new Uint8Array(Math.max(this.#again.length * 2, byte + 1));
      wider.set(this.#again);
      this.#again = wider;
    }
    this.#again[byte] = (this.#again[byte] ?? 0) | (1 << (row & 7));
  }
}

/** In which row each text was first said, by a number of 53 bits that stands for it. */
class FirstRows {
  #numbers = new Float64Array(FIRST_SLOTS);
  #rows = new Uint32Array(FIRST_SLOTS);
  #taken = 0;

  of(text: string, row: number): number {
    if (this.#taken * SLOTS_A_TEXT >= this.#numbers.length) this.#grow();
    const number = numberOf(text);
    const slot = this.#slotOf(number);
    if (this.#numbers[slot] === number) return this.#rows[slot] ?? 0;
    this.#put(slot, number, row);
    this.#taken += 1;
    return row;
  }

  #slotOf(number: number): number {
    const last = this.#numbers.length - 1;
    let slot = number & last;
    for (let held = this.#numbers[slot]; held !== 0 && held !== number; held = this.#numbers[slot]) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #put(slot: number, number: number, row: number): void {
    this.#numbers[slot] = number;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [numbers, rows] = [this.#numbers, this.#rows];
    this.#numbers = new Float64Array(numbers.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    for (const [at, number] of numbers.entries()) {
      if (number !== 0) this.#put(this.#slotOf(number), number, rows[at] ?? 0);
    }
  }
}

/** Two running products over the code units (after FNV-1a), of which 53 bits are kept; never 0. */
function numberOf(text: string): number {
  let one = 0x811c9dc5;
  let other = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b);
  one ^= other >>> 13;
  other = Math.imul(other ^ (other >>> 15), 0xc2b2ae35);
  other ^= one >>> 16;
  return (other & 0x1f_ffff) * 2 ** 32 + (one >>> 0) || 1;
}
