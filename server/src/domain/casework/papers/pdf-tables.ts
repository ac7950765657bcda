import type { FilledRow } from './filled-paper.ts';
import { CELL_PADDING, columnShares, FORM_SHARES, formHeight, LINE, PAGE, SIZE, TEXT_WIDTH } from './page.ts';
import type { Strip } from './paginate.ts';
import type { Pen, Type } from './pdf-pen.ts';

const CELL: Type = { weight: 'regular', size: SIZE.cell, line: LINE.cell };
const HEAD: Type = { ...CELL, weight: 'bold' };
const BORDER = 0.5;
/** A row higher than this goes on in a row of its own, so that every row fits a page. */
const MOST_LINES = 30;

type Cell = { text: string; type: Type; align: 'left' | 'centre' };

export function rowTable(pen: Pen, columns: readonly string[], rows: readonly (readonly string[])[]): Strip[] {
  const widths = columnShares(columns, rows).map((share) => share * TEXT_WIDTH);
  const head = stripsOf(
    pen,
    columns.map((text) => ({ text, type: HEAD, align: 'centre' })),
    widths,
    0,
  );
  const body = rows.flatMap((row) =>
    stripsOf(
      pen,
      row.map((text) => ({ text, type: CELL, align: 'left' })),
      widths,
      0,
    ),
  );
  const [first] = head;
  return [
    ...head.map((strip) => ({ ...strip, keep: true })),
    ...body.map((strip) => (first === undefined || head.length > 1 ? strip : { ...strip, under: first })),
  ];
}

export function formTable(pen: Pen, rows: readonly FilledRow[]): Strip[] {
  const widths = FORM_SHARES.map((share) => share * TEXT_WIDTH);
  return rows.flatMap(({ label, value, lines }) => {
    const cells: Cell[] = [
      { text: label, type: HEAD, align: 'centre' },
      { text: value, type: CELL, align: 'left' },
    ];
    return stripsOf(pen, cells, widths, formHeight(lines));
  });
}

function stripsOf(pen: Pen, cells: readonly Cell[], widths: readonly number[], least: number): Strip[] {
  const lines = cells.map(({ text, type }, index) =>
    pen.linesOf(text, type, (widths[index] ?? 0) - 2 * CELL_PADDING.inline),
  );
  const most = Math.max(...lines.map((cell) => cell.length));
  const strips: Strip[] = [];
  for (let from = 0; from < most; from += MOST_LINES) {
    const part = lines.map((cell) => cell.slice(from, from + MOST_LINES));
    const high = Math.max(...part.map((cell) => cell.length)) * LINE.cell + 2 * CELL_PADDING.block;
    const height = Math.max(high, least);
    strips.push({ height, draw: (top) => drawRow(pen, { cells, lines: part, widths, top, height }) });
  }
  return strips;
}

type Row = {
  cells: readonly Cell[];
  lines: readonly (readonly string[])[];
  widths: readonly number[];
  top: number;
  height: number;
};

function drawRow(pen: Pen, { cells, lines, widths, top, height }: Row): void {
  let left: number = PAGE.left;
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0;
    const words = lines[index] ?? [];
    pen.pdf.lineWidth(BORDER).strokeColor('black').rect(left, top, width, height).stroke();
    const start = top + (height - words.length * LINE.cell) / 2;
    const box = { left: left + CELL_PADDING.inline, width: width - 2 * CELL_PADDING.inline, align: cell.align };
    for (const [at, line] of words.entries()) pen.line(line, cell.type, { ...box, top: start + at * LINE.cell });
    left += width;
  }
}
