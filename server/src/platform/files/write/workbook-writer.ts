import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { rangeReference } from './cell-reference.ts';
import {
  contentTypes,
  customProperties,
  type Mark,
  packageRelations,
  type SheetEntry,
  sheetPart,
  workbookRelations,
  workbookXml,
} from './package-parts.ts';
import { type SheetLayout, sheetEnd, sheetStart } from './sheet-layout.ts';
import { type CellStyle, StyleBook } from './style-book.ts';
import { cellXml, type WrittenCell } from './written-cell.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Characters gathered before they are handed to the packer. */
const PIECE_CHARACTERS = 64 * 1024;
/** The same rows make the same bytes: a packed part carries no time of its own. */
const PACKED = { mtime: new Date('1980-01-01T00:00:00Z'), forceDosTimestamp: true } as const;

/**
 * Writes a workbook row by row, sheet after sheet. What is written waits for whoever takes `output`, so memory stays flat
 * however long the table is.
 */
export class WorkbookWriter {
  readonly output: Readable;
  readonly styles = new StyleBook();
  readonly #zip = new ZipFile();
  readonly #sheets: SheetEntry[] = [];
  readonly #marks: Mark[] = [];
  #open: { layout: SheetLayout; part: PassThrough; lastRow: number } | null = null;
  #waiting = '';

  constructor() {
    // yazl's own stream, typed by an interface older than ours
    this.output = this.#zip.outputStream as Readable;
    assert(this.output instanceof Readable);
    this.#zip.on('error', (error: Error) => this.output.destroy(error));
  }

  /** Begins the next sheet; the one before it is closed. */
  async sheet(layout: SheetLayout): Promise<void> {
    await this.#closeSheet();
    assert(!this.#sheets.some(({ name }) => name === layout.name), 'sheets of a workbook have names of their own');
    const part = new PassThrough();
    this.#zip.addReadStream(part, sheetPart(this.#sheets.length), PACKED);
    this.#sheets.push({ name: layout.name, hidden: layout.hidden === true });
    this.#open = { layout, part, lastRow: 0 };
    this.#waiting = sheetStart(layout);
  }

  /** Writes a row of the open sheet, cells by column from the first; rows come in their order. */
  async row(row: number, cells: readonly (WrittenCell | null | undefined)[]): Promise<void> {
    const open = this.#open;
    assert(open !== null && row > open.lastRow, 'rows come in their order');
    open.lastRow = row;
    this.#waiting += `<row r="${row}">`;
    for (const [column, cell] of cells.entries()) {
      if (cell != null) this.#waiting += cellXml(row, column, cell, this.styles);
    }
    this.#waiting += '</row>';
    if (this.#waiting.length >= PIECE_CHARACTERS) await this.#pass(open.part);
  }

  /** Ties a word to a cell of the open sheet, hidden; `readMark` finds it again. Lower-case letters and digits. */
  mark(name: string, value: string, row: number, column: number): void {
    assert(this.#open !== null && /^[a-z0-9]+$/.test(value), 'a mark is a word of letters and digits');
    if (this.#marks.some((mark) => mark.name === name)) return;
    this.#marks.push({ name, value, at: rangeReference(this.#open.layout.name, column, row) });
  }

  /** Number of a style, for whole columns of a layout. */
  style(style: CellStyle): number {
    return this.styles.indexOf(style);
  }

  /** Closes the workbook: a workbook has at least one sheet. */
  async finish(): Promise<void> {
    await this.#closeSheet();
    assert(this.#sheets.length > 0, 'a workbook has a sheet');
    const add = (part: string, xml: string) => this.#zip.addBuffer(Buffer.from(xml), part, PACKED);
    add('xl/workbook.xml', workbookXml(this.#sheets, this.#marks));
    add('xl/styles.xml', this.styles.xml());
    add('xl/_rels/workbook.xml.rels', workbookRelations(this.#sheets.length));
    add('docProps/custom.xml', customProperties(this.#marks));
    add('[Content_Types].xml', contentTypes(this.#sheets.length));
    add('_rels/.rels', packageRelations());
    this.#zip.end();
  }

  /** Gives up: whoever takes the output hears of it. */
  abort(error: Error): void {
    this.#open?.part.destroy();
    this.output.destroy(error);
  }

  async #closeSheet(): Promise<void> {
    if (this.#open === null) return;
    const { part, layout } = this.#open;
    this.#open = null;
    this.#waiting += sheetEnd(layout);
    await this.#pass(part);
    part.end();
  }

  async #pass(part: PassThrough): Promise<void> {
    const piece = this.#waiting;
    this.#waiting = '';
    if (!part.write(piece)) await once(part, 'drain');
  }
}
