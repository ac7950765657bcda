import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as wholeText } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { type Receipt, waitingRows, writeRejects } from '../../server/src/domain/intake/index.ts';
import { composeUscc, idCardCheckCharacter } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { DEFAULT_LIMITS } from '../../server/src/platform/files/limits.ts';
import { openPackage } from '../../server/src/platform/files/xlsx/zip.ts';
import { AGENCIES } from '../cast.ts';
import { type City, countsOf, openCity, rowCodes, send } from './city.ts';
import { runGongxin } from './gongxin.ts';
import { mend, returnedRows, rowsIn } from './mend.ts';
import { openDesk } from './over-http.ts';
import { csvOf, licence, type Row, registration, xlsxOf } from './tables.ts';

const { housing, eco, market } = AGENCIES;
const A = composeUscc('91990100', 'MA0AAAA1');
const B = composeUscc('91990100', 'MA0BBBB2');
const NAME = '青禾甲子商贸有限公司';
const FORMULAS = ['=1+1', '+SUM(A1)', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', "=cmd|' /C calc'!A0"];
const PERSON_NUMBER = `99010019790101123${idCardCheckCharacter('99010019790101123')}`;
const PASSPORT = 'E12345678';

/** The command goes by the machine's clock. */
const tooEarly = today(new Date()) < '2026-09-01' ? 'the rows are decided later than today' : false;

let city: City;
before(async () => {
  city = await openCity();
  const rows = [registration(A, NAME), registration(B, '青禾乙丑商贸有限公司')];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
});
after(() => city?.close());

let files = 0;
async function sendRows(rows: readonly Row[]): Promise<{ receipt: Receipt; returned: string }> {
  files += 1;
  const name = `licences-${files}.csv`;
  const receipt = await send(city, { category: 'licence', agency: housing.code, name, content: csvOf(rows) });
  return { receipt, returned: await giveBack(receipt) };
}

async function giveBack({ batchId, agency }: Receipt): Promise<string> {
  const path = join(city.folder, `returned-${batchId}.xlsx`);
  const written = await writeRejects(city.system, { batchId, agency }, path);
  assert('file' in written, JSON.stringify(written));
  return path;
}

/** Every part of a workbook as text. */
async function partsOf(path: string): Promise<string> {
  const box = await openPackage(path, DEFAULT_LIMITS, () => {});
  const names = ['xl/workbook.xml', 'xl/styles.xml', 'docProps/custom.xml', 'xl/worksheets/sheet1.xml'];
  const parts = await Promise.all(names.map(async (name) => wholeText(await box.open(name))));
  box.close();
  return parts.join('\n');
}

const wrong = (no: string, more: Row = {}) => licence(A, NAME, no, { 许可类别: '特批', ...more });

test('texts that begin like formulas come back as the same texts, and the workbook holds no formula', async () => {
  const rows = FORMULAS.map((text, at) => wrong(`公${at}`, { 许可证书名称: text, 许可内容: `${text} 准予` }));
  const { returned } = await sendRows(rows.map((row) => ({ ...row, 经办: '=HYPERLINK("x")' })));
  const xml = await partsOf(returned);
  assert.doesNotMatch(xml, /<f[ >]/);
  assert.match(xml, /quotePrefix="1"/);
  const back = await returnedRows(returned);
  assert.deepEqual(
    back.map(({ cells }) => cells.许可证书名称?.replace(/\s/g, '')),
    FORMULAS.map((text) => text.replace(/\s/g, '')),
  );
});

test('numbers of persons are masked wherever they stand, and those of dropped columns do not come back', async () => {
  const { receipt, returned } = await sendRows([
    wrong('人1', {
      许可内容: `准予${PERSON_NUMBER}施工`,
      法定代表人证件号码: PASSPORT,
      联系方式: PERSON_NUMBER.split('').join(' '),
    }),
    licence(PERSON_NUMBER, NAME, '人2'),
  ]);
  assert.deepEqual(rowCodes(receipt.errors), [
    [2, 'bad-enum'],
    [3, 'uscc-is-id-card'],
  ]);
  const xml = await partsOf(returned);
  assert.doesNotMatch(xml.replace(/\s/g, ''), new RegExp(`${PERSON_NUMBER}|${PASSPORT}`));
  const [first] = await returnedRows(returned);
  assert.match(first?.cells.许可内容 ?? '', /^准予9901\*{4}/);
});

test('a person’s row leaves its number and the reason, and sent back it is no row at all', async () => {
  const person = licence('', '白露', '自1', { 行政相对人类别: '自然人', 证件号码: PERSON_NUMBER });
  const { returned } = await sendRows([person, wrong('自2')]);
  assert.doesNotMatch(await partsOf(returned), /白露|青建许〔2026〕自1号/);
  const again = await send(city, { category: 'licence', agency: housing.code, path: returned });
  assert.deepEqual(rowCodes(again.errors), [[3, 'bad-enum']]);
});

test('the sender of a CSV gets a workbook; mended there, its rows keep the numbers of the CSV', async () => {
  const { receipt, returned } = await sendRows([licence(A, NAME, '表1'), wrong('表2'), wrong('表3')]);
  const path = join(city.folder, 'mended-csv.xlsx');
  await mend(returned, path, { 3: { 许可类别: '普通' }, 4: { 许可类别: '登记' } });
  const mended = await send(city, { category: 'licence', agency: housing.code, path });
  assert.deepEqual([mended.patches, mended.accepted, mended.errors], [receipt.batchId, 2, []]);
  const { rows } = await city.system.pool.query(
    'select row, sheet, file from record where batch_id = $1 order by row',
    [mended.batchId],
  );
  assert.deepEqual(rows, [
    { row: 3, sheet: null, file: receipt.file },
    { row: 4, sheet: null, file: receipt.file },
  ]);
});

test('what is still wrong comes back once more, under the number it had first', async () => {
  const { receipt, returned } = await sendRows([licence(A, NAME, '再1'), wrong('再2'), wrong('再3')]);
  const half = join(city.folder, 'half.xlsx');
  await mend(returned, half, { 3: { 许可类别: '普通' } });
  const second = await send(city, { category: 'licence', agency: housing.code, path: half });
  assert.deepEqual([second.patches, second.accepted, rowCodes(second.errors)], [receipt.batchId, 1, [[4, 'bad-enum']]]);
  const once = await giveBack(second);
  assert.deepEqual(
    (await returnedRows(once)).map(({ number }) => number),
    [4],
  );
  const headings = (await rowsIn(once)).at(0)?.cells.map(({ text }) => text) ?? [];
  assert.equal(headings.filter((text) => text === '原行号' || text === '错误说明').length, 2);
  const whole = join(city.folder, 'whole.xlsx');
  await mend(once, whole, { 4: { 许可类别: '普通' } });
  const third = await send(city, { category: 'licence', agency: housing.code, path: whole });
  assert.deepEqual([third.patches, third.accepted, third.errors], [second.batchId, 1, []]);
  const { rows } = await city.system.pool.query('select row, file from record where batch_id = $1', [third.batchId]);
  assert.deepEqual(rows, [{ row: 4, file: receipt.file }]);
});

test('a row that was not returned is refused among mended ones', async () => {
  const { returned } = await sendRows([wrong('添1')]);
  const rows = await rowsIn(returned);
  const [heading, row] = [rows[0], rows[1]];
  assert(heading !== undefined && row !== undefined);
  const at = heading.cells.findIndex(({ text }) => text === '原行号');
  const path = join(city.folder, 'added.xlsx');
  await mend(returned, path, {});
  await mend(returned, path, { 2: { 原行号: '77', 许可类别: '普通' } });
  assert.equal((await rowsIn(path))[1]?.cells[at]?.text, '77');
  const added = await send(city, { category: 'licence', agency: housing.code, path });
  assert.deepEqual(rowCodes(added.errors), [[2, 'not-returned']]);
});

test('a returned workbook sent by another agency, or for another category, mends nothing', async () => {
  const { returned } = await sendRows([wrong('他1')]);
  const elsewhere = await send(city, { category: 'licence', agency: eco.code, path: returned });
  assert.equal(elsewhere.patches, undefined);
  const other = await send(city, { category: 'penalty', agency: housing.code, path: returned });
  assert.deepEqual([other.status, other.patches], ['refused', undefined]);
});

test('a table with the two columns of its own and no mark is an ordinary file', async () => {
  const { 原行号: _, ...row } = licence(A, NAME, '自有', { 原行号: '' });
  const cells = [
    [...Object.keys(row), '原行号', '错误说明'],
    [...Object.values(row), '77', '无'],
  ];
  const receipt = await send(city, {
    category: 'licence',
    agency: housing.code,
    name: 'own.xlsx',
    content: xlsxOf(cells),
  });
  assert.deepEqual([receipt.patches, receipt.accepted, receipt.ignoredColumns], [undefined, 1, []]);
});

test('a row that waited is settled by its mended one although it was queued by an earlier file', async () => {
  const rows = [licence('', NAME, '等1')];
  const { receipt: first } = await sendRows(rows);
  const { receipt: again } = await sendRows([licence(A, NAME, '等0'), ...rows]);
  assert.notEqual(again.batchId, first.batchId);
  assert.equal((await waitingRows(city.system.pool, { agencies: [housing.code] })).items.length, 1);
  const path = join(city.folder, 'waited.xlsx');
  await mend(await giveBack(again), path, { 3: { 统一社会信用代码: A } });
  const mended = await send(city, { category: 'licence', agency: housing.code, path });
  assert.deepEqual(countsOf(mended).accepted, 1);
  assert.deepEqual((await waitingRows(city.system.pool, { agencies: [housing.code] })).items, []);
});

test('over HTTP the workbook is given to the agency that sent the file, and to no other', async () => {
  const { receipt } = await sendRows([wrong('网1')]);
  const desk = await openDesk(city.system);
  try {
    const url = `${desk.address}/api/v1/intake/batches/${receipt.batchId}/rejects`;
    const answer = await fetch(url, { headers: await desk.as(housing.code) });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /spreadsheetml/);
    const path = join(city.folder, 'over-http.xlsx');
    writeFileSync(path, Buffer.from(await answer.arrayBuffer()));
    assert.deepEqual(
      (await returnedRows(path)).map(({ number }) => number),
      [2],
    );
    assert.equal((await fetch(url, { headers: await desk.as(eco.code) })).status, 404);
    const template = await fetch(`${desk.address}/api/v1/catalogue/categories/licence/template.xlsx`);
    assert.equal(template.status, 200);
    assert.equal((await fetch(`${desk.address}/api/v1/catalogue/categories/none/template.xlsx`)).status, 404);
  } finally {
    await desk.close();
  }
});

test('by command the returned rows and a template land in the files named', { skip: tooEarly }, async () => {
  const [csv, rejects, template] = ['cli.csv', 'cli-out.xlsx', 'cli-template.xlsx'].map((name) =>
    join(city.folder, name),
  );
  assert(csv !== undefined && rejects !== undefined && template !== undefined);
  writeFileSync(csv, csvOf([wrong('令1', { 许可决定日期: '2026-02-02', 有效期自: '2026-02-02' })]));
  const args = ['import', 'licence', csv, '--agency', housing.code, '--json', '--rejects', rejects];
  const ran = await runGongxin(city, args);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal((JSON.parse(ran.stdout) as Receipt).rejected, 1);
  assert.deepEqual(
    (await returnedRows(rejects)).map(({ number }) => number),
    [2],
  );
  const made = await runGongxin(city, ['catalogue', 'template', 'penalty', template]);
  assert.equal(made.code, 0, made.stderr);
  assert.equal((await rowsIn(template))[0]?.sheet, '行政处罚');
});
