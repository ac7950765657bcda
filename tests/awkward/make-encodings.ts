import { csvOf, type Row } from '../journeys/tables.ts';
import type { AwkwardCase } from './awkward-case.ts';
import { NO_TABLE, READ_ALL } from './awkward-case.ts';
import { gb18030 } from './gb18030.ts';

const MARK = '\uFEFF';
const littleEndian = (text: string) => Buffer.from(text, 'utf16le');
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** 𠮷 has four bytes in GB18030 and in UTF-8, and two units in UTF-16. */
const rare = (rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row, 许可内容: '准予𠮷田路施工' }));

/** The bytes of a text with one piece of them replaced. */
function replaced(bytes: Buffer, wanted: Buffer, by: readonly number[]): Buffer {
  const at = bytes.indexOf(wanted);
  if (at === -1) throw new Error('nothing to replace');
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(by), bytes.subarray(at + wanted.length)]);
}

const inFirstRow = (rows: readonly Row[], content: string): Row[] =>
  rows.map((row, at) => (at === 0 ? { ...row, 许可内容: content } : row));

/** Text in every encoding departments send, rightly and wrongly declared. */
export const ENCODINGS: readonly AwkwardCase[] = [
  { name: 'UTF-8', make: csvOf, expect: READ_ALL },
  { name: 'UTF-8 with its mark', make: (rows) => MARK + csvOf(rows), expect: READ_ALL },
  { name: 'GBK', make: (rows) => gb18030(csvOf(rows)), expect: READ_ALL },
  { name: 'GB18030 with characters of four bytes', make: (rows) => gb18030(csvOf(rare(rows))), expect: READ_ALL },
  {
    name: 'GB18030 with its mark',
    make: (rows) => Buffer.concat([Buffer.from('84319533', 'hex'), gb18030(csvOf(rows))]),
    expect: READ_ALL,
  },
  { name: 'UTF-16LE with its mark', make: (rows) => littleEndian(MARK + csvOf(rare(rows))), expect: READ_ALL },
  { name: 'UTF-16BE with its mark', make: (rows) => bigEndian(MARK + csvOf(rare(rows))), expect: READ_ALL },
  { name: 'UTF-16LE without a mark', make: (rows) => littleEndian(csvOf(rows)), expect: READ_ALL },
  { name: 'UTF-16BE without a mark', make: (rows) => bigEndian(csvOf(rows)), expect: READ_ALL },
  {
    name: 'UTF-16 that ends in the middle of a character',
    make: (rows) => littleEndian(MARK + csvOf(rows)).subarray(0, -1),
    expect: { accepted: 2, errors: ['4 encoding'] },
  },
  {
    name: 'GBK behind the mark of UTF-8',
    make: (rows) => Buffer.concat([Buffer.from(MARK), gb18030(csvOf(rows))]),
    expect: { refused: 'encoding', says: /UTF-8.*另存为/ },
  },
  {
    name: 'UTF-8 with one byte of no meaning',
    make: (rows) => replaced(Buffer.from(csvOf(inFirstRow(rows, '准予@施工'))), Buffer.from('@'), [0xff]),
    expect: { accepted: 2, errors: ['2 encoding'], says: /许可内容.*乱码/ },
  },
  {
    name: 'GBK whose export cut a character in half',
    make: (rows) => replaced(gb18030(csvOf(inFirstRow(rows, '准予施工@'))), Buffer.from('@'), [0xbf]),
    expect: { accepted: 2, errors: ['2 encoding'] },
  },
  {
    name: 'UTF-8 that lost characters before it came',
    make: (rows) => csvOf(inFirstRow(rows, '准予\uFFFD\uFFFD施工')),
    expect: { accepted: 2, errors: ['2 encoding'] },
  },
  {
    name: 'half UTF-8, half GBK',
    make: (rows) => Buffer.concat([Buffer.from(csvOf(rows)), gb18030(csvOf(rows))]),
    expect: { refused: 'encoding', says: /第\d+行/ },
  },
  {
    name: 'UTF-8 taken for GBK and saved again',
    make: (rows) => new TextDecoder('gb18030').decode(Buffer.from(csvOf(rows))),
    expect: NO_TABLE,
  },
  {
    name: 'a NUL byte early in the text',
    make: (rows) => csvOf(inFirstRow(rows, '准予\0施工')),
    expect: { refused: 'unreadable', says: /无法识别/ },
  },
  {
    name: 'a NUL byte late in the text',
    make: (rows) => csvOf(inFirstRow(rows, '准予\0施工')).replace('\n', '\n'.repeat(70_000)),
    expect: { accepted: 2, errors: ['70001 encoding'] },
  },
];
