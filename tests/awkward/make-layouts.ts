import { makeXlsx } from '../../server/src/platform/files/xlsx-fixture.ts';
import { csvText, type Row } from '../journeys/tables.ts';
import { type AwkwardCase, NO_TABLE, READ_ALL, TOO_LARGE } from './awkward-case.ts';
import { book, bookWith, type Grid, gridOf, rowsXml, withCell } from './grid.ts';

const TITLE = ['青禾市住房和城乡建设局行政许可公示表'];
const titles = (count: number) => Array.from({ length: count }, (_, at) => [`填表须知第${at + 1}条`]);
const headings = (grid: Grid, write: (heading: string) => string): Grid =>
  grid.map((cells, at) => (at === 0 ? cells.map((cell) => (typeof cell === 'string' ? write(cell) : cell)) : cells));
const codes = [
  'XK_XDR_MC',
  'XK_XDR_LB',
  'XK_XDR_SHXYM',
  'XK_XKWS',
  'XK_WSH',
  'XK_XKLB',
  'XK_NR',
  'XK_JDRQ',
  'XK_YXQZ',
  'XK_YXQZI',
  'XK_XKJG',
  'XK_XKJGDM',
  'XK_ZT',
  'XK_LYDW',
  'XK_LYDWDM',
];
const groups = [
  '行政相对人信息',
  '',
  '',
  '许可决定信息',
  '',
  '',
  '',
  '',
  '',
  '',
  '许可机关信息',
  '',
  '',
  '数据来源信息',
  '',
];
const merge = (...references: string[]) =>
  `<mergeCells>${references.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>`;
const sheets = (...parts: [name: string, grid: Grid][]) =>
  makeXlsx({ sheets: parts.map(([name, grid]) => ({ name, rows: rowsXml(grid) })) });
const half = (rows: readonly Row[], from: number, to: number) => gridOf(rows.slice(from, to));
/** What the sheet element holds instead of plain rows. */
const rawSheet = (xml: string) => book([], { parts: { 'xl/worksheets/sheet1.xml': xml } });

