import { type Cell, EMPTY_CELL, isEmptyCell, MERGED_CELL } from '../table.ts';
import type { MergedRange } from './merged-ranges.ts';
import { damaged } from './zip.ts';

/** Ranges that do not overlap, as a spreadsheet makes them, are at most as many in one row as it has columns. */
const MAX_RANGES_IN_A_ROW = 16_384;

/**
 * Marks the cells that a merged range hides: its value stands in its first cell only, and whether a person meant it for
 * the others too is not for a reader to guess. A range without a value hides nothing.
 */
export class MergedCells {
  readonly #ranges: readonly MergedRange[];
  readonly #columns: number;
  #next = 0;
  #open: MergedRange[] = [];

  /**
   * @param ranges by their first row
   * @param columns beyond this column nothing is marked
   */
  constructor(ranges: readonly MergedRange[], columns: number) {
    this.#ranges = ranges;
    this.#columns = columns;
  }

  /** Marks the hidden cells of a row; rows come in the sheet's order. */
  mark(row: number, cells: Cell[]): void {
    this.#open = this.#open.filter(({ bottom }) => bottom >= row);
    for (let range = this.#ranges[this.#next]; range && range.top <= row; range = this.#ranges[this.#next]) {
      this.#next += 1;
      if (range.top === row && !isEmptyCell(cells[range.left - 1] ?? EMPTY_CELL)) this.#open.push(range);
    }
    if (this.#open.length > MAX_RANGES_IN_A_ROW) throw damaged();
    for (const range of this.#open) this.#markRange(range, row, cells);
  }

  #markRange({ top, left, right }: MergedRange, row: number, cells: Cell[]): void {
    const first = row === top ? left + 1 : left;
    for (let column = first; column <= Math.min(right, this.#columns); column += 1) {
      while (cells.length < column) cells.push(EMPTY_CELL);
      if (isEmptyCell(cells[column - 1] ?? EMPTY_CELL)) cells[column - 1] = MERGED_CELL;
    }
  }
}
