import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { Cell, TableRow } from '../../platform/files/index.ts';
import { type CellStyle, textCell, type WrittenCell } from '../../platform/files/write/index.ts';
import { REASON_HEADING, type ReturnedColumns, ROW_HEADING, returnedFormula } from './rejects-columns.ts';
import type { FaultyRow } from './rejects-findings.ts';
import type { TableHead } from './table-head.ts';

/** The sender's table as it is given back: how wide it is, where our two columns stand. */
export type ReturnedTable = { head: TableHead; width: number; columns: ReturnedColumns };

const HEADING: CellStyle = { bold: true, fill: 'heading', wrap: true, centred: true };
/** What is typed into a faulty cell stays as typed: a code of 18 digits does not become a number again. */
const FAULTY: CellStyle = { fill: 'amber', as: 'text' };
const TEXT: CellStyle = { as: 'text' };
const REASON: CellStyle = { wrap: true };

/** A title, a note or a heading as the sender wrote it, identity numbers masked. */
export function noteCells({ cells }: TableRow, style?: CellStyle): WrittenCell[] {
  return cells.map((cell) => givenBack(cell, style));
}

/** The heading with our two columns beside it. */
export function headingCells(row: TableRow, { width, columns }: ReturnedTable): (WrittenCell | undefined)[] {
  const cells = noteCells({ ...row, cells: row.cells.slice(0, width) }, HEADING);
  return withOurs(cells, columns, textCell(ROW_HEADING, HEADING), textCell(REASON_HEADING, HEADING));
}

/** A faulty row: her own cells, the faulty ones marked, and how to mend them. Of a natural person only number and reason. */
export function faultyCells(row: TableRow, faulty: FaultyRow, table: ReturnedTable): (WrittenCell | undefined)[] {
  const { head, width, columns } = table;
  const number: WrittenCell = { kind: 'number', text: String(faulty.row) };
  const reason = textCell(reasonOf(faulty), REASON);
  if (faulty.faults.some(({ code }) => code === 'natural-person-not-allowed')) {
    return withOurs([], columns, number, reason);
  }
  const marked = new Set(faulty.faults.flatMap(({ column }) => indexOf(column, head)));
  const dropped = new Set(head.columns.filter(({ field }) => field.type === 'dropped').map(({ index }) => index));
  const cells = Array.from({ length: width }, (_, at): WrittenCell | undefined => {
    const cell = row.cells[at];
    const style = marked.has(at) ? FAULTY : undefined;
    // numbers of persons are never held, so they are not given back either
    if (cell === undefined || dropped.has(at)) return style && textCell('', style);
    return givenBack(cell.kind === 'formula' ? { ...cell, text: returnedFormula(cell.text) } : cell, style);
  });
  return withOurs(cells, columns, number, reason);
}

function indexOf(heading: string, head: TableHead): number[] {
  const column = head.columns.find((known) => known.heading === heading);
  return column === undefined ? [] : [column.index];
}

function reasonOf({ faults }: FaultyRow): string {
  const messages = [...new Set(faults.map(({ message }) => message))];
  return messages.length === 1 ? (messages[0] ?? '') : messages.map((text, at) => `${at + 1}. ${text}`).join('\n');
}

/** A cell of the sender's as it was, so that what was right reads the same when it comes again. */
function givenBack({ text, kind, date }: Cell, style?: CellStyle): WrittenCell {
  const masked = maskIdentifiersIn(text);
  if (masked !== text) return textCell(masked, style ?? TEXT);
  switch (kind) {
    case 'date':
      return { kind, text: date ?? text, ...(style ? { style: { ...style, as: 'date' } } : {}) };
    case 'number':
    case 'boolean':
    case 'error':
      return { kind, text, ...(style ? { style } : {}) };
    default:
      return textCell(text, style ?? TEXT);
  }
}

function withOurs(
  cells: readonly (WrittenCell | undefined)[],
  { row, reason }: ReturnedColumns,
  number: WrittenCell,
  said: WrittenCell,
): (WrittenCell | undefined)[] {
  const width = Math.max(cells.length, row + 1, reason + 1);
  return Array.from({ length: width }, (_, at) => (at === row ? number : at === reason ? said : cells[at]));
}
