import assert from 'node:assert/strict';
import { type Cell, openTable, type TableRow } from '../../server/src/platform/files/index.ts';
import {
  readMark,
  type WorkbookWriter,
  type WrittenCell,
  writeWorkbookFile,
} from '../../server/src/platform/files/write/index.ts';

/** True values by the row's number in the first file, then by heading. */
export type TrueValues = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type ReturnedRow = { number: number; reason: string; cells: Record<string, string> };

const ROW = '原行号';
const REASON = '错误说明';
const MARK = 'gongxin-batch';

/** What a clerk does with a returned workbook: types the true value into the cell, deletes what may not be sent, saves. */
export async function mend(from: string, to: string, trueValues: TrueValues): Promise<void> {
  const mark = await readMark(from, MARK);
  const rows = await rowsIn(from);
  await writeWorkbookFile(to, async (book) => {
    let sheet: string | null | undefined;
    let headings: string[] = [];
    for (const row of rows) {
      if (row.sheet !== sheet) await book.sheet({ name: row.sheet ?? '' });
      if (row.sheet !== sheet) headings = [];
      sheet = row.sheet;
      const mended = trueValues[numberOf(row, headings)] ?? {};
      await book.row(
        row.row,
        row.cells.map(asWritten).map((cell, at) => typed(cell, mended[headings[at] ?? ''])),
      );
      headings = headingsAfter(headings, row);
      if (headings.includes(ROW) && mark !== null) keepMark(book, mark, row, headings);
    }
  });
}

/** The rows of a returned workbook below its heading, by heading. */
export async function returnedRows(path: string): Promise<ReturnedRow[]> {
  let headings: string[] = [];
  const returned: ReturnedRow[] = [];
  for (const row of await rowsIn(path)) {
    if (headings.includes(ROW)) {
      const cells = Object.fromEntries(row.cells.map(({ text }, at) => [headings[at] ?? '', text]));
      const { [ROW]: number, [REASON]: reason = '', ...own } = cells;
      returned.push({ number: Number(number), reason, cells: own });
    } else headings = headingsAfter(headings, row);
  }
  return returned;
}

export async function rowsIn(path: string): Promise<TableRow[]> {
  const table = await openTable(path);
  assert(!('refused' in table), JSON.stringify(table));
  const rows: TableRow[] = [];
  for await (const batch of table.rows) rows.push(...batch);
  return rows;
}

/** A heading may span two rows: what the lower one leaves empty, the upper one says. */
function headingsAfter(above: readonly string[], { cells }: TableRow): string[] {
  if (above.includes(ROW)) return [...above];
  const width = Math.max(above.length, cells.length);
  return Array.from({ length: width }, (_, at) => cells[at]?.text.trim() || (above[at] ?? ''));
}

function numberOf(row: TableRow, headings: readonly string[]): string {
  return headings.includes(ROW) ? (row.cells[headings.indexOf(ROW)]?.text ?? '') : '';
}

function keepMark(book: WorkbookWriter, mark: string, row: TableRow, headings: readonly string[]): void {
  book.mark(MARK, mark, row.row, headings.indexOf(ROW));
}

function asWritten({ kind, text, date }: Cell): WrittenCell {
  if (kind === 'formula' || kind === 'merged') return { kind: 'text', text };
  return { kind, text: date ?? text };
}

const typed = (cell: WrittenCell, value: string | undefined): WrittenCell =>
  value === undefined ? cell : { kind: 'text', text: value };
