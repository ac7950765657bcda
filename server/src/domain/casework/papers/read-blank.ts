import { type CalendarDate, isCalendarDate } from '../../../kernel/civil-days.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Blank, LONGEST_BLANK } from '../../catalogue/index.ts';
import { lengthOf, plainLine, plainLines } from './plain-text.ts';

/** What a blank holds once it is read. `text` in lines; null: left out, which only an optional blank may be. */
export type BlankRead =
  | { kind: 'text'; lines: string[] }
  | { kind: 'date'; date: CalendarDate }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; columns: readonly string[]; rows: string[][] };

/** Characters of a text, an item or a cell whose blank does not say. */
const USUAL_LENGTH = 200;
export const MOST_LINES = 100;
/** The marks of items end below a hundred. */
export const MOST_ITEMS = 50;
export const MOST_ROWS = 100;

/** One value as its blank wants it; refusals name the blank and never repeat what was written. */
export function readBlank(blank: Blank, value: unknown): BlankRead | null | Refusal {
  const read = readKind(blank, value);
  if (read === null && blank.optional !== true) return refused(blank, `“${blank.name}”未填写，请补写。`);
  return read;
}

function readKind(blank: Blank, value: unknown): BlankRead | null | Refusal {
  if (value === undefined || value === null) return null;
  switch (blank.kind) {
    case 'text':
      return readText(blank, value);
    case 'date':
      return readDate(blank, value);
    case 'list':
      return readList(blank, value);
    case 'table':
      return readTable(blank, value);
  }
}

function readText(blank: Blank, value: unknown): BlankRead | null | Refusal {
  if (typeof value !== 'string') return refused(blank, `“${blank.name}”应为文字，请改写。`);
  const over = tooLong(blank, value);
  if (over !== null) return over;
  const lines = plainLines(value);
  if (lines.length > MOST_LINES) return refused(blank, `“${blank.name}”超过 ${MOST_LINES} 行，请合并段落。`);
  return lines.length === 0 ? null : { kind: 'text', lines };
}

function readDate(blank: Blank, value: unknown): BlankRead | null | Refusal {
  if (value === '') return null;
  if (typeof value !== 'string' || !isCalendarDate(value))
    return refused(blank, `“${blank.name}”应为日期，如 2026-04-01，请改写。`);
  return { kind: 'date', date: value };
}

function readList(blank: Blank, value: unknown): BlankRead | null | Refusal {
  if (!isTexts(value)) return refused(blank, `“${blank.name}”应为逐项的文字，请改写。`);
  if (value.length > MOST_ITEMS) return refused(blank, `“${blank.name}”超过 ${MOST_ITEMS} 项，请合并。`);
  for (const item of value) {
    const over = tooLong(blank, item);
    if (over !== null) return over;
  }
  const items = value.map(plainLine).filter((item) => item !== '');
  return items.length === 0 ? null : { kind: 'list', items };
}

function readTable(blank: Blank, value: unknown): BlankRead | null | Refusal {
  const columns = blank.columns ?? [];
  if (!Array.isArray(value) || !value.every((row) => isTexts(row) && row.length === columns.length))
    return refused(blank, `“${blank.name}”每行应有 ${columns.length} 格（${columns.join('、')}），请改写。`);
  if (value.length > MOST_ROWS) return refused(blank, `“${blank.name}”超过 ${MOST_ROWS} 行，请分开制作。`);
  for (const cell of value.flat() as string[]) {
    const over = tooLong(blank, cell);
    if (over !== null) return over;
  }
  const rows = (value as string[][]).map((row) => row.map(plainLine)).filter((row) => row.some((cell) => cell !== ''));
  return rows.length === 0 ? null : { kind: 'table', columns, rows };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function tooLong(blank: Blank, text: string): Refusal | null {
  const most = Math.min(blank.max ?? USUAL_LENGTH, LONGEST_BLANK);
  if (text.length <= most || lengthOf(text) <= most) return null;
  return refused(blank, `“${blank.name}”超过 ${most} 个字，请改短。`);
}

const refused = ({ id }: Blank, detail: string): Refusal => refuse('blank-refused', detail, { blank: id });
