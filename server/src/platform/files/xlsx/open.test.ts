import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROWS_PER_BATCH } from '../limits.ts';
import { openTable } from '../open-table.ts';
import { collect, firstCells, readAll, refusalOf, texts } from '../read-all.ts';
import { isFileRefusal } from '../refusal.ts';
import { withFile } from '../temp-file.ts';
import { makeXlsx, sheetXlsx, zip } from '../xlsx-fixture.ts';

const inline = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

test('row numbers are those a person sees: gaps and blank rows keep them, hidden rows are read', async () => {
  const rows = [
    `<row r="2">${inline('A2', '名称')}</row>`,
    '<row r="3" spans="1:3"><c r="A3" s="0"/><c r="B3" s="0"/></row>',
    `<row r="7" hidden="1">${inline('C7', '甲')}<c r="D7"/></row>`,
  ];
  assert.deepEqual(texts(await readAll(sheetXlsx(rows.join('')))), [
    [2, '名称'],
    [7, '', '', '甲'],
  ]);
});

test('rows and cells without references follow one another', async () => {
  const rows =
    '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>';
  assert.deepEqual(texts(await readAll(sheetXlsx(rows))), [
    [1, '1', '2'],
    [5, '', '3', '4'],
    [6, '5'],
  ]);
});

test('text is held as written: shared, inline, rich, escaped, with its white space and without phonetic guides', async () => {
  const sharedStrings = [
    '<si><t xml:space="preserve"> 前后 空格\t</t></si>',
    '<si><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh><phoneticPr/></si>',
    '<si><t>甲_x000D_\n乙_x005F_x0041_</t></si>',
    '<si><t>A&amp;B &lt;丙&gt; &#x20BB7;<![CDATA[<&>]]></t></si>',
    '<si/>',
  ].join('');
  const cells = [0, 1, 2, 3, 4].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
  const more = '<c t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c><c t="str"><v> 串_x000A_</v></c>';
  const rows = await readAll(sheetXlsx(`<row>${cells}${more}</row>`, { sharedStrings }));
  assert.deepEqual(texts(rows), [
    [1, ' 前后 空格\t', '富文本', '甲\r\n乙_x0041_', 'A&B <丙> 𠮷<&>', '', '内联', ' 串\n'],
  ]);
  assert(firstCells(rows).every(({ kind }) => kind === 'text'));
});

test('a number is a date only where its style shows a day, in the date system of the workbook', async () => {
  const styles = [0, 14, 31, 176, 2, 20];
  const formats = '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>';
  const cells = styles.map((_, style) => `<c s="${style}"><v>43830.5</v></c>`).join('');
  const kinds = ['number', 'date', 'date', 'date', 'number', 'number'];
  for (const [properties, date, serial] of [
    ['', '2019-12-31', 43830.5],
    ['date1904="1"', '2024-01-01', 45292.5],
    ['date1904="true"', '2024-01-01', 45292.5],
  ] as const) {
    const read = firstCells(await readAll(sheetXlsx(`<row>${cells}</row>`, { styles, formats, properties })));
    assert.deepEqual(
      read.map(({ kind }) => kind),
      kinds,
    );
    assert.deepEqual(read[1], { text: date, kind: 'date', date, serial });
    assert.deepEqual(read[4], { text: '43830.5', kind: 'number', serial });
  }
});

test('dates in the ISO form of strict workbooks are dates', async () => {
  const cells = firstCells(await readAll(sheetXlsx('<row><c t="d"><v>2024-02-29T10:00:00</v></c></row>')));
  assert.deepEqual(cells, [{ text: '2024-02-29', kind: 'date', date: '2024-02-29' }]);
});

test('a formula is a formula, whatever value was cached for it, also none', async () => {
  const cells = [
    '<c><f>SUM(A1:A2)</f><v>7</v></c>',
    '<c t="str"><f>B1&amp;""</f><v>文</v></c>',
    '<c s="1"><f t="shared" si="0"/><v>45292</v></c>',
    '<c t="e"><f>NA()</f><v>#N/A</v></c>',
    '<c><f>X1</f></c>',
  ];
  const read = firstCells(await readAll(sheetXlsx(`<row>${cells.join('')}</row>`, { styles: [0, 14] })));
  assert.deepEqual(
    read,
    ['7', '文', '2024-01-01', '#N/A', ''].map((text) => ({ text, kind: 'formula' })),
  );
});

test('truth values and errors are shown as the spreadsheet shows them', async () => {
  const cells = '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c>';
  assert.deepEqual(firstCells(await readAll(sheetXlsx(`<row>${cells}</row>`))), [
    { text: 'TRUE', kind: 'boolean' },
    { text: 'FALSE', kind: 'boolean' },
    { text: '#DIV/0!', kind: 'error' },
  ]);
});

test('a code that a number could not hold is shown as the file stores it', async () => {
  const cells = '<c><v>9.1440300123456794E+17</v></c><c><v>123456789012345</v></c>';
  assert.deepEqual(
    firstCells(await readAll(sheetXlsx(`<row>${cells}</row>`))).map(({ text, kind }) => [text, kind]),
    [
      ['9.1440300123456794E+17', 'number'],
      ['123456789012345', 'number'],
    ],
  );
});

