import { csvOf, type Row } from '../journeys/tables.ts';
import { type AwkwardCase, READ_ALL, TOO_LARGE } from './awkward-case.ts';
import { book, escaped, gridOf, type RawCell, withCell } from './grid.ts';

/** 2 November 2026 as a number of days, in the 1900 and in the 1904 system. */
const NOVEMBER_1900 = '46328';
const NOVEMBER_1904 = '44866';

/** The three rows with one cell of the first replaced. */
const first = (rows: readonly Row[], heading: string, cell: RawCell) => withCell(gridOf(rows), 2, heading, cell);
const firstText = (rows: readonly Row[], heading: string, write: (text: string) => string) =>
  rows.map((row, at) => (at === 0 ? { ...row, [heading]: write(row[heading] ?? '') } : row));
const full = (text: string) =>
  text.replace(/[0-9A-Z-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const dates = (rows: readonly Row[], ...written: string[]) =>
  rows.map((row, at) => ({ ...row, 许可决定日期: written[at] ?? '' }));

const bad = (code: string) => ({ accepted: 2, errors: [`2 ${code}`] });

/** What a single cell may hold. */
export const CELLS: readonly AwkwardCase[] = [
  {
    name: 'rich text',
    make: (rows) =>
      book(first(rows, '许可内容', { t: 'inlineStr', is: '<r><t>准予</t></r><r><rPr><b/></rPr><t>施工</t></r>' })),
    expect: READ_ALL,
  },
  {
    name: 'shared texts with a phonetic guide',
    make: (rows) =>
      book(first(rows, '许可内容', { t: 's', v: '0' }), {
        sharedStrings: '<si><t>准予施工</t><rPh sb="0" eb="1"><t>zhun</t></rPh></si>',
      }),
    expect: READ_ALL,
  },
  {
    name: 'a formula with a cached value',
    make: (rows) => book(first(rows, '许可内容', { t: 'str', f: 'CONCATENATE("准","予")', v: '准予' })),
    expect: bad('formula'),
  },
  {
    name: 'a formula into another workbook',
    make: (rows) =>
      book(first(rows, '许可内容', { t: 'str', f: "'[1]数据'!A1", v: '准予' }), {
        parts: { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' },
      }),
    expect: bad('formula'),
  },
  {
    name: 'an error cell',
    make: (rows) => book(first(rows, '许可内容', { t: 'e', v: '#REF!' })),
    expect: bad('formula'),
  },
  {
    name: 'a date cell',
    make: (rows) => book(first(rows, '许可决定日期', { s: 1, v: NOVEMBER_1900 }), { styles: [0, 14] }),
    expect: READ_ALL,
  },
  {
    name: 'a date as a plain number',
    make: (rows) => book(first(rows, '许可决定日期', { v: NOVEMBER_1900 })),
    expect: READ_ALL,
  },
  {
    name: 'a date cell of the 1904 system',
    make: (rows) =>
      book(first(rows, '许可决定日期', { s: 1, v: NOVEMBER_1904 }), { styles: [0, 14], properties: 'date1904="1"' }),
    expect: READ_ALL,
  },
  {
    name: 'a date as a plain number of the 1904 system',
    make: (rows) => book(first(rows, '许可决定日期', { v: NOVEMBER_1904 }), { properties: 'date1904="1"' }),
    expect: READ_ALL,
  },
  {
    name: 'a date of a strict workbook',
    make: (rows) => book(first(rows, '许可决定日期', { t: 'd', v: '2026-11-02T00:00:00' })),
    expect: READ_ALL,
  },
  {
    name: 'dates as text',
    make: (rows) => csvOf(dates(rows, '2026年11月2日', '2026/11/2', '20261102')),
    expect: READ_ALL,
  },
  {
    name: 'more dates as text',
    make: (rows) => csvOf(dates(rows, '2026.11.02', '２０２６－１１－０２', '2026-11-02 00:00:00')),
    expect: READ_ALL,
  },
  {
    name: 'days that never were',
    make: (rows) => csvOf(dates(rows, '2026-02-30', '2026-13-01', '二〇二六年')),
    expect: { accepted: 0, errors: ['2 bad-date', '3 bad-date', '4 bad-date'] },
  },
  {
    name: 'a code the spreadsheet turned into a number',
    make: (rows) => book(first(rows, '统一社会信用代码', { v: '9.1990100000000006E+17' })),
    expect: bad('precision-lost'),
  },
  {
    name: 'a code written in scientific notation',
    make: (rows) => csvOf(firstText(rows, '统一社会信用代码', () => '9.1990E+17')),
    expect: bad('precision-lost'),
  },
  {
    name: 'a document number that is a number',
    make: (rows) =>
      book(first(rows, '行政许可决定文书号', { v: `2026${rows[0].行政许可决定文书号?.replace(/\D/g, '')}` })),
    expect: READ_ALL,
  },
  { name: 'a status that is a number', make: (rows) => book(first(rows, '当前状态', { v: '1' })), expect: READ_ALL },
  {
    name: 'a truth value in place of a term',
    make: (rows) => book(first(rows, '当前状态', { t: 'b', v: '1' })),
    expect: bad('bad-enum'),
  },
  {
    name: 'full-width figures and letters',
    make: (rows) => csvOf(firstText(firstText(rows, '统一社会信用代码', full), '有效期至', full)),
    expect: READ_ALL,
  },
  {
    name: 'characters nobody sees in code, name and number',
    make: (rows) =>
      csvOf(
        ['统一社会信用代码', '行政相对人名称', '行政许可决定文书号', '许可类别', '有效期自'].reduce<readonly Row[]>(
          (all, heading) => firstText(all, heading, (text) => `\u200b${text}\u00a0\ufeff`),
          rows,
        ),
      ),
    expect: READ_ALL,
  },
  {
    name: 'a NUL character in a workbook',
    make: (rows) => book(first(rows, '许可内容', '准予_x0000_施工')),
    expect: bad('encoding'),
  },
  {
    name: 'half a character in a workbook',
    make: (rows) => book(first(rows, '行政相对人名称', '青禾_xD842_商贸')),
    expect: bad('encoding'),
  },
  {
    name: 'NUL in a heading nobody asked for',
    make: (rows) => book(gridOf(rows).map((cells, at) => [...cells, at === 0 ? '内部_x0000_号' : '1'])),
    expect: { accepted: 3, ignored: ['内部\uFFFD号'] },
  },
  {
    name: 'control characters',
    make: (rows) => book(first(rows, '许可内容', '准予_x0007__x001B_施工')),
    expect: READ_ALL,
  },
  {
    name: 'characters beyond the first plane',
    make: (rows) => csvOf(firstText(rows, '许可内容', () => '准予𠮷田𬒔路施工👷')),
    expect: READ_ALL,
  },
  {
    name: 'line breaks and tabs in a cell',
    make: (rows) => book(first(rows, '许可内容', '准予\r\n施工\t一段')),
    expect: READ_ALL,
  },
  {
    name: 'a cell of only white space where a value is required',
    make: (rows) => book(first(rows, '许可内容', ' \u3000\u200b\n')),
    expect: bad('required'),
  },
  {
    name: 'a text longer than its field',
    make: (rows) => csvOf(firstText(rows, '许可内容', () => '准'.repeat(4001))),
    expect: bad('too-long'),
  },
  {
    name: 'a text as long as a cell may be, in every column',
    make: (rows) => book(gridOf(rows).map((cells, at) => (at === 1 ? cells.map(() => '1 2'.repeat(10_900)) : cells))),
    expect: {
      accepted: 2,
      errors: [
        '2 too-long',
        '2 bad-enum',
        '2 too-long',
        '2 too-long',
        '2 too-long',
        '2 bad-enum',
        '2 too-long',
        '2 bad-date',
        '2 bad-date',
        '2 bad-date',
        '2 too-long',
        '2 agency-code',
        '2 bad-enum',
        '2 too-long',
      ],
    },
  },
  {
    name: 'a text longer than a cell may be',
    make: (rows) => csvOf(firstText(rows, '许可内容', () => '准'.repeat(32_768))),
    expect: TOO_LARGE,
  },
  {
    name: 'markup and scripts as text',
    make: (rows) => book(first(rows, '许可内容', `<script>alert(1)</script>' OR 1=1;--${escaped('&')}`)),
    expect: READ_ALL,
  },
  {
    name: 'an equals sign as text in a workbook',
    make: (rows) => book(first(rows, '许可内容', '=准予施工')),
    expect: READ_ALL,
  },
];
