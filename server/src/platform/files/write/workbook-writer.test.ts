import assert from 'node:assert/strict';
import { buffer, text as wholeText } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readAll } from '../read-all.ts';
import { withFile } from '../temp-file.ts';
import { openPackage } from '../xlsx/zip.ts';
import { readMark } from './mark.ts';
import { readLayouts } from './read-layout.ts';
import { WorkbookWriter } from './workbook-writer.ts';
import { workbookBytes } from './write-workbook.ts';
import { textCell, type WrittenCell } from './written-cell.ts';

/** Texts that spreadsheets would calculate, and some that would break XML. */
const HARD = [
  '=1+1',
  '+A1',
  '-1+2',
  '@a',
  '\t=1',
  '\r=1',
  '<a&"b">',
  'a\u0001b',
  '_x0041_',
  ' 空白 ',
  '第一行\n第二行',
  '𠮷',
];

const oneSheet = (rows: readonly (readonly WrittenCell[])[]) =>
  workbookBytes(async (book) => {
    await book.sheet({ name: '数据' });
    for (const [at, row] of rows.entries()) await book.row(at + 1, row);
  });

async function part(bytes: Buffer, name: string): Promise<string> {
  return withFile(bytes, async (path) => {
    const box = await openPackage(path, DEFAULT_LIMITS, () => {});
    try {
      return await wholeText(await box.open(name));
    } finally {
      box.close();
    }
  });
}

test('any text comes back as the same text, never as a formula', async () => {
  const texts = fc.array(fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'grapheme', minLength: 1 })), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(texts, async (said) => {
      const kept = said.filter((text) => !text.includes('\0'));
      const [row] = await readAll(await oneSheet([[...kept, '末'].map((text) => textCell(text))]));
      assert.deepEqual(
        row?.cells.map(({ kind, text }) => [kind, text]),
        [...kept, '末'].map((text) => ['text', text]),
      );
    }),
    { numRuns: 15 },
  );
});

test('a text that begins like a formula is held as text by its style as well, and no part holds a formula', async () => {
  const bytes = await oneSheet([HARD.map((text) => textCell(text))]);
  const sheet = await part(bytes, 'xl/worksheets/sheet1.xml');
  assert.doesNotMatch(sheet, /<f[ >]/);
  const styles =
    (await part(bytes, 'xl/styles.xml'))
      .match(/<cellXfs.*<\/cellXfs>/)?.[0]
      ?.split('<xf ')
      .slice(1) ?? [];
  const cells = [...sheet.matchAll(/<c r="[A-Z]+1" s="(\d+)"/g)].map(([, style]) => styles[Number(style)] ?? '');
  assert.equal(cells.length, HARD.length);
  for (const [at, style] of cells.entries()) {
    assert.equal(style.includes('quotePrefix="1"'), at < 6, HARD[at]);
  }
});

test('numbers, dates, truth values and error values keep their kind; what is not what it claims is text', async () => {
  const cells: WrittenCell[] = [
    { kind: 'number', text: '2.5' },
    { kind: 'number', text: '9.1440300123456794E+17' },
    { kind: 'date', text: '2026-03-02' },
    { kind: 'boolean', text: 'TRUE' },
    { kind: 'error', text: '#N/A' },
    { kind: 'number', text: '=1+1' },
    { kind: 'error', text: '<b>' },
    { kind: 'date', text: '1899-01-01' },
  ];
  const [row] = await readAll(await oneSheet([cells]));
  assert.deepEqual(
    row?.cells.map(({ kind, text }) => [kind, text]),
    [
      ...cells.slice(0, 5).map(({ kind, text }) => [kind, text]),
      ['text', '=1+1'],
      ['text', '<b>'],
      ['text', '1899-01-01'],
    ],
  );
});

test('a mark is found again, in its own workbook and under its own name only', async () => {
  const marked = await workbookBytes(async (book) => {
    await book.sheet({ name: "甲'乙" });
    book.mark('batch-of', 'b123abc', 3, 27);
  });
  await withFile(marked, async (path) => {
    assert.equal(await readMark(path, 'batch-of'), 'b123abc');
    assert.equal(await readMark(path, 'batch'), null);
  });
  assert.match(await part(marked, 'xl/workbook.xml'), /hidden="1">'甲''乙'!\$AB\$3</);
  await withFile(await oneSheet([[textCell('甲')]]), async (path) =>
    assert.equal(await readMark(path, 'batch-of'), null),
  );
  await withFile('甲,乙\n', async (path) => assert.equal(await readMark(path, 'batch-of'), null));
});

test('column widths and merged cells are read back as they were written, however long the table between', async () => {
  const merges = [
    { top: 1, bottom: 1, left: 0, right: 27 },
    { top: 2, bottom: 3, left: 1, right: 1 },
  ];
  const widths = [
    { from: 0, to: 0, width: 30 },
    { from: 2, to: 2, width: 8.5 },
  ];
  const bytes = await workbookBytes(async (book) => {
    await book.sheet({ name: '数据', merges, widths });
    for (let row = 1; row <= 3000; row += 1)
      await book.row(row, [textCell(`第${row}行`), textCell('x'.repeat(row % 97))]);
    await book.sheet({ name: '空' });
  });
  await withFile(bytes, async (path) => {
    assert.deepEqual(
      [...(await readLayouts(path))],
      [
        ['数据', { widths, merges }],
        ['空', { widths: [], merges: [] }],
      ],
    );
  });
});

test('the same rows make the same bytes', async () => {
  assert.deepEqual(await oneSheet([[textCell('甲')]]), await oneSheet([[textCell('甲')]]));
});

test('what goes wrong while writing reaches whoever asked for the workbook', async () => {
  const broken = workbookBytes(async (book) => {
    await book.sheet({ name: '数据' });
    throw new Error('the rows ended');
  });
  await assert.rejects(broken, /the rows ended/);
  const book = new WorkbookWriter();
  const taken = buffer(book.output);
  book.abort(new Error('given up'));
  await assert.rejects(taken, /given up/);
});
