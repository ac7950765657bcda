import { cellReference, columnLetters } from './cell-reference.ts';
import { xmlText } from './xml-text.ts';

/** Columns from and to, both counted from 0; width in characters. */
export type ColumnWidth = { readonly from: number; readonly to: number; readonly width: number };
/** Rows from 1, columns from 0, all within the range. */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** A list to choose from, for all cells of a column from a row down. */
export type Choice = {
  readonly column: number;
  readonly fromRow: number;
  /** Cells that hold the terms, as `rangeReference` writes them. */
  readonly terms: string;
  /** Whether something else may be typed: several terms, or 其他 with a text. */
  readonly open: boolean;
};

export type SheetLayout = {
  readonly name: string;
  readonly widths?: readonly ColumnWidth[];
  readonly merges?: readonly Merge[];
  /** Rows that stay in sight. */
  readonly frozenRows?: number;
  /** How whole columns look where no cell is: index of a style by column. */
  readonly columnStyles?: ReadonlyMap<number, number>;
  readonly choices?: readonly Choice[];
  readonly hidden?: boolean;
};

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const USUAL_WIDTH = 12;
const WIDEST = 255;
/** The last row and column of a sheet (ECMA-376 and every spreadsheet). */
export const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;

/** Everything of a sheet that stands before its rows. */
export function sheetStart({ widths = [], frozenRows = 0, columnStyles = new Map() }: SheetLayout): string {
  const pane =
    frozenRows > 0
      ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
      : '';
  const columns = columnsXml(widths, columnStyles);
  return `${HEADER}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${columns}<sheetData>`;
}

/** Everything of a sheet that stands after its rows. */
export function sheetEnd({ merges = [], choices = [] }: SheetLayout): string {
  const ranges = merges.map(
    ({ top, bottom, left, right }) => `<mergeCell ref="${cellReference(top, left)}:${cellReference(bottom, right)}"/>`,
  );
  const merged = ranges.length === 0 ? '' : `<mergeCells count="${ranges.length}">${ranges.join('')}</mergeCells>`;
  const lists = choices.map(choiceXml);
  const chosen =
    lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  return `</sheetData>${merged}${chosen}</worksheet>`;
}

/** One entry a column: ranges of a foreign workbook may overlap, and overlapping ones damage the file. */
function columnsXml(widths: readonly ColumnWidth[], styles: ReadonlyMap<number, number>): string {
  const wide = new Map<number, number>();
  for (const { from, to, width } of widths) {
    for (let at = from; at <= Math.min(to, LAST_COLUMN); at += 1) wide.set(at, Math.min(width, WIDEST));
  }
  const columns = [...new Set([...wide.keys(), ...styles.keys()])].sort((a, b) => a - b);
  const entries = columns.map((at) => {
    const style = styles.get(at);
    const look = style === undefined ? '' : ` style="${style}"`;
    return `<col min="${at + 1}" max="${at + 1}" width="${wide.get(at) ?? USUAL_WIDTH}" customWidth="1"${look}/>`;
  });
  return entries.length === 0 ? '' : `<cols>${entries.join('')}</cols>`;
}

function choiceXml({ column, fromRow, terms, open }: Choice): string {
  const letters = columnLetters(column);
  const error = open
    ? 'showErrorMessage="0"'
    : 'showErrorMessage="1" errorTitle="请从列表中选择" error="只能填列表中的内容，见“填报说明”。"';
  return `<dataValidation type="list" allowBlank="1" ${error} sqref="${letters}${fromRow}:${letters}${LAST_ROW}"><formula1>${xmlText(terms)}</formula1></dataValidation>`;
}
