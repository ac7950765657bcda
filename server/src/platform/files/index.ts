/** The readers that turn a department's file into rows of cells. They know no word of credit. */
export { DEFAULT_LIMITS, type FileLimits, ROWS_PER_BATCH } from './limits.ts';
export { type OpenTableOptions, openTable } from './open-table.ts';
export { type FileRefusal, FileRefusedError, isFileRefusal } from './refusal.ts';
export { storable } from './storable.ts';
export { type Cell, type CellKind, EMPTY_CELL, type Table, type TableFormat, type TableRow } from './table.ts';
