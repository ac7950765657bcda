import { createHash } from 'node:crypto';

/** What of a section is compared: between database, file and database again. */
export type SectionSum = { rows: number; bytes: number; sha256: string };

const LINE_FEED = 0x0a;

/** Counts and hashes rows in the text format of COPY, where a line feed ends a row and never stands inside one. */
export class RowCount {
  readonly #hash = createHash('sha256');
  #rows = 0;
  #bytes = 0;

  add(piece: Buffer): void {
    this.#hash.update(piece);
    this.#bytes += piece.length;
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) this.#rows++;
  }

  sum(): SectionSum {
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

export function sameSum(left: SectionSum | undefined, right: SectionSum | undefined): boolean {
  return left !== undefined && left.rows === right?.rows && left.bytes === right.bytes && left.sha256 === right.sha256;
}
