import { gzipSync } from 'node:zlib';
import { zip } from '../../server/src/platform/files/xlsx-fixture.ts';
import { csvOf } from '../journeys/tables.ts';
import { type AwkwardCase, type Expected, NO_TABLE } from './awkward-case.ts';
import { book, gridOf } from './grid.ts';
import { biff8, oleFile } from './ole-file.ts';

const unreadable = (says: RegExp): Expected => ({ refused: 'unreadable', says });
const SAVE_AS = /另存为.*\.xlsx/;
const NOT_A_TABLE = /不是表格.*报送/;
const hex = (bytes: string) => Buffer.concat([Buffer.from(bytes, 'hex'), Buffer.alloc(2000, 7)]);
const page =
  '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>行政相对人名称</td></tr></table></body></html>';

/** Files that are no table, whatever they are called. */
export const FOREIGN: readonly AwkwardCase[] = [
  { name: 'an empty file', make: () => '', expect: unreadable(/空的/) },
  { name: 'nothing but line ends and a mark', make: () => '\uFEFF\r\n\r\n \r\n', expect: unreadable(/空的/) },
  {
    name: 'an old .xls',
    make: (rows) => oleFile({ Workbook: biff8(Object.keys(rows[0])) }),
    expect: unreadable(/\.xls.*另存为.*\.xlsx/),
  },
  {
    name: 'a workbook under a password',
    make: () => oleFile({ EncryptionInfo: Buffer.alloc(64, 4), EncryptedPackage: Buffer.alloc(9000, 0x5a) }),
    expect: { refused: 'encrypted', says: /取消密码/ },
  },
  {
    name: 'an old Word document',
    make: () => oleFile({ WordDocument: Buffer.alloc(5000) }),
    expect: unreadable(/Word.*Excel/),
  },
  { name: 'a web page called .xls', make: () => page, expect: unreadable(/网页.*另存为/) },
  { name: 'a web page in UTF-16', make: () => Buffer.from(`\uFEFF${page}`, 'utf16le'), expect: unreadable(/网页/) },
  {
    name: 'a web archive',
    make: () => `MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n${page}`,
    expect: unreadable(/网页/),
  },
  {
    name: 'an XML spreadsheet of 2003',
    make: () =>
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    expect: unreadable(SAVE_AS),
  },
  {
    name: 'an .ods',
    make: () => zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
    expect: unreadable(/\.ods.*另存为/),
  },
  {
    name: 'a Numbers table',
    make: () => zip({ 'Index/Document.iwa': 'x', 'Metadata/Properties.plist': 'x' }),
    expect: unreadable(/Numbers.*\.xlsx/),
  },
  {
    name: 'a .docx',
    make: () => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<x/>' }),
    expect: unreadable(/Word/),
  },
  {
    name: 'an .xlsb',
    make: () => zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }),
    expect: unreadable(/xlsb.*另存为/),
  },
  { name: 'a zip of tables', make: (rows) => zip({ '许可.csv': csvOf(rows) }), expect: unreadable(/压缩包.*解压/) },
  {
    name: 'a workbook zipped once more',
    make: (rows) => zip({ '许可.xlsx': book(gridOf(rows)) }),
    expect: unreadable(/压缩包.*解压/),
  },
  {
    name: 'a zip within a zip within a zip',
    make: () => zip({ 'a.zip': zip({ 'b.zip': zip({ 'c.txt': '0'.repeat(1_000_000) }) }) }),
    expect: unreadable(/压缩包/),
  },
  { name: 'an empty zip', make: () => zip({}), expect: unreadable(/压缩包/) },
  { name: 'a gzip of a table', make: (rows) => gzipSync(csvOf(rows)), expect: unreadable(NOT_A_TABLE) },
  { name: 'a .rar', make: () => hex('526172211a070100'), expect: unreadable(NOT_A_TABLE) },
  { name: 'a .7z', make: () => hex('377abcaf271c0004'), expect: unreadable(NOT_A_TABLE) },
  { name: 'a PDF', make: () => `%PDF-1.7\n${'x'.repeat(500)}`, expect: unreadable(NOT_A_TABLE) },
  {
    name: 'a picture called .xlsx',
    make: () => hex('89504e470d0a1a0a0000000d49484452'),
    expect: unreadable(NOT_A_TABLE),
  },
  { name: 'a photograph', make: () => hex('ffd8ffe000104a464946'), expect: unreadable(NOT_A_TABLE) },
  { name: 'a rich text document', make: () => '{\\rtf1\\ansi 行政许可}', expect: unreadable(NOT_A_TABLE) },
  { name: 'a program', make: () => hex('7f454c4602010100000000'), expect: unreadable(/无法识别/) },
  {
    name: 'a file of a document-protection product',
    make: () =>
      Buffer.concat([Buffer.from('6214236500', 'hex'), Buffer.from('\0E-SafeNet\0LOCK'), Buffer.alloc(1000, 9)]),
    expect: { refused: 'encrypted', says: /解密/ },
  },
  { name: 'a table of something else', make: () => '姓名,年龄,电话\n甲,1,2\n', expect: NO_TABLE },
];
