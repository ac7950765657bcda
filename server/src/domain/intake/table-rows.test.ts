import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableRow } from '../../platform/files/index.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { tableRow } from './rows-fixture.ts';
import { dataRows, type SheetHead } from './table-rows.ts';

const catalogue = await bundledCatalogue();
const licence = catalogue.category('licence');
assert(licence !== undefined);

const HEADING = ['行政相对人名称', '统一社会信用代码', '许可内容', '备注'];
const DATA = ['青禾东方恒泰物流有限公司', '91990100MAB04BY3X7', '准予施工', ''];

async function read(rows: readonly TableRow[], batchRows = 100) {
  assert(licence !== undefined);
  const heads: SheetHead[] = [];
  async function* batches() {
    for (let at = 0; at < rows.length; at += batchRows) yield rows.slice(at, at + batchRows);
  }
  const kept: TableRow[] = [];
  for await (const found of dataRows(batches(), licence, (head) => heads.push(head)))
    kept.push(...found.map(({ row }) => row));
  return { rows: kept.map(({ sheet, row }) => (sheet === null ? row : `${sheet}!${row}`)), heads };
}

const sheet = (rows: readonly (readonly string[])[], name: string | null = null) =>
  rows.map((cells, at) => tableRow(at + 1, cells, name)).filter(({ cells }) => cells.length > 0);

test('rows below the heading are data; empty ones are not, and numbers are those a person sees', async () => {
  const { rows } = await read(sheet([['标题'], HEADING, DATA, [], ['', ' ', '　', ''], DATA]));
  assert.deepEqual(rows, [3, 6]);
});

test('a heading come again on the next printed page is no row, be it names or codes', async () => {
  const codes = ['XK_XDR_MC', 'XK_XDR_SHXYM', 'XK_NR', 'BZ'];
  assert.deepEqual((await read(sheet([codes, HEADING, DATA, codes, HEADING, DATA]))).rows, [3, 6]);
});

test('totals and signatures are footers only where no code column holds a digit', async () => {
  const footers = [
    ['合计', '', '2 件', ''],
    ['总计：', '', '', ''],
    ['小计3', '', '', ''],
    ['填表人：白露', '', '联系电话：', ''],
    ['填报单位：青禾市住房和城乡建设局', '', '', ''],
    ['审核：', '', '', ''],
    ['制表日期 2026-09-01', '', '', ''],
    ['说明', '', '', ''],
    ['备注：以上均已公示', '', '', ''],
    ['联系电话', '', '', ''],
  ];
  assert.deepEqual((await read(sheet([HEADING, DATA, ...footers]))).rows, [2]);
  const withCode = footers.map(([first = '']) => [first, '91990100MAB04BY3X7', '', '']);
  assert.deepEqual(
    (await read(sheet([HEADING, ...withCode]))).rows,
    withCode.map((_, at) => at + 2),
  );
});

test('a firm whose name begins like a footer is a row', async () => {
  const names = ['合计通商贸有限公司', '说明书印务有限公司', '联系你传媒有限公司', '备注文具店'];
  const rows = names.map((name) => [name, '', '准予', '']);
  assert.deepEqual((await read(sheet([HEADING, ...rows]))).rows, [2, 3, 4, 5]);
});

test('every sheet with a heading is read, each by its own', async () => {
  const second = [['说明'], ['许可内容', '统一社会信用代码', '行政相对人名称'], ['准予', DATA[1] ?? '', DATA[0] ?? '']];
  const rows = [
    ...sheet([['填写说明'], ['请按模板填写']], '说明'),
    ...sheet([HEADING, DATA], '一'),
    ...sheet(second, '二'),
  ];
  for (const batch of [1, 3, 100]) {
    const found = await read(rows, batch);
    assert.deepEqual(found.rows, ['一!2', '二!3']);
    assert.deepEqual(
      found.heads.map(({ sheet: name }) => name),
      ['一', '二'],
    );
  }
});

test('the same rows are found however the reader cuts them', async () => {
  const rows = sheet([['标题'], HEADING, ...Array.from({ length: 40 }, () => DATA), ['合计', '', '', '']]);
  const whole = await read(rows);
  assert.equal(whole.rows.length, 40);
  for (const batch of [1, 2, 7, 29, 30, 31]) assert.deepEqual((await read(rows, batch)).rows, whole.rows);
});

test('a heading is looked for in the first 30 rows with content, and no further', async () => {
  const titled = (rows: number) => Array.from({ length: rows }, (_, at) => [`说明第${at + 1}条`]);
  assert.deepEqual((await read(sheet([...titled(29), HEADING, DATA]))).rows, [31]);
  const late = await read(sheet([...titled(30), HEADING, DATA, ...titled(60), HEADING, DATA]));
  assert.deepEqual(late, { rows: [], heads: [] });
  const codes = ['XK_XDR_MC', 'XK_XDR_SHXYM', 'XK_NR', 'BZ'];
  assert.deepEqual((await read(sheet([...titled(29), HEADING, codes, DATA]))).rows, [32]);
});
