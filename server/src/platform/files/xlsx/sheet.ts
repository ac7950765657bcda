import type { FileLimits } from '../limits.ts';
import { FileRefusedError, tooLarge } from '../refusal.ts';
import { type Cell, EMPTY_CELL, isEmptyCell } from '../table.ts';
import { type CellContext, readCell } from './cell.ts';
import { MergedCells } from './merged-cells.ts';
import { readMergedRanges } from './merged-ranges.ts';
import { columnOf } from './reference.ts';
import { StringItem } from './text.ts';
import { type Attributes, walkXml } from './xml.ts';
import { damaged, type Package } from './zip.ts';

export type SheetRow = { readonly row: number; readonly cells: Cell[] };

/** Where Excel's own sheets end (XFD1048576); a reference beyond it is damage. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/**
 * Reads the rows of one worksheet as they come, hidden ones too, yielding after every piece of the file (an empty list
 * where no row was completed). What follows the rows (validations, print settings) is never parsed.
 */
export async function* readSheet(
  box: Package,
  part: string,
  context: CellContext,
  limits: FileLimits,
): AsyncGenerator<SheetRow[]> {
  const merged = new MergedCells(await readMergedRanges(box, part), limits.columns);
  const reader = new SheetReader(context, limits, merged);
  for await (const _ of walkXml(box, part, reader)) {
    yield reader.takeRows();
    if (reader.finished) return;
  }
  yield reader.takeRows();
}

class SheetReader {
  readonly #context: CellContext;
  readonly #limits: FileLimits;
  readonly #merged: MergedCells;
  readonly #inline = new StringItem();
  #rows: SheetRow[] = [];
  #cells: Cell[] = [];
  #inRows = false;
  #row = 0;
  #column = 0;
  #attributes: Attributes = {};
  #inCell = false;
  #inValue = false;
  #value = '';
  #hasFormula = false;
  finished = false;

  constructor(context: CellContext, limits: FileLimits, merged: MergedCells) {
    this.#context = context;
    this.#limits = limits;
    this.#merged = merged;
  }

  takeRows(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.#inRows = !this.finished;
    if (!this.#inRows) return;
    if (this.#inCell) this.#openInCell(name);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'row') this.#openRow(attributes);
  }

  text(text: string): void {
    if (!this.#inCell) return;
    if (this.#inValue) this.#value += text;
    else this.#inline.add(text);
    if (this.#value.length + this.#inline.length <= this.#limits.cellCharacters) return;
    throw new FileRefusedError(
      tooLarge(`工作表第${this.#row}行有单元格超过${this.#limits.cellCharacters}个字；请缩短内容后重新报送。`),
    );
  }

  close(name: string): void {
    if (!this.#inRows) return;
    if (name === 'c') this.#closeCell();
    else if (this.#inCell) this.#closeInCell(name);
    else if (name === 'row') this.#closeRow();
    else if (name === 'sheetData') this.#endRows();
  }

  #endRows(): void {
    this.#inRows = false;
    this.finished = true;
  }

  #openRow({ r }: Attributes): void {
    const row = r === undefined ? this.#row + 1 : Number(r);
    // also a row before the last one: a person would see the rows in another order than we read them
    if (!Number.isInteger(row) || row <= this.#row || row > LAST_ROW) throw damaged();
    this.#row = row;
    this.#column = 0;
    this.#cells = [];
  }

  #closeRow(): void {
    this.#merged.mark(this.#row, this.#cells);
    this.#rows.push({ row: this.#row, cells: this.#cells });
  }

  #openCell(attributes: Attributes): void {
    const reference = attributes.r;
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    if (this.#column < 1 || this.#column > LAST_COLUMN) throw damaged();
    this.#attributes = attributes;
    this.#inCell = true;
    this.#value = '';
    this.#hasFormula = false;
  }

  #openInCell(name: string): void {
    this.#inValue = name === 'v';
    if (name === 'f') this.#hasFormula = true;
    this.#inline.open(name);
  }

  #closeInCell(name: string): void {
    this.#inValue = false;
    this.#inline.close(name);
  }

  #closeCell(): void {
    this.#inCell = false;
    const { t: type, s: style } = this.#attributes;
    const cell = readCell(
      {
        type,
        style: style === undefined ? 0 : Number(style),
        value: this.#value,
        inline: this.#inline.take(),
        hasFormula: this.#hasFormula,
      },
      this.#context,
    );
    if (isEmptyCell(cell)) return;
    // held here already: many short rows that reach far right would fill the memory before they are counted
    if (this.#column > this.#limits.columns) throw tooManyColumns(this.#row, this.#column, this.#limits);
    while (this.#cells.length < this.#column - 1) this.#cells.push(EMPTY_CELL);
    this.#cells[this.#column - 1] = cell;
  }
}

function tooManyColumns(row: number, column: number, { columns }: FileLimits): FileRefusedError {
  return new FileRefusedError(
    tooLarge(`工作表第${row}行有${column}列，最多可以有${columns}列；请删去表格右侧多余的列后重新报送。`),
  );
}
