/** The writer of workbooks, row by row. It knows no word of credit. */
export { rangeReference } from './cell-reference.ts';
export { readMark } from './mark.ts';
export { type ReadLayout, readLayouts } from './read-layout.ts';
export { type SafeCell, safeCell, safeCsvField } from './safe-cell.ts';
export { type Choice, type ColumnWidth, LAST_ROW, type Merge, type SheetLayout } from './sheet-layout.ts';
export type { CellStyle } from './style-book.ts';
export { WorkbookWriter, XLSX_TYPE } from './workbook-writer.ts';
export { workbookBytes, writeWorkbookFile } from './write-workbook.ts';
export { textCell, type WrittenCell } from './written-cell.ts';
