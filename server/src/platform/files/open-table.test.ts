import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTable } from './open-table.ts';
import { readAll, refusalOf, texts } from './read-all.ts';
import { sheetXlsx, zip } from './xlsx-fixture.ts';

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>';

/** An OLE file whose directory names one stream, the name lying across a read boundary. */
function oleWith(stream: string): Buffer {
  const name = Buffer.from(stream, 'utf16le');
  return Buffer.concat([OLE, Buffer.alloc(64 * 1024 - OLE.length - 5), name, Buffer.alloc(512)]);
}

test('a file is known by its content, whatever it is called', async () => {
  assert.deepEqual(texts(await readAll(sheetXlsx(ROW), { name: '许可.csv' })), [[1, '甲']]);
  assert.deepEqual(texts(await readAll('甲,乙\n', { name: '许可.xlsx' })), [[1, '甲', '乙']]);
});

test('a workbook under a password is encrypted, an old .xls is unreadable, and each is told how to mend it', async () => {
  const locked = await refusalOf(oleWith('EncryptionInfo'));
  assert.equal(locked.refused, 'encrypted');
  assert.match(locked.message, /取消密码/);
  const old = await refusalOf(oleWith('Workbook'));
  assert.equal(old.refused, 'unreadable');
  assert.match(old.message, /\.xls.*另存为.*\.xlsx/);
});

test('a file that a document-protection product encrypted is encrypted', async () => {
  const file = Buffer.concat([Buffer.from([0x62, 0x14, 0x23, 0x65]), Buffer.from('\0\0E-SafeNet\0\0LOCK'), OLE]);
  assert.equal((await refusalOf(file)).refused, 'encrypted');
});

test('a web page that calls itself a spreadsheet is unreadable, also in UTF-16 and behind a mark', async () => {
  const page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>甲</td></tr></table></html>';
  for (const content of [page, `\ufeff\n${page}`, Buffer.from(`\ufeff${page}`, 'utf16le')]) {
    const refusal = await refusalOf(content, { name: '处罚.xls' });
    assert.equal(refusal.refused, 'unreadable');
    assert.match(refusal.message, /^文件“处罚\.xls”：.*网页/);
  }
});

test('what is no table is named in the refusal', async () => {
  const cases: [string | Uint8Array, RegExp][] = [
    ['', /空/],
    ['\ufeff \r\n', /空/],
    ['%PDF-1.7\n', /不是表格/],
    ['<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', /XML/],
    [zip({ 'xl/workbook.bin': 'x' }), /xlsb/],
    [zip({ 'content.xml': 'x', mimetype: 'x' }), /\.ods/],
    [zip({ 'word/document.xml': 'x' }), /Word/],
    [zip({ '许可.csv': '甲,乙' }), /压缩包/],
    [Buffer.from([1, 0, 0, 2, 3, 0, 0, 0, 65, 66]), /无法识别/],
  ];
  for (const [content, sentence] of cases) {
    const refusal = await refusalOf(content);
    assert.equal(refusal.refused, 'unreadable');
    assert.match(refusal.message, sentence);
  }
});

test('a file beyond the bounds on bytes, rows, columns or the text of a cell is too large, in either format', async () => {
  const rows = '<row r="1"><c r="C1"><v>12345</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';
  for (const content of ['甲,,12345\n乙\n', sheetXlsx(rows)]) {
    for (const limits of [{ bytes: 10 }, { rows: 1 }, { columns: 2 }, { cellCharacters: 4 }]) {
      const refusal = await refusalOf(content, { limits });
      assert.equal(refusal.refused, 'too-large', JSON.stringify(limits));
      assert.match(refusal.message, /请/);
    }
  }
});

test('empty columns to the right of the content never count', async () => {
  assert.deepEqual(texts(await readAll(`甲,乙${','.repeat(600)}\n`)), [[1, '甲', '乙']]);
});

test('a path that does not exist is our failure, not the sender’s', async () => {
  await assert.rejects(openTable('/no/such/table'), { code: 'ENOENT' });
});
