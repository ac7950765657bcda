import { cellReference } from './cell-reference.ts';
import { safeCell } from './safe-cell.ts';
import type { CellStyle, StyleBook } from './style-book.ts';
import { cellText } from './xml-text.ts';

/** A cell to be written. There is no kind for a formula: our workbooks hold none. */
export type WrittenCell = {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error';
  /** Of a date `YYYY-MM-DD`; of a boolean `TRUE` or `FALSE`; of a number its digits. '' is an empty cell with a look. */
  readonly text: string;
  readonly style?: CellStyle;
};

export const textCell = (text: string, style?: CellStyle): WrittenCell => ({
  kind: 'text',
  text,
  ...(style === undefined ? {} : { style }),
});

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const ERROR = /^#[A-Z0-9/!?_]+$/;
const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** Before 1 March 1900 spreadsheets count a day that never was. */
const FIRST_CERTAIN_SERIAL = 61;

/** A cell as XML; what is not what it claims to be is written as text. */
export function cellXml(row: number, column: number, { kind, text, style = {} }: WrittenCell, book: StyleBook): string {
  const place = `r="${cellReference(row, column)}"`;
  const look = (shown: CellStyle) => ` s="${book.indexOf(shown)}"`;
  if (text === '') return `<c ${place}${look(style)}/>`;
  if (kind === 'number' && NUMBER.test(text)) return `<c ${place}${look(style)}><v>${text}</v></c>`;
  if (kind === 'boolean') return `<c ${place}${look(style)} t="b"><v>${text === 'TRUE' ? 1 : 0}</v></c>`;
  if (kind === 'error' && ERROR.test(text)) return `<c ${place}${look(style)} t="e"><v>${text}</v></c>`;
  if (kind === 'date') {
    const serial = serialOf(text);
    if (serial !== null) return `<c ${place}${look({ ...style, as: 'date' })}><v>${serial}</v></c>`;
  }
  const safe = safeCell(text);
  const shown = look(safe.quoted ? { ...style, quoted: true } : style);
  return `<c ${place}${shown} t="inlineStr"><is><t xml:space="preserve">${cellText(safe.text)}</t></is></c>`;
}

function serialOf(date: string): number | null {
  const serial = (Date.parse(`${date}T00:00:00Z`) - DAY_ZERO) / DAY_MS;
  return Number.isInteger(serial) && serial >= FIRST_CERTAIN_SERIAL ? serial : null;
}
