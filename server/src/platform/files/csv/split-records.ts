import type { Separator } from './separator.ts';

/** A record longer than this, in bytes of UTF-8, is an opening quote that nobody closed. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const MAX_BYTES_PER_UNIT = 3;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Why text cannot be split: a quote nobody closed, found at the end of the file or after too much text. */
export class UnendingRecord extends Error {
  override readonly name = 'UnendingRecord';
  readonly why: 'too-long' | 'not-closed';

  constructor(why: 'too-long' | 'not-closed') {
    super(why);
    this.why = why;
  }
}

/**
 * Splits text that comes in pieces into records of any number of cells, quotes and line ends as people write them: all
 * three kinds of line ends may be mixed, and a quote that is followed by more text was none.
 */
export class RecordSplitter {
  readonly #separator: number;
  /** What begins a record that is not whole yet. */
  #rest = '';
  /** It is read from its beginning again, but not before as much has come: a long record costs no more than twice. */
  #enough = 0;

  constructor(separator: Separator) {
    this.#separator = separator.charCodeAt(0);
  }

  /** The records that are whole once this piece has come; `last`: no piece will follow. */
  *split(piece: string, last: boolean): Generator<string[]> {
    const text = this.#rest + piece;
    if (!last && text.length < this.#enough && !isTooLong(text)) {
      this.#rest = text;
      return;
    }
    let at = 0;
    for (;;) {
      const record = readRecord(text, at, this.#separator, last);
      if (record === null) break;
      at = record.next;
      yield record.cells;
    }
    this.#rest = text.slice(at);
    this.#enough = this.#rest.length * 2;
    if (last && this.#rest !== '') throw new UnendingRecord('not-closed');
    if (isTooLong(this.#rest)) throw new UnendingRecord('too-long');
  }
}

type Read = { cells: string[]; next: number };

/** The record that begins at this place; null where the text ends before it does. */
function readRecord(text: string, start: number, separator: number, last: boolean): Read | null {
  if (start === text.length) return null;
  const cells: string[] = [];
  for (let at = start; ; ) {
    const cell = text.charCodeAt(at) === QUOTE ? readQuoted(text, at, separator, last) : null;
    if (cell === 'cut') return null;
    const end = cell?.end ?? endOfPlain(text, at, separator);
    cells.push(cell?.content ?? text.slice(at, end));
    if (end < text.length && text.charCodeAt(end) === separator) {
      at = end + 1;
      continue;
    }
    if (end === text.length) return last ? { cells, next: end } : null;
    const isReturn = text.charCodeAt(end) === CARRIAGE_RETURN;
    // a line feed may come with the next piece
    if (isReturn && end + 1 === text.length && !last) return null;
    return { cells, next: isReturn && text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1 };
  }
}

function endOfPlain(text: string, from: number, separator: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === separator || unit === LINE_FEED || unit === CARRIAGE_RETURN) break;
  }
  return at;
}

/** A cell that begins with a quote. What follows the closing quote says whether the two were quotes at all. */
function readQuoted(
  text: string,
  start: number,
  separator: number,
  last: boolean,
): { content: string; end: number } | 'cut' {
  let content = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1 || (quote + 1 === text.length && !last)) return 'cut';
    content += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) === QUOTE) {
      content += '"';
      from = quote + 2;
      continue;
    }
    const end = endOfPlain(text, quote + 1, separator);
    return end === quote + 1 ? { content, end } : { content: `"${content}"${text.slice(quote + 1, end)}`, end };
  }
}

function isTooLong(text: string): boolean {
  return text.length * MAX_BYTES_PER_UNIT > MAX_RECORD_BYTES && Buffer.byteLength(text) > MAX_RECORD_BYTES;
}