/** Where headings, titles, footers, sheets and merged cells stand. */
export const LAYOUTS: readonly AwkwardCase[] = [
  {
    name: 'title and preamble lines',
    make: (rows) => book([TITLE, ['填报单位：青禾市住房和城乡建设局', '', '2026年11月'], [], ...gridOf(rows)]),
    expect: READ_ALL,
  },
  {
    name: 'two heading rows: names and field codes',
    make: (rows) => book([...gridOf(rows).toSpliced(1, 0, codes)]),
    expect: READ_ALL,
  },
  {
    name: 'two heading rows: groups and names',
    make: (rows) => bookWith([groups, ...gridOf(rows)], merge('A1:C1', 'D1:J1', 'K1:M1', 'N1:O1')),
    expect: READ_ALL,
  },
  {
    name: 'three heading rows: groups, names and field codes',
    make: (rows) => bookWith([groups, ...gridOf(rows).toSpliced(1, 0, codes)], merge('A1:C1', 'D1:J1')),
    expect: READ_ALL,
  },
  {
    name: 'headings with stars, notes, spaces and line breaks',
    make: (rows) => book(headings(gridOf(rows), (heading) => `*${heading.slice(0, 2)}\n ${heading.slice(2)}（必填）`)),
    expect: READ_ALL,
  },
  {
    name: 'headings in full-width and traditional forms',
    make: (rows) => book(headings(gridOf(rows), (heading) => `＊　${heading}　`)),
    expect: READ_ALL,
  },
  {
    name: 'totals and signatures below',
    make: (rows) =>
      book([
        ...gridOf(rows),
        ['合计', '', '', '3件'],
        ['填表人：白露', '', '审核人：', '', '联系电话：000'],
        ['备注：以上均已公示'],
      ]),
    expect: READ_ALL,
  },
  {
    name: 'the heading again on every page',
    make: (rows) => book([...half(rows, 0, 1), ...half(rows, 1, 2), ...half(rows, 2, 3)]),
    expect: READ_ALL,
  },
  { name: 'the heading in row 30', make: (rows) => book([...titles(29), ...gridOf(rows)]), expect: READ_ALL },
  { name: 'the heading in row 31', make: (rows) => book([...titles(30), ...gridOf(rows)]), expect: NO_TABLE },
  {
    name: 'the table begins far down and to the right, behind empty rows',
    make: (rows) => {
      const grid = gridOf(rows).map((cells) => ['', '', ...cells]);
      return book([...Array.from({ length: 60 }, () => []), ...grid]);
    },
    expect: READ_ALL,
  },
  {
    name: 'a heading given twice',
    make: (rows) => book(gridOf(rows).map((cells, at) => [...cells, at === 0 ? '统一社会信用代码' : '不是代码'])),
    expect: { accepted: 3, ignored: ['统一社会信用代码'] },
  },
  {
    name: 'columns the catalogue does not know',
    make: (rows) => book(gridOf(rows.map((row) => ({ 序号: '1', ...row, 联系人电话: '000', '内部\n流转号': 'x' })))),
    expect: { accepted: 3, ignored: ['序号', '联系人电话', '内部\n流转号'] },
  },
  {
    name: 'a column missing',
    make: (rows) => book(gridOf(rows.map(({ 许可类别: _, ...row }) => row))),
    expect: { refused: 'missing-column', says: /缺少必需的列：许可类别.*补齐/ },
  },
  {
    name: 'headings only: a report of nothing',
    make: (rows) => book(half(rows, 0, 0).length > 1 ? [] : gridOf(rows).slice(0, 1)),
    expect: { accepted: 0 },
  },
  { name: 'headings only, as text', make: (rows) => csvText(gridOf(rows).slice(0, 1)), expect: { accepted: 0 } },
  {
    name: 'instructions only',
    make: () => book([['填写说明'], ['一、行政相对人名称：填写全称'], ['二、统一社会信用代码：18位']]),
    expect: NO_TABLE,
  },
  {
    name: 'several sheets of data beside instructions and an empty sheet',
    make: (rows) => sheets(['填写说明', titles(3)], ['住建', half(rows, 0, 2)], ['空', []], ['人防', half(rows, 2, 3)]),
    expect: READ_ALL,
  },
  {
    name: 'two sheets of one name and different columns',
    make: (rows) => sheets(['数据', half(rows, 0, 2)], ['数据', half(rows, 2, 3).map((cells) => cells.toReversed())]),
    expect: READ_ALL,
  },
  {
    name: 'a sheet in which a row is wrong',
    make: (rows) => sheets(['一', half(rows, 0, 2)], ['二', withCell(half(rows, 2, 3), 2, '许可决定日期', '去年')]),
    expect: { accepted: 2, errors: ['二!2 bad-date'] },
  },
  {
    name: 'hidden rows, columns and sheets',
    make: (rows) =>
      makeXlsx({
        sheets: [
          { name: '一', rows: rowsXml(half(rows, 0, 2)).replaceAll('<row ', '<row hidden="1" ') },
          { name: '二', rows: rowsXml(half(rows, 2, 3)) },
        ],
      }),
    expect: READ_ALL,
  },
  {
    name: 'an authority merged over three rows',
    make: (rows) =>
      bookWith(
        [
          ...gridOf(rows).slice(0, 2),
          ...gridOf(rows)
            .slice(2)
            .map((cells) => cells.with(10, '')),
        ],
        merge('K2:K4'),
      ),
    expect: { accepted: 1, errors: ['3 required', '4 required'], says: /许可机关.*合并单元格.*取消合并/ },
  },
  {
    name: 'an optional value merged over three rows',
    make: (rows) =>
      bookWith(
        gridOf(rows).map((cells, at) => [...cells, ['备注', '均为同一项目', '', ''][at] ?? '']),
        merge('P2:P4'),
      ),
    expect: { accepted: 1, errors: ['3 required', '4 required'] },
  },
  {
    name: 'both ends of the term merged beside each other',
    make: (rows) =>
      bookWith(withCell(withCell(gridOf(rows), 2, '有效期自', '长期'), 2, '有效期至', ''), merge('I2:J2')),
    expect: { accepted: 2, errors: ['2 bad-date', '2 required'] },
  },
  {
    name: 'every record merged over two rows',
    make: (rows) => {
      const [head = [], ...data] = gridOf(rows);
      const spread = data.flatMap((cells) => [cells, []]);
      return bookWith(
        [head, ...spread],
        merge(
          ...data.flatMap((cells, at) =>
            cells.map(
              (_, column) =>
                `${String.fromCharCode(65 + column)}${2 * at + 2}:${String.fromCharCode(65 + column)}${2 * at + 3}`,
            ),
          ),
        ),
      );
    },
    expect: READ_ALL,
  },
  {
    name: '200,000 empty formatted rows below',
    make: (rows) =>
      rawSheet(
        `<worksheet><sheetData>${rowsXml(gridOf(rows))}${Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 5}" s="1"><c r="A${at + 5}" s="1"/><c r="B${at + 5}" s="1"/></row>`).join('')}</sheetData></worksheet>`,
      ),
    expect: READ_ALL,
  },
  {
    name: '200,000 empty lines of separators below',
    make: (rows) => csvText(gridOf(rows)) + `${','.repeat(14)}\r\n`.repeat(200_000),
    expect: READ_ALL,
  },
  {
    name: 'a dimension of the whole sheet',
    make: (rows) =>
      rawSheet(
        `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${rowsXml(gridOf(rows))}</sheetData></worksheet>`,
      ),
    expect: READ_ALL,
  },
  {
    name: 'formatted cells to the last column',
    make: (rows) =>
      rawSheet(
        `<worksheet><sheetData>${rowsXml(gridOf(rows)).replaceAll('</row>', '<c r="XFD1" s="1"/></row>')}</sheetData></worksheet>`,
      ),
    expect: READ_ALL,
  },
  {
    name: 'a value in the last column',
    make: (rows) =>
      rawSheet(
        `<worksheet><sheetData>${rowsXml(gridOf(rows)).replace('</row>', '<c r="XFD1"><v>1</v></c></row>')}</sheetData></worksheet>`,
      ),
    expect: TOO_LARGE,
  },
  {
    name: '600 columns of text',
    make: (rows) =>
      csvText(gridOf(rows).map((cells) => [...cells, ...Array.from({ length: 600 }, (_, at) => `列${at}`)])),
    expect: TOO_LARGE,
  },
  {
    name: '51 sheets',
    make: () => makeXlsx({ sheets: Array.from({ length: 51 }, (_, at) => ({ name: `表${at}`, rows: '' })) }),
    expect: TOO_LARGE,
  },
];
