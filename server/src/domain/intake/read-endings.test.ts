import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { csvText } from '../../../../tests/journeys/tables.ts';
import { isRefusal } from '../../platform/errors.ts';
import { makeXlsx } from '../../platform/files/xlsx-fixture.ts';
import { readEndings } from './read-endings.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongxin-endings-'));
after(() => rmSync(folder, { recursive: true }));

const HEADINGS = ['文书号', '统一社会信用代码', '终止原因', '终止文书号'];
const CODE = '91990100MAB04BY3X7';

function read(name: string, content: string | Buffer) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readEndings(path, name);
}
const readLines = (...lines: string[][]) => read('清单.csv', csvText([HEADINGS, ...lines]));
const refusalOf = (answer: object): string => {
  assert(isRefusal(answer), JSON.stringify(answer));
  return answer.detail;
};

test('each line says which decision ended, how, and by which document', async () => {
  const endings = await readLines(
    ['青罚〔2026〕1号', CODE, '已修复', '青信修1号'],
    ['青罚〔2026〕2号', '', '决定已撤销', ''],
    ['', '', '', ''],
    ['青罚〔2026〕3号', CODE, '公示期届满', ''],
  );
  assert.deepEqual(endings, [
    { documentNo: '青罚〔2026〕1号', code: CODE, kind: 'repair', document: '青信修1号' },
    { documentNo: '青罚〔2026〕2号', code: null, kind: 'withdrawal', document: null },
    { documentNo: '青罚〔2026〕3号', code: CODE, kind: 'closure', document: null },
  ]);
});

test('what says that a decision has not ended ends none: the list is refused at its line', async () => {
  for (const kind of ['未修复', '不予修复', '尚未到期', '未撤销', '撤销修复', '修复申请被驳回', '无需变更']) {
    const message = refusalOf(await readLines(['青罚〔2026〕1号', CODE, kind, '']));
    assert.match(message, /第 2 行/, kind);
  }
});

test('a line without a document number is no empty line: what it means would be released', async () => {
  assert.match(refusalOf(await readLines(['', CODE, '已修复', '青信修1号'])), /第 2 行.*文书号/);
});

const rowsOf = (rows: readonly string[][]): string =>
  rows
    .map((cells, at) => {
      const row = cells.map(
        (text, column) => `<c r="${'ABCD'[column]}${at + 1}" t="inlineStr"><is><t>${text}</t></is></c>`,
      );
      return `<row r="${at + 1}">${row.join('')}</row>`;
    })
    .join('');

test('a code hidden in a merged cell is no missing code, which would end the number for every party', async () => {
  const rows = rowsOf([
    HEADINGS,
    ['青罚〔2026〕1号', CODE, '已修复', '青信修1号'],
    ['青罚〔2026〕2号', '', '已修复', '青信修2号'],
  ]);
  const book = makeXlsx({
    sheets: [{ name: '清单', rows, after: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>' }],
  });
  assert.match(refusalOf(await read('合并.xlsx', book)), /第 3 行.*“统一社会信用代码”是合并单元格/);
});

test('each sheet is read under its own headings', async () => {
  const sheet = (name: string, rows: string[][]) => ({ name, rows: rowsOf(rows) });
  const book = makeXlsx({
    sheets: [
      sheet('一季度', [HEADINGS, ['青罚〔2026〕1号', CODE, '已修复', '青信修1号']]),
      sheet('二季度', [
        ['终止原因', '文书号'],
        ['已撤回', '青罚〔2026〕2号'],
      ]),
    ],
  });
  const endings = await read('清单.xlsx', book);
  assert(!isRefusal(endings), JSON.stringify(endings));
  assert.deepEqual(
    endings.map(({ documentNo, kind }) => [documentNo, kind]),
    [
      ['青罚〔2026〕1号', 'repair'],
      ['青罚〔2026〕2号', 'withdrawal'],
    ],
  );
});
