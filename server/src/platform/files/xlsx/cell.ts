import { type Cell, EMPTY_CELL } from '../table.ts';
import { numberText } from './number-text.ts';
import { type DateSystem, dateOfSerial, serialSince1900 } from './serial-date.ts';
import type { DateStyles } from './styles.ts';
import { unescapeText } from './text.ts';
import { damaged } from './zip.ts';

/** A cell as the sheet stores it (ECMA-376 part 1, 18.3.1.4). */
export type StoredCell = {
  /** `t`: what `<v>` means; a number where it is absent. */
  readonly type: string | undefined;
  /** `s`: index of its style. */
  readonly style: number;
  /** Text of `<v>`. */
  readonly value: string;
  /** Text of `<is>`. */
  readonly inline: string;
  readonly hasFormula: boolean;
};

/** What a stored cell cannot be read without. */
export type CellContext = {
  readonly sharedStrings: readonly string[];
  readonly dateStyles: DateStyles;
  readonly dateSystem: DateSystem;
};

/** No digit may be read in two ways: on a cell full of them a slower pattern takes a second each. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;

export function readCell(stored: StoredCell, context: CellContext): Cell {
  const cell = shownValue(stored, context);
  return stored.hasFormula ? { text: cell.text, kind: 'formula' } : cell;
}

function shownValue({ type, style, value, inline }: StoredCell, context: CellContext): Cell {
  switch (type) {
    case 's':
      return sharedText(value, context);
    case 'inlineStr':
      return text(inline);
    case 'str':
      return text(unescapeText(value));
    case 'b':
      return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE', kind: 'boolean' };
    case 'e':
      return { text: value, kind: 'error' };
    case 'd': {
      const date = ISO_DAY.exec(value.trim())?.[0];
      return date === undefined ? text(value) : { text: date, kind: 'date', date };
    }
    default:
      return number(value.trim(), style, context);
  }
}

function number(stored: string, style: number, { dateStyles, dateSystem }: CellContext): Cell {
  if (!NUMBER.test(stored)) return text(stored);
  const serial = Number(stored);
  const date = dateStyles.has(style) ? dateOfSerial(serial, dateSystem) : null;
  if (date !== null) return { text: date, kind: 'date', date, serial: serialSince1900(serial, dateSystem) };
  // a plain number may yet stand in a column of dates, whose reader counts from 1900
  return { text: numberText(stored, serial), kind: 'number', serial: serialSince1900(serial, dateSystem) };
}

function sharedText(index: string, { sharedStrings }: CellContext): Cell {
  if (index === '') return EMPTY_CELL;
  const shared = sharedStrings[Number(index)];
  if (shared === undefined) throw damaged();
  return text(shared);
}

function text(written: string): Cell {
  return written === '' ? EMPTY_CELL : { text: written, kind: 'text' };
}
