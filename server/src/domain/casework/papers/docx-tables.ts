import { HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } from 'docx';
import { STYLE, twips } from './docx-styles.ts';
import type { FilledRow } from './filled-paper.ts';
import { CELL_PADDING, columnShares, FORM_SHARES, formHeight, TEXT_WIDTH } from './page.ts';

/** Rows of cells under headings that every page repeats. */
export function rowTable(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  const widths = widthsOf(columnShares(columns, rows));
  const head = new TableRow({
    tableHeader: true,
    children: columns.map((text, index) => cell(text, widths[index] ?? 0, STYLE.cellHead)),
  });
  const lines = rows.map(
    (row) => new TableRow({ children: row.map((text, index) => cell(text, widths[index] ?? 0, STYLE.cell)) }),
  );
  return table(widths, [head, ...lines]);
}

/** Label and value; what is left for the pen keeps its height. */
export function formTable(rows: readonly FilledRow[]): Table {
  const widths = widthsOf(FORM_SHARES);
  return table(
    widths,
    rows.map(
      ({ label, value, lines }) =>
        new TableRow({
          cantSplit: true,
          height: { value: twips(formHeight(lines)), rule: HeightRule.ATLEAST },
          children: [cell(label, widths[0] ?? 0, STYLE.cellHead), cell(value, widths[1] ?? 0, STYLE.cell)],
        }),
    ),
  );
}

const widthsOf = (shares: readonly number[]): number[] => shares.map((share) => twips(share * TEXT_WIDTH));

function table(widths: number[], rows: TableRow[]): Table {
  const all = widths.reduce((sum, width) => sum + width, 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: all, type: WidthType.DXA },
    columnWidths: widths,
    rows,
  });
}

function cell(text: string, width: number, style: string): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: {
      top: twips(CELL_PADDING.block),
      bottom: twips(CELL_PADDING.block),
      left: twips(CELL_PADDING.inline),
      right: twips(CELL_PADDING.inline),
    },
    children: [new Paragraph({ style, text })],
  });
}
