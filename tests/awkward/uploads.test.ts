import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { AGENCIES, fileOf } from '../cast.ts';
import { type City, openCity, rowCodes } from '../journeys/city.ts';
import { type Desk, openDesk, receiptOf } from '../journeys/over-http.ts';
import { licence } from '../journeys/tables.ts';
import { keepAsking } from './keep-asking.ts';
import { bitFlips } from './mutations.ts';

const BOUNDARY = 'gongxin-boundary';
const BATCHES = '/api/v1/intake/batches';
const FLIPPED = 8;
const SEED = 990_101;

let city: City;
let desk: Desk;
let headers: Record<string, string>;
before(async () => {
  city = await openCity();
  desk = await openDesk(city.system);
  headers = await desk.as(AGENCIES.housing.code);
});
after(async () => {
  await desk?.close();
  await city?.close();
});

type Answer = { status: number; type: string | null; text: string };

/** Posts a form as its bytes, so that a test can say exactly what they are. */
async function post(body: string | Uint8Array): Promise<Answer> {
  const answer = await fetch(desk.address + BATCHES, {
    method: 'POST',
    body: Buffer.from(body),
    headers: {
      authorization: headers.authorization ?? '',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (disposition: string, content = '甲,乙\n') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; ${disposition}\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

async function endOf({ status, text }: Answer) {
  assert.equal(status, 202, text);
  const { batchId } = JSON.parse(text) as { batchId: string };
  return receiptOf(desk.address, headers, batchId);
}

test('broken workbooks are received, and each ends refused or read while the server answers', async () => {
  const health = keepAsking(`${desk.address}/healthz`);
  const whole = readFileSync(fileOf('licences.xlsx'));
  const copies = [whole.subarray(0, 30_000), ...bitFlips(whole, FLIPPED, SEED)];
  for (const copy of copies) {
    const head = Buffer.from(field('category', 'licence') + file('filename="许可.xlsx"', ''));
    const answer = await post(Buffer.concat([head.subarray(0, -2), copy, Buffer.from(`\r\n${END}`)]));
    const receipt = await endOf(answer);
    assert(['refused', 'finished'].includes(receipt.status), receipt.status);
    if (receipt.status === 'refused') assert.match(receipt.refusal?.message ?? '', /请/);
  }
  const { failures, answers } = await health.stop();
  assert.deepEqual(failures, []);
  assert(answers > 0);
});

test('a file may have any name: none, a path, control characters, a thousand letters', async () => {
  const names = [
    'filename=""',
    'filename="../../etc/passwd"',
    'filename="许可\0.xlsx"',
    'filename="许可\u0007\u001b[2J.csv"',
    `filename="${'许'.repeat(1000)}.csv"`,
    `filename*=UTF-8''%E8%AE%B8%00%ED%A0%80.csv`,
    'filename="C:\\表\\许可.csv"',
  ];
  for (const name of names) {
    const receipt = await endOf(await post(field('category', 'licence') + file(name) + END));
    assert.equal(receipt.status, 'refused', name);
    assert.equal(receipt.refusal?.code, 'no-table', name);
    assert(!receipt.file.includes('/') && !receipt.file.includes('\0'), receipt.file);
  }
});

test('a form that is none, lacks its file, or ends in the middle is the sender’s fault and said so', async () => {
  const bodies = [
    '',
    END,
    'no form at all',
    field('category', 'licence') + END,
    file('filename="a.csv"') + END,
    field('category', 'licence') + file('filename="a.csv"'),
    field('category', 'licence').slice(0, 30),
    field('category', 'lic\0ence') + file('filename="a.csv"') + END,
    field('category', 'x'.repeat(2_000_000)) + file('filename="a.csv"') + END,
    field('file', '甲,乙') + field('category', 'licence') + END,
    field('category', 'licence') + field('category', 'licence').repeat(200) + END,
  ];
  for (const [at, body] of bodies.entries()) {
    const { status, type, text } = await post(body);
    assert(status >= 400 && status < 500, `form ${at}: ${status} ${text}`);
    assert.match(type ?? '', /problem\+json/, `form ${at}`);
  }
});

test('of several files in one form none is taken for another', async () => {
  const { status, text } = await post(
    field('category', 'licence') + file('filename="a.csv"') + file('filename="b.csv"') + END,
  );
  assert.equal(status, 400, text);
});

test('rows that come as JSON may hold NUL, which no store can: the row is told, the others stand', async () => {
  const row = licence(composeUscc('91990100', 'MA0AWKA1'), '青禾甲子商贸有限公司', '1');
  const records = [
    row,
    { ...row, 许可内容: '准予\0施工' },
    { ...row, 行政相对人名称: '青禾\0商贸' },
    { ...row, 行政许可决定文书号: '2', '内部\0号': '1' },
  ];
  const answer = await fetch(`${desk.address}/api/v1/intake/records`, {
    method: 'POST',
    body: JSON.stringify({ category: 'licence', records }),
    headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const receipt = JSON.parse(text);
  assert.deepEqual(rowCodes(receipt.errors), [
    [2, 'encoding'],
    [3, 'encoding'],
  ]);
  assert.equal(receipt.accepted, 2, text);
});
