import type { Queryable } from '../../platform/db/write.ts';
import { loadRegisterView } from '../subjects/index.ts';
import type { Desk } from './desk.ts';
import { type JudgedRows, judgeRows } from './judge-rows.ts';
import { soughtBy } from './sought-by.ts';
import type { DataRow } from './table-rows.ts';

/** So many chunks are judged before they are wanted at most: of a workbook's usual rows, some eighty megabytes. */
export const CHUNKS_JUDGED_AHEAD = 16;

/**
 * The first chunks of a workbook, judged and the register asked whose their rows are while its reader, another thread, reads
 * on. They are in memory only: nothing of a file is held before all of it was read.
 */
export class JudgedAhead {
  readonly #db: Queryable;
  readonly #desk: Desk;
  readonly #chunkRows: number;
  readonly #most: number;
  readonly #chunks: JudgedRows[] = [];
  #waiting: DataRow[] = [];
  #rows = 0;

  constructor(db: Queryable, desk: Desk, chunkRows: number, most = CHUNKS_JUDGED_AHEAD) {
    this.#db = db;
    this.#desk = desk;
    this.#chunkRows = chunkRows;
    this.#most = most * chunkRows;
  }

  /** How many rows it has, from the first of the file on. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next rows of the file. @returns those for which there is no room. */
  async take(rows: readonly DataRow[]): Promise<readonly DataRow[]> {
    const taken = rows.slice(0, this.#most - this.#rows);
    this.#rows += taken.length;
    this.#waiting.push(...taken);
    while (this.#waiting.length >= this.#chunkRows) await this.#judge(this.#chunkRows);
    return rows.slice(taken.length);
  }

  /** Each chunk once, and then forgotten; the last is of the rows that are left. */
  async *chunks(): AsyncGenerator<JudgedRows> {
    if (this.#waiting.length > 0) await this.#judge(this.#waiting.length);
    for (let chunk = this.#chunks.shift(); chunk !== undefined; chunk = this.#chunks.shift()) yield chunk;
  }

  async #judge(count: number): Promise<void> {
    const rows = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    const judged = await judgeRows(this.#desk, rows);
    // what a register's rows say changes whose the next ones are
    const isRegister = this.#desk.category.role === 'register';
    const asked = isRegister ? null : await loadRegisterView(this.#db, soughtBy(judged.judged));
    this.#chunks.push({ ...judged, asked });
  }
}
