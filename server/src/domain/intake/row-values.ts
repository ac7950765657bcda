import { parseAmount } from '../../kernel/amounts.ts';
import { normaliseCode } from '../../kernel/codes.ts';
import { type CalendarDate, fromExcelSerial, isEndless, parseDate } from '../../kernel/dates.ts';
import { maskIdentifiersIn } from '../../kernel/masking.ts';
import { type Cell, storable } from '../../platform/files/index.ts';
import type { CompiledCategory, Edition, Field } from '../catalogue/index.ts';
import type { Finding } from './findings.ts';
import type { Column } from './table-head.ts';

/** A value as held: text as written, dates YYYY-MM-DD, amounts in yuan, sets of terms; null for an empty cell. */
export type Value = string | string[] | null;

/** Longest text of a field for which the catalogue states no length. */
const DEFAULT_MAX_TEXT = 4000;
/** Dates that spreadsheets store as serial numbers: 1927 to 2119. */
const SERIAL_DATES = { min: 10_000, max: 80_000 };
const QUOTED_CHARACTERS = 40;
/** White space and characters nobody sees, such as those that web pages leave in a cell. */
const BLANK = /^[\s\p{Cf}]*$/u;
const UNSEEN = /\p{Cf}/gu;

/** What was read of a cell. Rows that say the same share it. */
export type Read = { value: Value; finding?: Omit<Finding, 'at' | 'column'>; warning?: Omit<Finding, 'at' | 'column'> };

/** Reads one cell into the value its field holds, or says what is wrong with it. */
export function readValue(cell: Cell, column: Column, category: CompiledCategory, edition: Edition | undefined): Read {
  const { field } = column;
  if (cell.kind === 'formula') {
    return wrong('formula', `“${column.heading}”是公式，平台不读取公式，请复制后“选择性粘贴为数值”再报送`);
  }
  if (cell.kind === 'error') {
    return wrong('formula', `“${column.heading}”是表格错误值 ${quote(cell)}，请填写实际内容`);
  }
  if (cell.kind === 'merged' && field.type !== 'dropped') {
    return wrong(
      'required',
      `“${column.heading}”在合并单元格内，只有合并区域的第一格有值，请取消合并并逐行填写后再报送`,
    );
  }
  // rows that came as JSON have passed no reader of files
  const text = storable(cell.text);
  if (text.includes('\uFFFD')) {
    return wrong('encoding', `“${column.heading}”含有乱码 “${clip(text)}”，请用正确的编码另存后再报送`);
  }
  if (isBlank(text)) return { value: null };
  if (field.type === 'term-end' && isEndless(dateOf(cell) ?? text)) return { value: null };
  switch (field.type) {
    case 'text':
    case 'subject-code':
      return readText(text, field, column);
    case 'date':
    case 'term-end':
      return readDate(cell, column);
    case 'year':
      return /^(19|20)\d{2}年?(度)?$/.test(text.normalize('NFKC').trim())
        ? { value: text.normalize('NFKC').trim().slice(0, 4) }
        : wrong('bad-date', `“${column.heading}”：${quote(cell)} 不是年度，请改为四位年份，如 2026`);
    case 'amount':
      return readAmount(cell, column);
    case 'enum':
    case 'enum-set':
      return readTerms(text, column, category, edition?.code ?? null);
    case 'agency-code':
      return { value: normaliseCode(text) };
    case 'dropped':
      return { value: null };
  }
}

/** What begins with a common Chinese character or a sign of ASCII shows something. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  if ((first > 0x20 && first < 0x7f) || (first >= 0x4e00 && first <= 0x9fff)) return false;
  return BLANK.test(text);
}

function readText(text: string, field: Field, column: Column): Read {
  const max = field.max ?? DEFAULT_MAX_TEXT;
  // no text has more characters than code units
  if (text.length <= max) return { value: text };
  const length = [...text].length;
  if (length <= max) return { value: text };
  return wrong('too-long', `“${column.heading}”有 ${length} 个字，最多 ${max} 个字，请删减后再报送`);
}

function readDate(cell: Cell, column: Column): Read {
  const date = dateOf(cell);
  if (date !== null) return { value: date };
  return wrong('bad-date', `“${column.heading}”：${quote(cell)} 不是有效日期，请改为如 2026-02-28 的日期`);
}

function dateOf(cell: Cell): CalendarDate | null {
  if (cell.kind === 'date') return cell.date ?? null;
  const text = cell.text.trim();
  const serial = cell.serial ?? (/^\d{5}$/.test(text) ? Number(text) : null);
  if (serial !== null && serial >= SERIAL_DATES.min && serial <= SERIAL_DATES.max)
    return fromExcelSerial(serial, false);
  return parseDate(text);
}

function readAmount(cell: Cell, column: Column): Read {
  const amount = parseAmount(cell.text, column.unit ?? column.field.unit ?? '元');
  if (amount.ok) return { value: amount.yuan };
  const unit = column.unit ?? column.field.unit ?? '元';
  return wrong('bad-amount', `“${column.heading}”：${quote(cell)} 不是金额，请只填数字（单位${unit}），如 2.5`);
}

function readTerms(text: string, column: Column, category: CompiledCategory, edition: string | null): Read {
  const { field } = column;
  const read = category.readTerms(field.id, text.replace(UNSEEN, ''), edition);
  if (!read.ok) {
    const allowed = category.termsOf(field.id, edition).join('、');
    return wrong('bad-enum', `“${column.heading}”：“${clip(read.unknown)}”不在可填范围，请改为：${allowed}`);
  }
  const value = field.type === 'enum-set' ? read.terms : (read.terms[0] ?? null);
  if (!read.unnamedOther) return { value };
  return {
    value,
    warning: { code: 'other-unnamed', message: `“${column.heading}”只填了“其他”，建议注明具体类别，如“其他：备案”` },
  };
}

const wrong = (code: Finding['code'], message: string): Read => ({ value: null, finding: { code, message } });
/** Text of a row as a message may repeat it: identity numbers masked, and no longer than a sentence bears. */
export const clip = (text: string): string => {
  const masked = maskIdentifiersIn(text.trim());
  return masked.length > QUOTED_CHARACTERS ? `${masked.slice(0, QUOTED_CHARACTERS)}…` : masked;
};
const quote = (cell: Cell): string => `“${clip(cell.text)}”`;
