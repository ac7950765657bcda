import { sheetXlsx, type WorkbookXml } from '../../server/src/platform/files/xlsx-fixture.ts';
import type { Row } from '../journeys/tables.ts';

/** A cell of a workbook: a text, or what its XML holds. */
export type RawCell = string | { t?: string; s?: number; v?: string; f?: string; is?: string; empty?: true };
export type Grid = readonly (readonly RawCell[])[];

/** Headings of the first row, then the values of each. */
export function gridOf(rows: readonly Row[]): string[][] {
  const headings = Object.keys(rows[0] ?? {});
  return [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
}

/** The grid with one cell replaced: row from 1 as a person sees it, column by its heading in the first row. */
export function withCell(grid: Grid, row: number, heading: string, cell: RawCell): RawCell[][] {
  const column = grid[0]?.indexOf(heading) ?? -1;
  if (column === -1) throw new Error(`no column ${heading}`);
  return grid.map((cells, at) => (at === row - 1 ? cells.with(column, cell) : [...cells]));
}

/** `<row>` elements; rows are numbered from `first`. */
export function rowsXml(grid: Grid, first = 1): string {
  return grid
    .map((cells, at) => {
      const row = first + at;
      return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${row}`)).join('')}</row>`;
    })
    .join('');
}

/** A workbook of one sheet called 数据. */
export function book(grid: Grid, rest: Omit<WorkbookXml, 'sheets'> = {}): Buffer {
  return sheetXlsx(rowsXml(grid), rest);
}

/** The same with something behind its rows, such as merged ranges. */
export function bookWith(grid: Grid, after: string): Buffer {
  return book([], {
    parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rowsXml(grid)}</sheetData>${after}</worksheet>` },
  });
}

function cellXml(cell: RawCell, reference: string): string {
  if (typeof cell === 'string') {
    return cell === ''
      ? ''
      : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  const { t, s, v, f, is } = cell;
  const attributes = `${t === undefined ? '' : ` t="${t}"`}${s === undefined ? '' : ` s="${s}"`}`;
  const content = `${f === undefined ? '' : `<f>${f}</f>`}${v === undefined ? '' : `<v>${v}</v>`}${is === undefined ? '' : `<is>${is}</is>`}`;
  return `<c r="${reference}"${attributes}>${content}</c>`;
}

/** Letters of a column, from 0. */
export function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
