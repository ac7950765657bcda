import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { tableRow } from './rows-fixture.ts';
import { findHead, missingColumns } from './table-head.ts';

const catalogue = await bundledCatalogue();
const category = (code: string) => {
  const found = catalogue.category(code);
  assert(found !== undefined);
  return found;
};
const licence = category('licence');
const penalty = category('penalty');

const columnsOf = (rows: readonly (readonly string[])[], of = licence) => {
  const head = findHead(
    rows.map((cells, at) => tableRow(at + 1, cells)),
    of,
  );
  assert(head !== null, 'the heading is found');
  return { head, ids: Object.fromEntries(head.columns.map(({ index, field }) => [index, field.id])) };
};

test('a heading is known by its name, its alias, its field codes and its field id', () => {
  const { ids } = columnsOf([['相对人名称', 'XK_WSH', 'XK_XDR_ZDM', 'validUntil', '许可决定日期']]);
  assert.deepEqual(ids, { 0: 'name', 1: 'documentNo', 2: 'orgCode', 3: 'validUntil', 4: 'decidedOn' });
});

test('stars, notes in brackets, line breaks, spaces and full-width forms do not hide a heading', () => {
  const { ids } = columnsOf([
    [
      '*行政相对人\n名称',
      '统一社会 信用代码（必填）',
      '许可内容(选填)',
      'ｘｋ＿ｗｓｈ',
      '有效期至【格式：2026-01-01】',
    ],
  ]);
  assert.deepEqual(ids, { 0: 'name', 1: 'code', 2: 'content', 3: 'documentNo', 4: 'validUntil' });
});

test('titles and notes above the heading are passed over', () => {
  const { head } = columnsOf([
    ['青禾市行政许可信息'],
    ['填报单位：青禾市住房和城乡建设局', '', '日期：2026年9月'],
    ['行政相对人名称', '统一社会信用代码', '许可内容'],
  ]);
  assert.equal(head.row, 3);
});

test('of two heading rows the lower one is the more exact, and the upper one speaks where the lower is empty', () => {
  const { head, ids } = columnsOf([
    ['行政相对人名称', '行政相对人代码', '', '许可内容', '有效期', ''],
    ['', '统一社会信用代码', '组织机构代码', '', '有效期自', '有效期至'],
    ['青禾东方恒泰物流有限公司', '91990100MAB04BY3X7', '', '准予', '2026-01-01', '长期'],
  ]);
  assert.equal(head.row, 2);
  assert.deepEqual(ids, { 0: 'name', 1: 'code', 2: 'orgCode', 3: 'content', 4: 'validFrom', 5: 'validUntil' });
});

test('a heading that spans two rows under sparse group headings is not lost', () => {
  const { head, ids } = columnsOf([
    ['序号', '相对人', '', '许可', '', '备注'],
    ['', '行政相对人名称', '统一社会信用代码', '许可内容', '许可决定日期', ''],
    ['1', '青禾东方恒泰物流有限公司', '91990100MAB04BY3X7', '准予', '2026-01-01', ''],
  ]);
  assert.equal(head.row, 2);
  assert.deepEqual(ids, { 1: 'name', 2: 'code', 3: 'content', 4: 'decidedOn', 5: 'remarks' });
});

test('field codes above Chinese headings are one heading, and tell the edition', () => {
  const { head } = columnsOf(
    [
      ['CF_XDR_MC', 'CF_XDR_SHXYM', 'CF_CFMC', 'CF_WSH', 'CF_XZJG'],
      ['相对人名称', '统一社会信用代码', '处罚名称', '决定书文号', '处罚机关'],
      ['青禾东方恒泰物流有限公司', '91990100MAB04BY3X7', '某案', '青药罚〔2018〕6号', '青禾市药品监督管理局'],
    ],
    penalty,
  );
  assert.equal(head.row, 2);
  assert.equal(head.edition?.code, 'penalty-2015');
});

test('the old editions are known by any one of their own columns', () => {
  for (const [column, of, edition] of [
    ['CF_CFMC', penalty, 'penalty-2015'],
    ['CF_CFLB1', penalty, 'penalty-2015'],
    ['CF_JG', penalty, 'penalty-2015'],
    ['CF_XZJG', penalty, 'penalty-2015'],
    ['XK_FR', licence, 'licence-2015'],
    ['XK_XZJG', licence, 'licence-2015'],
    ['XK_SPLB', licence, 'licence-2015'],
  ] as const) {
    const { head } = columnsOf([['名称', '统一社会信用代码', '备注', column]], of);
    assert.equal(head.edition?.code, edition, column);
  }
  assert.equal(columnsOf([['名称', '统一社会信用代码', '许可内容']]).head.edition, undefined);
});

test('the unit of an amount is the one its heading states, also when the upper row states it', () => {
  const yuan = columnsOf([['名称', '统一社会信用代码', '处罚内容', '罚款金额（元）']], penalty);
  assert.equal(yuan.head.columns.find(({ field }) => field.id === 'fine')?.unit, '元');
  const merged = columnsOf(
    [
      ['名称', '统一社会信用代码', '处罚内容', '金额（元）'],
      ['', '社会信用代码', '处罚结果', '罚款金额'],
    ],
    penalty,
  );
  assert.equal(merged.head.columns.find(({ field }) => field.id === 'fine')?.unit, '元');
});

test('unknown columns and a column given twice are named as ignored', () => {
  const { head, ids } = columnsOf([['名称', '统一社会信用代码', '许可内容', '联系人电话', '企业名称']]);
  assert.deepEqual(ids, { 0: 'name', 1: 'code', 2: 'content' });
  assert.deepEqual(head.ignored, ['联系人电话', '企业名称']);
});

test('a sheet of instructions has no heading', () => {
  const rows = ['填写说明', '1. 行政相对人名称：填写全称', '2. 统一社会信用代码：18 位'].map((text, at) =>
    tableRow(at + 1, [text]),
  );
  assert.equal(findHead(rows, licence), null);
});

test('the catalogue says which columns a file must have; an edition is excused from those it never had', () => {
  const missing = (headings: string[], of = licence) =>
    missingColumns(columnsOf([headings], of).head, of).map(({ id }) => id);
  const all = licence.requiredColumns().flatMap(({ name, id }) => (id === 'validFrom' ? [] : [name]));
  assert.deepEqual(missing([...all, '统一社会信用代码']), ['validFrom']);
  const codes = ['XK_XDR', 'XK_XDR_SHXYM', 'XK_FR', 'XK_WSH', 'XK_SPLB', 'XK_NR', 'XK_JDRQ', 'XK_XZJG'];
  assert.deepEqual(missing(codes), []);
});

test('a table without any number of the party lacks the code; an old number is enough', () => {
  const all = licence.requiredColumns().map(({ name }) => name);
  const lacks = (headings: string[]) => missingColumns(columnsOf([headings]).head, licence).map(({ id }) => id);
  assert.deepEqual(lacks(all), ['code']);
  assert.deepEqual(lacks([...all, '组织机构代码']), []);
});
