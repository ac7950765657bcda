import type { Queryable } from '../../platform/db/write.ts';
import { loadRegisterView, RegisterView } from '../subjects/index.ts';
import type { Desk } from './desk.ts';
import { type JudgedRows, judgeRows } from './judge-rows.ts';
import { placeRows } from './place-rows.ts';
import { soughtBy } from './sought-by.ts';
import type { DataRow } from './table-rows.ts';

/** What is judged before it is wanted at most: of usual rows some fifty megabytes, and of rows with long texts no more. */
export const JUDGED_AHEAD_AT_MOST = { chunks: 10, characters: 16_000_000 };
/** Nothing ahead. */
export const NOTHING_AHEAD = { chunks: 0, characters: 0 };

/**
 * The first chunks of a workbook, judged and placed by what the register says while its reader, another thread, reads
 * on. They are in memory only: nothing of a file is held before all of it was read.
 */
export class JudgedAhead {
  readonly #db: Queryable;
  readonly #desk: Desk;
  readonly #chunkRows: number;
  readonly #most: { rows: number; characters: number };
  readonly #chunks: JudgedRows[] = [];
  /** Asked once for each code and name of the file. */
  readonly #register = new RegisterView();
  #waiting: DataRow[] = [];
  #rows = 0;
  #characters = 0;

  constructor(db: Queryable, desk: Desk, chunkRows: number, most = JUDGED_AHEAD_AT_MOST) {
    this.#db = db;
    this.#desk = desk;
    this.#chunkRows = chunkRows;
    this.#most = { rows: most.chunks * chunkRows, characters: most.characters };
  }

  /** How many rows it has, from the first of the file on. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next rows of the file. @returns those for which there is no room. */
  async take(rows: readonly DataRow[]): Promise<readonly DataRow[]> {
    let taken = 0;
    for (const row of rows) {
      if (this.#rows === this.#most.rows || this.#characters >= this.#most.characters) break;
      this.#rows += 1;
      this.#characters += charactersOf(row);
      this.#waiting.push(row);
      taken += 1;
      if (this.#waiting.length === this.#chunkRows) await this.#judge();
    }
    return taken === rows.length ? NONE : rows.slice(taken);
  }

  /** Each chunk once, and then forgotten; the last one has the rows that are left. */
  async *chunks(): AsyncGenerator<JudgedRows> {
    if (this.#waiting.length > 0) await this.#judge();
    for (let chunk = this.#chunks.shift(); chunk !== undefined; chunk = this.#chunks.shift()) yield chunk;
  }

  async #judge(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    const judged = await judgeRows(this.#desk, rows);
    // what a register's rows say changes whose the next ones are
    const isRegister = this.#desk.category.role === 'register';
    if (isRegister) return void this.#chunks.push(judged);
    await loadRegisterView(this.#db, soughtBy(judged.judged), this.#register);
    this.#chunks.push({ ...judged, ahead: placeRows(judged.judged, this.#desk, this.#register) });
  }
}

const NONE: readonly DataRow[] = [];

const charactersOf = ({ row }: DataRow): number => row.cells.reduce((sum, { text }) => sum + text.length, 0);
