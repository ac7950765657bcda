import type { TableRow } from '../../platform/files/index.ts';
import { HEAD_SEARCH_ROWS, type TableHead } from './table-head.ts';

/** Rows kept of a sheet that holds no table, such as instructions. */
const NOTE_ROWS = 200;

/** The rows of a sheet that come before its data: titles, notes, headings; or its notes, where it holds no table. */
export type SheetTop = { rows: TableRow[]; head: TableHead | null };

/** Remembers the top of every sheet while its rows pass by. */
export class SheetTops {
  readonly #tops = new Map<string | null, SheetTop>();

  async *watch(batches: AsyncIterable<readonly TableRow[]>): AsyncGenerator<readonly TableRow[]> {
    for await (const batch of batches) {
      for (const row of batch) {
        const top = this.#top(row.sheet);
        if (top.head === null && top.rows.length < NOTE_ROWS) top.rows.push(row);
      }
      yield batch;
    }
  }

  /** The sheet's heading was found: what stands below it is data. */
  found(sheet: string | null, head: TableHead): void {
    const top = this.#top(sheet);
    top.head = head;
    top.rows = top.rows.slice(0, HEAD_SEARCH_ROWS).filter(({ row }) => row <= head.row);
  }

  of(sheet: string | null): SheetTop {
    return this.#top(sheet);
  }

  #top(sheet: string | null): SheetTop {
    const top = this.#tops.get(sheet) ?? { rows: [], head: null };
    this.#tops.set(sheet, top);
    return top;
  }
}
