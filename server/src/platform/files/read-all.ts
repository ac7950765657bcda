import assert from 'node:assert/strict';
import { type OpenTableOptions, openTable } from './open-table.ts';
import { type FileRefusal, FileRefusedError, isFileRefusal } from './refusal.ts';
import type { Cell, TableRow } from './table.ts';
import { withFile } from './temp-file.ts';

/** Test support: everything an iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Test support: every row of a file with this content. */
export async function readAll(content: string | Uint8Array, options?: OpenTableOptions): Promise<TableRow[]> {
  return withFile(content, async (path) => {
    const table = await openTable(path, options);
    assert(!isFileRefusal(table), `refused: ${JSON.stringify(table)}`);
    return (await collect(table.rows)).flat();
  });
}

/** Test support: the refusal of a file with this content, whether at once or on the way. */
export async function refusalOf(content: string | Uint8Array, options?: OpenTableOptions): Promise<FileRefusal> {
  return withFile(content, async (path) => {
    const table = await openTable(path, options);
    if (isFileRefusal(table)) return table;
    try {
      await collect(table.rows);
    } catch (error) {
      if (error instanceof FileRefusedError) return error.refusal;
      throw error;
    }
    throw new assert.AssertionError({ message: 'the file was read, not refused' });
  });
}

/** Test support: row numbers with their texts. */
export function texts(rows: readonly TableRow[]): [number, ...string[]][] {
  return rows.map(({ row, cells }) => [row, ...cells.map(({ text }) => text)]);
}

/** Test support: the cells of the first row. */
export function firstCells(rows: readonly TableRow[]): readonly Cell[] {
  const first = rows[0];
  assert(first, 'the file has a row');
  return first.cells;
}
