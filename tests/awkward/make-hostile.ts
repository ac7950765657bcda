import { randomBytes } from 'node:crypto';
import { makeXlsx, zip } from '../../server/src/platform/files/xlsx-fixture.ts';
import { type AwkwardCase, DAMAGED, type Expected, READ_ALL, TOO_LARGE } from './awkward-case.ts';
import { book, gridOf, rowsXml, withCell } from './grid.ts';
import { declareEncrypted, flipChecksum, zip64 } from './zip-surgery.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const sheetPart = (xml: string | Uint8Array, name = SHEET) => book([], { parts: { [name]: xml } });
const MEBIBYTE = 1024 * 1024;
/** Text that does not pack, so that nothing but its length is wrong with it. */
const noise = (characters: number) => randomBytes(characters / 2).toString('hex');
const doctype = (declarations: string, use: string) =>
  `<?xml version="1.0"?><!DOCTYPE worksheet [${declarations}]><worksheet><sheetData><row><c t="inlineStr"><is><t>${use}</t></is></c></row></sheetData></worksheet>`;
const LAUGHS = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
const REFUSED: Expected = { refused: 'unreadable', says: /请/ };

/** Workbooks broken by accident or built to do harm. */
export const HOSTILE: readonly AwkwardCase[] = [
  {
    name: 'a zip bomb',
    make: () => sheetPart(`<worksheet><sheetData>${' '.repeat(80 * MEBIBYTE)}</sheetData></worksheet>`),
    expect: TOO_LARGE,
  },
  {
    name: 'a bomb among the shared texts',
    make: () => book([], { sharedStrings: '<si/>'.repeat(20_000_000) }),
    expect: TOO_LARGE,
  },
  {
    name: 'elements five million deep',
    make: () => sheetPart(`<worksheet><sheetData>${'<a>'.repeat(5_000_000)}`),
    expect: DAMAGED,
  },
  { name: 'a billion laughs', make: () => sheetPart(doctype(`<!ENTITY l0 "ha">${LAUGHS}`, '&l9;')), expect: DAMAGED },
  {
    name: 'an entity that reads a file of the server',
    make: () => sheetPart(doctype('<!ENTITY x SYSTEM "file:///etc/hostname">', '&x;')),
    expect: DAMAGED,
  },
  {
    name: 'one attribute of 4 MB',
    make: () => sheetPart(`<worksheet><sheetData><row r="${noise(4 * MEBIBYTE)}">`),
    expect: DAMAGED,
  },
  {
    name: 'a comment of 4 MB',
    make: () => sheetPart(`<worksheet><!--${noise(4 * MEBIBYTE)}--><sheetData/></worksheet>`),
    expect: DAMAGED,
  },
  {
    name: 'a number format made to be slow',
    make: (rows) => book(gridOf(rows), { formats: `<numFmt numFmtId="176" formatCode="${'['.repeat(500_000)}"/>` }),
    expect: READ_ALL,
  },
  {
    name: 'digits made to be slow',
    make: ([first]) =>
      book(
        Array.from(
          { length: 100 },
          (_, at) => withCell(gridOf([first]), 2, '许可内容', { v: `${'1'.repeat(32_000)}x` })[at === 0 ? 0 : 1] ?? [],
        ),
      ),
    expect: { accepted: 0, errors: Array.from({ length: 99 }, (_, at) => `${at + 2} too-long`) },
  },
  {
    name: 'a workbook with macros',
    make: (rows) =>
      book(gridOf(rows), {
        parts: {
          'xl/vbaProject.bin': Buffer.alloc(4000, 1),
          '[Content_Types].xml':
            '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        },
      }),
    expect: READ_ALL,
  },
  {
    name: 'links to other workbooks',
    make: (rows) =>
      book(gridOf(rows), {
        parts: {
          'xl/externalLinks/externalLink1.xml': '<externalLink/>',
          'xl/externalLinks/_rels/externalLink1.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://x/externalLinkPath" Target="//server/share/x.xlsx" TargetMode="External"/></Relationships>',
        },
      }),
    expect: READ_ALL,
  },
  {
    name: 'a sheet that points out of the workbook',
    make: () =>
      book([], {
        parts: {
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="../../../../etc/passwd"/></Relationships>',
        },
      }),
    expect: DAMAGED,
  },
  {
    name: 'shared texts that are missing',
    make: (rows) => book([...gridOf(rows), [{ t: 's', v: '7' }]]),
    expect: DAMAGED,
  },
  {
    name: 'relations that are missing',
    make: () => book([], { parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } }),
    expect: DAMAGED,
  },
  {
    name: 'a sheet that is missing',
    make: (rows) =>
      book(gridOf(rows), {
        parts: {
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet9.xml"/></Relationships>',
        },
      }),
    expect: DAMAGED,
  },
  { name: 'a workbook without sheets', make: () => makeXlsx({ sheets: [] }), expect: REFUSED },
  { name: 'a truncated download', make: (rows) => book(gridOf(rows)).subarray(0, -300), expect: DAMAGED },
  { name: 'a beginning only', make: (rows) => book(gridOf(rows)).subarray(0, 500), expect: DAMAGED },
  { name: 'a wrong checksum', make: (rows) => flipChecksum(book(gridOf(rows)), SHEET), expect: DAMAGED },
  {
    name: 'a part said to be encrypted',
    make: (rows) => declareEncrypted(book(gridOf(rows)), SHEET),
    expect: { refused: 'encrypted', says: /密码/ },
  },
  { name: 'sizes of 64 bits', make: (rows) => zip64(book(gridOf(rows))), expect: READ_ALL },
  {
    name: 'two sheets under one part name',
    make: (rows) => book(gridOf(rows), { parts: { 'xl/worksheets/SHEET1.xml': '<worksheet/>' } }),
    expect: DAMAGED,
  },
  {
    name: 'eleven thousand parts',
    make: () => zip(Object.fromEntries(Array.from({ length: 11_000 }, (_, at) => [`xl/media/${at}.png`, '']))),
    expect: TOO_LARGE,
  },
  {
    name: 'rows beyond the last',
    make: (rows) => sheetPart(`<worksheet><sheetData>${rowsXml(gridOf(rows), 1_048_575)}</sheetData></worksheet>`),
    expect: DAMAGED,
  },
  {
    name: 'rows in no order',
    make: (rows) =>
      sheetPart(
        `<worksheet><sheetData>${rowsXml(gridOf(rows).slice(0, 1), 9)}${rowsXml(gridOf(rows).slice(1), 2)}</sheetData></worksheet>`,
      ),
    expect: DAMAGED,
  },
  {
    name: 'a sheet cut off in the middle of a tag',
    make: (rows) => sheetPart(`<worksheet><sheetData>${rowsXml(gridOf(rows))}<row r="9"><c r=`),
    expect: DAMAGED,
  },
  {
    name: 'a sheet in GBK',
    make: () =>
      sheetPart(
        Buffer.concat([
          Buffer.from('<?xml version="1.0" encoding="GBK"?><worksheet><sheetData><row><c t="inlineStr"><is><t>'),
          Buffer.from('d0d0d5fe', 'hex'),
          Buffer.from('</t></is></c></row></sheetData></worksheet>'),
        ]),
      ),
    expect: DAMAGED,
  },
  {
    name: 'a sheet in UTF-16',
    make: (rows) =>
      sheetPart(
        Buffer.from(
          `\uFEFF<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData>${rowsXml(gridOf(rows))}</sheetData></worksheet>`,
          'utf16le',
        ),
      ),
    expect: READ_ALL,
  },
  {
    name: 'two hundred thousand merged ranges',
    make: (rows) =>
      sheetPart(
        `<worksheet><sheetData>${rowsXml(gridOf(rows))}</sheetData><mergeCells>${Array.from({ length: 200_000 }, (_, at) => `<mergeCell ref="A${at + 9}:B${at + 9}"/>`).join('')}</mergeCells></worksheet>`,
      ),
    expect: { refused: 'too-large', says: /合并/ },
  },
];
