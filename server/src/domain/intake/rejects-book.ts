import assert from 'node:assert/strict';
import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { TableRow } from '../../platform/files/index.ts';
import { LAST_ROW, type ReadLayout, type WorkbookWriter } from '../../platform/files/write/index.ts';
import { BATCH_MARK } from './rejects-columns.ts';
import type { FaultyRow } from './rejects-findings.ts';
import { faultyCells, headingCells, noteCells, type ReturnedTable } from './rejects-row.ts';
import type { SheetTop } from './rejects-sheets.ts';

/** Widths of our two columns, in characters. */
const ROW_WIDTH = 9;
const REASON_WIDTH = 60;

/** Writes the sheets of a returned workbook one after the other, each as its sender laid it out. */
export class RejectsBook {
  readonly #book: WorkbookWriter;
  readonly #batchId: string;
  #table: ReturnedTable | null = null;
  #name = '';
  #lastRow = 0;

  constructor(book: WorkbookWriter, batchId: string) {
    this.#book = book;
    this.#batchId = batchId;
  }

  /** Begins a sheet with everything that stands above its data. */
  async sheet(name: string, top: SheetTop, layout: ReadLayout): Promise<void> {
    if (top.head === null) await this.#notes(name, top, layout);
    else await this.#tableTop(name, top, layout);
  }

  async faulty(row: TableRow, faulty: FaultyRow): Promise<void> {
    assert(this.#table !== null, 'faulty rows stand below a heading');
    assert(this.#lastRow < LAST_ROW, `the sheet ${this.#name} has room for its rows`);
    this.#lastRow += 1;
    await this.#book.row(this.#lastRow, faultyCells(row, faulty, this.#table));
  }

  /** A sheet without a table: what it says, but no row that names a person by number. */
  async #notes(name: string, { rows }: SheetTop, { widths, merges }: ReadLayout): Promise<void> {
    const said = rows.filter(({ cells }) => cells.every(({ text }) => maskIdentifiersIn(text) === text));
    const last = said.at(-1)?.row ?? 0;
    this.#table = null;
    await this.#book.sheet({ name, widths, merges: merges.filter(({ bottom }) => bottom <= last) });
    for (const row of said) await this.#book.row(row.row, noteCells(row));
  }

  async #tableTop(name: string, { rows, head }: SheetTop, { widths, merges }: ReadLayout): Promise<void> {
    assert(head !== null, 'a table has a heading');
    const right = Math.max(0, ...merges.filter(({ bottom }) => bottom <= head.row).map(({ right: end }) => end + 1));
    const headings = rows.filter((row) => row.row > head.row - 2);
    const width = Math.max(...headings.map(({ cells }) => cells.length), head.returned === null ? right : 0);
    const columns = head.returned ?? { row: width, reason: width + 1 };
    const table = { head, width, columns };
    this.#table = table;
    this.#name = name;
    this.#lastRow = head.row;
    const ours = [
      { from: columns.row, to: columns.row, width: ROW_WIDTH },
      { from: columns.reason, to: columns.reason, width: REASON_WIDTH },
    ];
    await this.#book.sheet({
      name,
      widths: [...widths, ...ours],
      merges: merges.filter(({ bottom }) => bottom <= head.row),
      frozenRows: head.row,
    });
    for (const row of rows.filter(({ row: at }) => at < head.row)) {
      const heads = row.cells.some(({ text }) => text.trim() !== '' && head.texts.has(text.trim()));
      await this.#book.row(
        row.row,
        noteCells(row, heads ? { bold: true, fill: 'heading', wrap: true, centred: true } : {}),
      );
    }
    const heading = rows.find(({ row }) => row === head.row);
    await this.#book.row(head.row, headingCells(heading ?? { sheet: null, row: head.row, cells: [] }, table));
    this.#book.mark(BATCH_MARK, this.#batchId, head.row, columns.row);
  }
}
