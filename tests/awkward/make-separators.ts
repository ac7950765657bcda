import { csvOf, csvText, type Row } from '../journeys/tables.ts';
import { type AwkwardCase, NO_TABLE, READ_ALL } from './awkward-case.ts';
import { gridOf } from './grid.ts';

const SEPARATORS = ['\t', ';', '|', '^', '~', '，', '；', '\u0001', '||'];

const withFirst = (rows: readonly Row[], more: Row): Row[] =>
  rows.map((row, at) => (at === 0 ? { ...row, ...more } : row));

/** The content of a row that quotes are about. */
const content = (rows: readonly Row[], text: string) => withFirst(rows, { 许可内容: text });
const lines = (rows: readonly Row[]): string[] => csvOf(rows).trimEnd().split('\n');

/** Text tables with every separator, quote and line end. */
export const SEPARATED: readonly AwkwardCase[] = [
  ...SEPARATORS.map(
    (separator): AwkwardCase => ({
      name: `cells separated by ${JSON.stringify(separator)}`,
      make: (rows) =>
        csvOf(rows, { separator })
          .replaceAll('|', separator === '||' ? '||' : '|')
          .replaceAll('||||', '||'),
      expect: READ_ALL,
    }),
  ),
  {
    name: 'a separator declared above',
    make: (rows) => `sep=;\r\n${csvOf(rows, { separator: ';' })}`,
    expect: READ_ALL,
  },
  {
    name: 'everything quoted, separators, quotes and line breaks inside',
    make: (rows) => csvOf(content(rows, '准予“新建”,\n"扩建";\r\n改建'), { quoted: 'always', newline: '\r\n' }),
    expect: READ_ALL,
  },
  {
    name: 'a quote in the middle of a cell',
    make: (rows) => csvOf(rows).replace('准予施工', '准予铺设5"管道'),
    expect: READ_ALL,
  },
  {
    name: 'a quote that is never closed',
    make: (rows) => csvOf(rows).replace('准予施工', '"准予施工'),
    expect: { refused: 'unreadable', says: /第\d+行起.*英文双引号/ },
  },
  {
    name: 'codes kept from the spreadsheet as ="…"',
    make: (rows) => csvOf(rows).replaceAll(/(\b9199\w{14})/g, '="$1"'),
    expect: READ_ALL,
  },
  { name: 'separators after the last cell', make: (rows) => csvOf(rows).replaceAll('\n', ',,,,\n'), expect: READ_ALL },
  {
    name: 'separators missing where the last cells are empty',
    make: (rows) =>
      csvText(
        gridOf(rows.map((row) => ({ ...row, 备注: '' }))).map((cells, at) => (at === 0 ? cells : cells.slice(0, -1))),
      ),
    expect: READ_ALL,
  },
  { name: 'line ends of old Macs', make: (rows) => csvOf(rows, { newline: '\r' }), expect: READ_ALL },
  {
    name: 'mixed line ends, none after the last row',
    make: (rows) => {
      const [head, first, second, third] = lines(rows);
      return `${head}\r\n${first}\n${second}\r${third}`;
    },
    expect: READ_ALL,
  },
  {
    name: 'empty lines between rows',
    make: (rows) => csvOf(rows).replaceAll('\n', '\r\n\r\n , ,\r\n'),
    expect: READ_ALL,
  },
  {
    name: 'preamble lines in prose',
    make: (rows) => `青禾市行政许可公示表\n填报单位：青禾市住房和城乡建设局,2026年11月\n\n${csvOf(rows)}`,
    expect: READ_ALL,
  },
  {
    name: 'a command that a spreadsheet would run',
    make: (rows) => csvOf(content(rows, `=cmd|' /C calc'!A0`)),
    expect: { accepted: 2, errors: ['2 formula'] },
  },
  {
    name: 'texts that begin like commands',
    make: (rows) => csvOf(rows.map((row, at) => ({ ...row, 许可内容: ['@SUM(1)', '+准予', '-准予'][at] ?? '' }))),
    expect: READ_ALL,
  },
  { name: 'one column only', make: (rows) => rows.map((row) => `${row.行政相对人名称}\n`).join(''), expect: NO_TABLE },
  {
    name: 'a JSON document',
    make: (rows) => JSON.stringify(rows, null, 1),
    expect: NO_TABLE,
  },
  {
    name: 'one line of 5 MB',
    make: () => '准予施工,'.repeat(400_000),
    expect: { refused: 'too-large', says: /第1行/ },
  },
];
