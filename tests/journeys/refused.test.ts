import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { receiveFile } from '../../server/src/domain/intake/index.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { type City, openCity, send } from './city.ts';
import { runGongxin } from './gongxin.ts';
import { csvOf, licence, type Row, xlsxOf } from './tables.ts';

const { housing } = AGENCIES;
const { logistics } = ORGANISATIONS;
const ROW = licence(logistics.code, logistics.name, '1');
const without = (heading: string): Row => Object.fromEntries(Object.entries(ROW).filter(([key]) => key !== heading));

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

const sendContent = (name: string, content: string | Uint8Array) =>
  send(city, { category: 'licence', agency: housing.code, name, content });

test('a file that cannot be used is refused as a whole, with one sentence, and nothing of it is kept', async () => {
  const workbook = xlsxOf([Object.keys(ROW), Object.values(ROW)]);
  const files: [name: string, content: string | Uint8Array, code: string][] = [
    ['no-table.csv', '会议通知\n请各部门准时参加\n', 'no-table'],
    ['empty.csv', '', 'unreadable'],
    ['missing.csv', csvOf([without('许可内容')]), 'missing-column'],
    ['no-code.csv', csvOf([without('统一社会信用代码')]), 'missing-column'],
    ['broken.xlsx', workbook.subarray(0, workbook.length - 200), 'unreadable'],
    ['picture.csv', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'unreadable'],
  ];
  for (const [name, content, code] of files) {
    const receipt = await sendContent(name, content);
    assert.equal(receipt.status, 'refused', name);
    assert.equal(receipt.refusal?.code, code, `${name}: ${receipt.refusal?.message}`);
    assert.match(receipt.refusal?.message ?? '', /[一-鿿]{6,}/);
    assert.equal(receipt.total, 0);
  }
  for (const table of [
    'intake_part',
    'intake_row',
    'intake_chunk',
    'intake_finding',
    'record',
    'subject',
    'source_currency',
  ]) {
    const { rows } = await city.system.pool.query(`select 1 from ${table} limit 1`);
    assert.deepEqual(rows, [], `${table} stays empty`);
  }
});

test('the missing columns are named as the catalogue calls them', async () => {
  const receipt = await sendContent(
    'missing-2.csv',
    csvOf([without('许可内容')].map((row) => ({ ...row, 许可类别: '普通' }))),
  );
  assert.match(receipt.refusal?.message ?? '', /许可内容/);
});

test('who may not submit, and what nobody knows, is refused before a byte is kept', async () => {
  const path = join(city.folder, 'some.csv');
  writeFileSync(path, csvOf([ROW]));
  const ask = (category: string, agency: string) =>
    receiveFile(
      city.system,
      { actor: '白露', agency, purpose: 'import' },
      { category, agency, path, file: 'some.csv', history: false, origin: 'cli' },
    );
  const refusals = [
    await ask('registration', housing.code),
    await ask('licence', '11990100MB0QHXY46U'),
    await ask('licence', logistics.code),
    await ask('horoscope', housing.code),
  ];
  assert.deepEqual(
    refusals.map((refusal) => ('refused' in refusal ? refusal.refused : refusal)),
    ['not-permitted', 'not-permitted', 'not-permitted', 'unknown-category'],
  );
});

test('the command ends with 2 for a refused file and with 0 for one whose rows are all wrong', async () => {
  const run = async (name: string, content: string) => {
    const path = join(city.folder, name);
    writeFileSync(path, content);
    return runGongxin(city, ['import', 'licence', path, '--agency', housing.code, '--json']);
  };
  const refused = await run('cli-refused.csv', '会议通知\n');
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /表头/);
  const wrong = await run('cli-wrong.csv', csvOf([{ ...ROW, 许可决定日期: '昨天' }]));
  assert.equal(wrong.code, 0, wrong.stderr);
  assert.equal(JSON.parse(wrong.stdout).rejected, 1);
});
