/** The two columns beside the sender's own in a workbook of returned rows. */
export const ROW_HEADING = '原行号';
export const REASON_HEADING = '错误说明';

/** The hidden word by which a returned workbook is known again: the batch it came from. */
export const BATCH_MARK = 'gongxin-batch';

/** Where the two columns stand, counted from 0. */
export type ReturnedColumns = { row: number; reason: number };

/** Finds the two columns among the headings of a table; one alone is a column of the sender's. */
export function returnedColumns(headings: readonly string[]): ReturnedColumns | null {
  const row = headings.indexOf(ROW_HEADING);
  const reason = headings.indexOf(REASON_HEADING);
  return row === -1 || reason === -1 ? null : { row, reason };
}

/** A ruled line (====) is no formula. */
const FORMULA = /^=(?!=*$)/;
const NO_VALUE = '（无值）';

/** A formula as text: its last value behind the sign, so that nobody takes for confirmed what a formula once said. */
export const returnedFormula = (text: string): string => (FORMULA.test(text) ? text : `=${text || NO_VALUE}`);
export const isReturnedFormula = (text: string): boolean => FORMULA.test(text);
