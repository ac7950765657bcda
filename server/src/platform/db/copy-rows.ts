import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Transaction } from './write.ts';

type Cell = string | number | boolean | null;

/** Handed to the server at once: it writes what has come while the rows behind it are still being worked out. */
const PIECE_CHARACTERS = 64 * 1024;

/**
 * Writes rows by COPY, the fastest way in; `table` and `columns` are constants of the caller. Rows may be worked out on
 * the way; without any, the server is not asked.
 */
export async function copyRows(
  trx: Transaction,
  table: string,
  columns: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const pieces = piecesOf(rows);
  const first = pieces.next();
  if (first.done === true) return;
  const stream = trx.query(copyFrom(`copy ${table} (${columns}) from stdin`));
  await pipeline(Readable.from(behind(first.value, pieces)), stream);
}

function* behind(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}

function* piecesOf(rows: Iterable<readonly Cell[]>): Generator<string> {
  let piece = '';
  for (const row of rows) {
    let before = '';
    for (const cell of row) {
      piece += before + escaped(cell);
      before = '\t';
    }
    piece += '\n';
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const SPECIAL = /[\0\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text format of COPY: a null is \N, and a NUL character, which PostgreSQL cannot hold, is left out. */
function escaped(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  if (!SPECIAL.test(cell)) return cell;
  return cell.replace(/\0/g, '').replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
