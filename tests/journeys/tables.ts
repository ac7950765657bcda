import { makeXlsx } from '../../server/src/platform/files/xlsx-fixture.ts';

/** One row of an invented table, by heading. */
export type Row = Readonly<Record<string, string>>;
type CsvStyle = { separator?: string; newline?: string; quoted?: 'always' | 'when-needed' };

/** A CSV of the rows, with the headings of the first one. */
export function csvOf(rows: readonly Row[], style: CsvStyle = {}): string {
  const headings = Object.keys(rows[0] ?? {});
  return csvText([headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))], style);
}

export function csvText(cells: readonly (readonly string[])[], style: CsvStyle = {}): string {
  const { separator = ',', newline = '\n', quoted = 'when-needed' } = style;
  const write = (text: string) =>
    quoted === 'always' || new RegExp(`["${separator}\r\n]`).test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return cells.map((row) => row.map(write).join(separator) + newline).join('');
}

/** A workbook of text cells, one sheet. */
export function xlsxOf(cells: readonly (readonly string[])[], name = '数据'): Buffer {
  const rows = cells.map(
    (row, at) => `<row r="${at + 1}">${row.map((text, column) => cell(text, column, at + 1)).join('')}</row>`,
  );
  return makeXlsx({ sheets: [{ name, rows: rows.join('') }] });
}

function cell(text: string, column: number, row: number): string {
  if (text === '') return '';
  return `<c r="${letters(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

/** A row of the register. */
export const registration = (code: string, name: string, more: Row = {}): Row => ({
  单位名称: name,
  统一社会信用代码: code,
  主体类型: '企业法人',
  成立日期: '2012-05-06',
  登记状态: '存续',
  ...more,
});

/** A licence of the housing bureau. */
export const licence = (code: string, name: string, no: string, more: Row = {}): Row => ({
  行政相对人名称: name,
  行政相对人类别: '法人及非法人组织',
  统一社会信用代码: code,
  行政许可决定文书名称: '行政许可决定书',
  行政许可决定文书号: `青建许〔2026〕${no}号`,
  许可类别: '普通',
  许可内容: '准予施工',
  许可决定日期: '2026-11-02',
  有效期自: '2026-11-02',
  有效期至: '2031-06-30',
  许可机关: '青禾市住房和城乡建设局',
  许可机关统一社会信用代码: '11990101MB03HMJW98',
  当前状态: '1',
  数据来源单位: '青禾市住房和城乡建设局',
  数据来源单位统一社会信用代码: '11990101MB03HMJW98',
  ...more,
});
