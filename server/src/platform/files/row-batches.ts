import { BATCH_CHARACTERS, type FileLimits, ROWS_PER_BATCH } from './limits.ts';
import { FileRefusedError, tooLarge } from './refusal.ts';
import { type Cell, contentWidth, type TableRow } from './table.ts';

/** Gathers rows into batches, drops the empty ones and holds the bounds that every format shares. */
export class RowBatches {
  readonly #limits: FileLimits;
  #rows: TableRow[] = [];
  #characters = 0;
  #total = 0;

  constructor(limits: FileLimits) {
    this.#limits = limits;
  }

  /** Takes a row; answers a batch when this row completes one. */
  add(sheet: string | null, row: number, cells: Cell[]): TableRow[] | null {
    const width = contentWidth(cells);
    if (width === 0) return null;
    this.#holdBounds(sheet, row, cells, width);
    cells.length = Math.max(width, cells.findLastIndex(({ kind }) => kind === 'merged') + 1);
    this.#rows.push({ sheet, row, cells });
    return this.#rows.length >= ROWS_PER_BATCH || this.#characters >= BATCH_CHARACTERS ? this.rest() : null;
  }

  /** The rows not yet handed over. */
  rest(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#characters = 0;
    return rows;
  }

  #holdBounds(sheet: string | null, row: number, cells: readonly Cell[], width: number): void {
    const { rows, columns, cellCharacters } = this.#limits;
    this.#total += 1;
    if (this.#total > rows) {
      throw new FileRefusedError(tooLarge(`文件超过${rows}行，请拆分成几个文件，分别报送。`));
    }
    const where = () => (sheet === null ? `第${row}行` : `工作表“${sheet}”第${row}行`);
    if (width > columns) {
      throw new FileRefusedError(
        tooLarge(`${where()}有${width}列，最多可以有${columns}列；请删去表格右侧多余的列后重新报送。`),
      );
    }
    for (let column = 0; column < width; column += 1) {
      const length = cells[column]?.text.length ?? 0;
      this.#characters += length;
      if (length <= cellCharacters) continue;
      throw new FileRefusedError(
        tooLarge(
          `${where()}第${column + 1}列有${length}个字，一个单元格最多${cellCharacters}个字；请缩短内容，CSV文件还请检查前面的英文双引号是否成对。`,
        ),
      );
    }
  }
}
