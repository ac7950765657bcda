import assert from 'node:assert/strict';
import { type FileHandle, open } from 'node:fs/promises';
import type { Cell } from '../../platform/files/index.ts';
import type { TableHead } from './table-head.ts';
import type { DataRow } from './table-rows.ts';

/** Beyond this much of the machine's disk, in bytes, a file is read again instead: as much as the file itself may be. */
const MOST_BYTES = 512 * 1024 * 1024;
const OWNER_ONLY = 0o600;

/** A text is itself; anything else a cell may be says what it is. */
type PackedCell = string | Cell;
type PackedRow = [head: number, sheet: string | null, row: number, ...cells: PackedCell[]];

/**
 * The data rows of a file as its first reading found them, so that an expensive second one can be spared. They lie where
 * the file itself lies in clear, for no longer than it does.
 */
export class KeptRows {
  readonly #file: FileHandle;
  readonly #most: number;
  readonly #heads: TableHead[] = [];
  readonly #parts: { at: number; bytes: number }[] = [];
  #bytes = 0;
  #count = 0;
  #whole = true;

  private constructor(file: FileHandle, most: number) {
    this.#file = file;
    this.#most = most;
  }

  static async in(path: string, most = MOST_BYTES): Promise<KeptRows> {
    return new KeptRows(await open(path, 'wx+', OWNER_ONLY), most);
  }

  /** How many rows are here; none any more once there were too many. */
  get count(): number {
    return this.#whole ? this.#count : 0;
  }

  async add(rows: readonly DataRow[]): Promise<void> {
    if (!this.#whole) return;
    const bytes = Buffer.from(JSON.stringify(rows.map((row) => this.#pack(row))));
    this.#whole = this.#bytes + bytes.length <= this.#most;
    if (!this.#whole) return this.#file.truncate(0);
    await this.#file.write(bytes, 0, bytes.length, this.#bytes);
    this.#parts.push({ at: this.#bytes, bytes: bytes.length });
    this.#bytes += bytes.length;
    this.#count += rows.length;
  }

  async *read(): AsyncGenerator<DataRow[]> {
    assert(this.#whole, 'too many rows were not kept');
    for (const { at, bytes } of this.#parts) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(bytes), 0, bytes, at);
      assert(bytesRead === bytes, 'what was kept is still there');
      yield (JSON.parse(buffer.toString()) as PackedRow[]).map((row) => this.#unpack(row));
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #pack({ head, row: { sheet, row, cells } }: DataRow): PackedRow {
    // rows under one heading follow each other
    if (this.#heads.at(-1) !== head) this.#heads.push(head);
    return [this.#heads.length - 1, sheet, row, ...cells.map((cell) => (cell.kind === 'text' ? cell.text : cell))];
  }

  #unpack([head, sheet, row, ...cells]: PackedRow): DataRow {
    const found = this.#heads[head];
    assert(found !== undefined, 'the heading of a kept row is kept');
    return { head: found, row: { sheet, row, cells: cells.map(asCell) } };
  }
}

const asCell = (cell: PackedCell): Cell => (typeof cell === 'string' ? { text: cell, kind: 'text' } : cell);
