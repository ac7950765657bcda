const LETTERS = 26;
const CODE_OF_A = 65;

/** `A` of column 0, `AB` of column 27. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / LETTERS);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(CODE_OF_A + (column % LETTERS));
}

/** Column of `AB12`, from 0. */
export function columnOfLetters(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * LETTERS + letter.charCodeAt(0) - CODE_OF_A + 1;
  return column - 1;
}

/** `AB12` of row 12 and column 27. */
export const cellReference = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** `'甲''乙'!$A$1:$A$9`: cells of a sheet, as formulas of names and lists refer to them. */
export function rangeReference(sheet: string, column: number, from: number, to = from): string {
  const letters = columnLetters(column);
  const end = to === from ? '' : `:$${letters}$${to}`;
  return `'${sheet.replaceAll("'", "''")}'!$${letters}$${from}${end}`;
}
