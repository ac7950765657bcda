/** One row as text, by column; null is null. Values read as PostgreSQL writes them with the settings of `snapshot.ts`. */
export type TextRow = Record<string, string | null>;

const LINE_FEED = 0x0a;
/** PostgreSQL's own bound on a value; a longer row is no row. */
const ROW_BYTES_AT_MOST = 1_024 * 1_024 * 1_024;
const LETTERS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Rows out of pieces of COPY's text format that are cut anywhere. */
export async function* rowsOf(pieces: AsyncIterable<Buffer>, columns: readonly string[]): AsyncGenerator<TextRow> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const piece of pieces) {
    let begin = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, begin)) {
      const tail = piece.subarray(begin, end);
      yield rowOf(held.length === 0 ? tail : Buffer.concat([...held, tail]), columns);
      held = [];
      heldBytes = 0;
      begin = end + 1;
    }
    if (begin === piece.length) continue;
    held.push(piece.subarray(begin));
    heldBytes += piece.length - begin;
    if (heldBytes > ROW_BYTES_AT_MOST) throw new RangeError('a row of the backup has no end');
  }
}

function rowOf(line: Buffer, columns: readonly string[]): TextRow {
  const cells = line.toString('utf8').split('\t');
  return Object.fromEntries(columns.map((column, at) => [column, cellOf(cells[at] ?? '\\N')]));
}

function cellOf(text: string): string | null {
  if (text === '\\N') return null;
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, letter: string) => LETTERS[letter] ?? letter) : text;
}