test('every sheet is read in the workbook’s order, each row with the name of its sheet', async () => {
  const book = makeXlsx({
    sheets: [
      {
        name: '填报说明',
        rows: `<row r="1">${inline('A1', '一')}</row>`,
        after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
      },
      { name: '空', rows: '' },
      { name: '行政&amp;许可', rows: `<row r="4">${inline('B4', '二')}</row>` },
    ],
  });
  await withFile(book, async (path) => {
    const table = await openTable(path);
    assert(!isFileRefusal(table));
    assert.equal(table.format, 'xlsx');
    assert.deepEqual(table.sheets, ['填报说明', '空', '行政&许可']);
    const rows = (await collect(table.rows)).flat();
    assert.deepEqual(
      rows.map(({ sheet, row }) => [sheet, row]),
      [
        ['填报说明', 1],
        ['行政&许可', 4],
      ],
    );
  });
  assert.equal((await refusalOf(book, { limits: { sheets: 2 } })).refused, 'too-large');
});

test('prefixed element names, as some libraries write them, are understood', async () => {
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
  assert.deepEqual(texts(await readAll(sheetXlsx('', { parts: { 'xl/worksheets/sheet1.xml': sheet } }))), [
    [3, '', '甲'],
  ]);
});

test('a damaged workbook is unreadable and says so, wherever the damage is', async () => {
  const whole = sheetXlsx(`<row r="1">${inline('A1', '甲')}</row>`);
  const scrambled = Buffer.from(whole);
  scrambled.fill(0x55, 60, 90);
  const part = (name: string, xml: string) => sheetXlsx('', { parts: { [name]: xml } });
  const cases: Buffer[] = [
    whole.subarray(0, whole.length - 40),
    whole.subarray(0, 200),
    Buffer.from('PK\x03\x04', 'latin1'),
    part('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c><v>1</row></sheetData></worksheet>'),
    part('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1">'),
    part('xl/worksheets/sheet1.xml', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'),
    part('xl/_rels/workbook.xml.rels', '<Relationships/>'),
    sheetXlsx('<row><c t="s"><v>3</v></c></row>'),
    sheetXlsx('<row r="1048577"><c><v>3</v></c></row>'),
    sheetXlsx('<row r="1"><c r="ZZZZ1"><v>3</v></c></row>'),
  ];
  for (const [index, content] of cases.entries()) {
    const refusal = await refusalOf(content);
    assert.equal(refusal.refused, 'unreadable', `case ${index}`);
    assert.match(refusal.message, /损坏/, `case ${index}`);
  }
  assert.equal((await refusalOf(zip({ 'xl/workbook.xml': '<workbook/>' }))).refused, 'unreadable');
});

test('a part that unpacks beyond its bounds is too large before a single row of it is read', async () => {
  const bomb = sheetXlsx(`<row r="1"><c><v>1</v></c></row>${' '.repeat(40 * 1024 * 1024)}`);
  assert.equal((await refusalOf(bomb)).refused, 'too-large');
  assert.equal((await refusalOf(sheetXlsx(''), { limits: { unpackedBytes: 10 } })).refused, 'too-large');
});

test('shared texts beyond their bounds are too large', async () => {
  const book = sheetXlsx('<row><c t="s"><v>0</v></c></row>', { sharedStrings: '<si><t>甲乙丙丁</t></si>' });
  for (const limits of [{ cellCharacters: 3 }, { sharedCharacters: 3 }]) {
    assert.equal((await refusalOf(book, { limits })).refused, 'too-large');
  }
});

const manyRows = (count: number) =>
  sheetXlsx(Array.from({ length: count }, (_, index) => `<row><c><v>${index}</v></c></row>`).join(''));

test('rows come in batches of at most a thousand, in order', async () => {
  await withFile(manyRows(ROWS_PER_BATCH * 2 + 1), async (path) => {
    const table = await openTable(path);
    assert(!isFileRefusal(table));
    const batches = await collect(table.rows);
    assert.deepEqual(
      batches.map((batch) => [batch.length, batch[0]?.row]),
      [
        [ROWS_PER_BATCH, 1],
        [ROWS_PER_BATCH, 1001],
        [1, 2001],
      ],
    );
  });
});

test('a workbook may be closed before it is read or half way, and then never looks complete', async () => {
  await withFile(manyRows(20_000), async (path) => {
    for (const batches of [0, 1]) {
      const table = await openTable(path);
      assert(!isFileRefusal(table));
      const rows = table.rows[Symbol.asyncIterator]();
      for (let taken = 0; taken < batches; taken += 1) await rows.next();
      await table.close();
      await assert.rejects(async () => {
        for (;;) if ((await rows.next()).done) return;
      }, /closed/);
    }
  });
});

test('reading that is aborted stops with the caller’s own reason', async () => {
  await withFile(manyRows(20_000), async (path) => {
    const reason = new Error('the clerk went home');
    await assert.rejects(openTable(path, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
    const abort = new AbortController();
    const table = await openTable(path, { signal: abort.signal });
    assert(!isFileRefusal(table));
    await assert.rejects(
      (async () => {
        for await (const _ of table.rows) abort.abort(reason);
      })(),
      (error) => error === reason,
    );
  });
});
