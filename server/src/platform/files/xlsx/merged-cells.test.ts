import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from '../read-all.ts';
import { sheetXlsx } from '../xlsx-fixture.ts';

const inline = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const merged = (...references: string[]) =>
  `<mergeCells>${references.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>`;

async function kindsOf(rows: string, after: string) {
  const book = sheetXlsx('', {
    parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>` },
  });
  return (await readAll(book)).map(({ row, cells }) => [row, ...cells.map(({ text, kind }) => text || kind)]);
}

test('a cell hidden under a merged range says so, below and beside the value, also as the last of its row', async () => {
  const rows = `<row r="1">${inline('A1', '甲')}${inline('B1', '机关')}</row><row r="2">${inline('A2', '乙')}</row>
    <row r="3">${inline('A3', '丙')}</row><row r="4">${inline('A4', '丁')}</row>`;
  assert.deepEqual(await kindsOf(rows, merged('A4:B4', 'B1:B2')), [
    [1, '甲', '机关'],
    [2, '乙', 'merged'],
    [3, '丙'],
    [4, '丁', 'merged'],
  ]);
});

test('a merged range without a value hides nothing, and a row wholly hidden is empty', async () => {
  const rows = `<row r="1">${inline('A1', '甲')}</row><row r="2">${inline('A2', '乙')}</row><row r="3"><c r="A3" s="0"/></row>`;
  assert.deepEqual(await kindsOf(rows, merged('B1:B3', 'A2:A3')), [
    [1, '甲'],
    [2, '乙'],
  ]);
});

test('a value that a program left under a merged range is read', async () => {
  const rows = `<row r="1">${inline('A1', '甲')}</row><row r="2">${inline('A2', '甲')}</row>`;
  assert.deepEqual(await kindsOf(rows, merged('A1:A2')), [
    [1, '甲'],
    [2, '甲'],
  ]);
});

test('ranges are found wherever the pieces of the file are cut, each once', async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => {
    const row = 2 * at + 1;
    return `<row r="${row}">${inline(`A${row}`, '甲')}${inline(`B${row}`, '机')}</row><row r="${row + 1}">${inline(`A${row + 1}`, '乙')}</row>`;
  });
  const ranges = merged(...rows.map((_, at) => `B${2 * at + 1}:B${2 * at + 2}`));
  const kinds = await kindsOf(rows.join(''), ranges);
  assert.equal(kinds.filter(([, , kind]) => kind === 'merged').length, 3000);
});
