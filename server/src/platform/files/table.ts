/**
 * A department's file as rows of cells. Nothing here knows what a column means: titles, headings, footers and codes are
 * for the reader of the rows to judge.
 */

/** What the file says a cell is; a cell of a CSV file is never more than text or formula. */
export type CellKind = 'text' | 'number' | 'date' | 'formula' | 'boolean' | 'error' | 'merged';

export type Cell = {
  /**
   * What a person sees, held as written; '' when empty. A number is its shortest decimal form; one of more than 15 digits
   * is what the file stores (`9.1440300123456794E+17`), because the spreadsheet has already lost the rest. A formula's
   * text is its cached value. A merged cell has none: it lies hidden under a range whose value stands in its first cell.
   */
  readonly text: string;
  readonly kind: CellKind;
  /** `YYYY-MM-DD`, for real date cells only (their `text` is the same). */
  readonly date?: string;
  /** For number and date cells: the number the file stores; where that counts days from 1904, the same day's from 1900. */
  readonly serial?: number;
};

export type TableRow = {
  /** Name of the sheet; null in a CSV file. */
  readonly sheet: string | null;
  /**
   * The row number a person sees in the sheet. In a CSV file the number of the record, from 1: line breaks inside quotes
   * do not count, empty records do.
   */
  readonly row: number;
  /** By column from the first; short when the rest of the row is empty. */
  readonly cells: readonly Cell[];
};

export type TableFormat = 'csv' | 'xlsx';

export type Table = {
  readonly format: TableFormat;
  /** Every worksheet in the workbook's own order, hidden ones too; absent for a CSV file. */
  readonly sheets?: readonly string[];
  /**
   * Batches of at most `ROWS_PER_BATCH` rows, in file order, cut at the same rows on every reading. Rows without any
   * content are left out, their numbers are not. May be walked once. Throws `FileRefusedError` when the file turns out
   * bad on the way, and the signal's reason when it is aborted.
   */
  readonly rows: AsyncIterable<TableRow[]>;
  /** Gives up whatever still reads; harmless when everything has been read. */
  close(): Promise<void>;
};

export const EMPTY_CELL: Cell = Object.freeze({ text: '', kind: 'text' });

export const MERGED_CELL: Cell = Object.freeze({ text: '', kind: 'merged' });

/** A formula whose cached value is empty is content all the same; a cell hidden under a merged range is none. */
export function isEmptyCell(cell: Cell): boolean {
  return cell.text === '' && (cell.kind === 'text' || cell.kind === 'merged');
}

/** How many leading cells hold all the content: 0 for an empty row. */
export function contentWidth(cells: readonly Cell[]): number {
  let width = cells.length;
  while (width > 0) {
    const last = cells[width - 1];
    if (last !== undefined && !isEmptyCell(last)) break;
    width -= 1;
  }
  return width;
}
