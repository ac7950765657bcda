import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstCells, readAll, refusalOf, texts } from '../read-all.ts';
import { makeXlsx, sheetXlsx, zip } from '../xlsx-fixture.ts';

const inline = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
const sheetPart = (xml: string) => sheetXlsx('', { parts: { 'xl/worksheets/sheet1.xml': xml } });

test('a part whose bytes do not match its checksum is damage, not data', async () => {
  const book = sheetXlsx(inline('甲'));
  // the checksum in the directory entry of the sheet
  const entry = book.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
  book[entry + 16] = (book[entry + 16] ?? 0) ^ 1;
  assert.match((await refusalOf(book)).message, /损坏/);
});

test('two parts of one name are damage: which one a person saw is anybody’s guess', async () => {
  const book = sheetXlsx(inline('甲'), { parts: { 'xl/Worksheets/sheet1.xml': '<worksheet/>' } });
  assert.match((await refusalOf(book)).message, /损坏/);
});

test('elements within elements end at a depth no spreadsheet reaches', async () => {
  const deep = '<a>'.repeat(5_000_000);
  assert.match((await refusalOf(sheetPart(`<worksheet>${deep}`))).message, /损坏/);
});

test('one packed part behind fifty sheets counts fifty times', async () => {
  const sheets = Array.from({ length: 50 }, (_, at) => ({ name: `${at}`, rows: '' }));
  const relations = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>`,
  );
  const book = makeXlsx({
    sheets,
    parts: {
      'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row/>'.repeat(900_000)}</sheetData></worksheet>`,
    },
  });
  assert.equal((await refusalOf(book)).refused, 'too-large');
});

test('rows that reach far to the right are refused at the first', async () => {
  const far = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(50_000);
  assert.match((await refusalOf(sheetXlsx(far))).message, /16384列/);
});

test('a cell full of digits that is no number is read in no time', async () => {
  const rows = `<row><c><v>${'1'.repeat(32_000)}x</v></c></row>`.repeat(200);
  assert.equal((await readAll(sheetXlsx(rows), { limits: { readingSeconds: 10 } })).length, 200);
});

test('what no store can hold, NUL and half a character, is marked as unreadable', async () => {
  const [cell] = firstCells(await readAll(sheetXlsx(inline('甲_x0000_乙_xD800_丙_xD842__xDFB7_'))));
  assert.equal(cell?.text, '甲\uFFFD乙\uFFFD丙𠮷');
  const late = `甲,乙\n${'a,b\n'.repeat(20_000)}丙,丁\0戊\n`;
  assert.deepEqual(texts(await readAll(late)).at(-1), [20_002, '丙', '丁\uFFFD戊']);
});

test('sheets of one name are told apart', async () => {
  const book = makeXlsx({ sheets: ['数据', '数据', '数据 (2)'].map((name) => ({ name, rows: inline('甲') })) });
  assert.deepEqual(
    (await readAll(book)).map(({ sheet }) => sheet),
    ['数据', '数据 (2)', '数据 (2) (2)'],
  );
});

test('a directory of ten thousand endless names is refused before it is held', async () => {
  const name = 'n'.repeat(60_000);
  const entries = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${name}${at}`, '']));
  assert.equal((await refusalOf(zip(entries))).refused, 'too-large');
});
