import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { submitRows } from '../../server/src/domain/intake/index.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { type City, openCity, rowCodes, send } from './city.ts';
import { openDesk } from './over-http.ts';
import { csvOf, licence, type Row, registration, xlsxOf } from './tables.ts';

const { market, housing } = AGENCIES;
const { logistics, trader } = ORGANISATIONS;
/** Invented; region 990100 exists nowhere. */
const ID_CARD = '990100199003078213';
const WRONG_ID_CARD = '990100199003078214';
const NAME = '司马无名氏';
const ADDRESS = '无名巷 7 号 401';
const PHONE = '13800009901';

const column = (headings: Row): Row => ({ 证件号码: '', 备注: '', ...headings });
const PERSONS: Row[] = [
  licence('', NAME, '901', column({ 行政相对人类别: '自然人', 证件号码: ID_CARD, 备注: `${ADDRESS} ${PHONE}` })),
  licence('', NAME, '902', column({ 证件号码: ID_CARD })),
  licence(ID_CARD, NAME, '903', column({ 行政相对人类别: '个人' })),
];
/** Rows of organisations in which a person's number stands where none belongs. */
const SLIPS: Row[] = [
  licence(ID_CARD, '青禾某店', '904', column({})),
  licence(WRONG_ID_CARD, '青禾某店', '905', column({})),
  licence(`${ID_CARD.slice(0, 17)} ${ID_CARD[17]}`, '青禾某店', '906', column({})),
  licence(trader.code, trader.name, '907', column({ 证件号码: ID_CARD })),
  licence(logistics.code, logistics.name, '908', column({ 许可决定日期: ID_CARD })),
  licence(logistics.code, logistics.name, '909', column({ 许可机关统一社会信用代码: ID_CARD })),
  { ...licence('', '青禾某店', '910', column({})), 组织机构代码: ID_CARD },
];

let city: City;
before(async () => {
  city = await openCity();
  const rows = [
    registration(logistics.code, logistics.name, { 法定代表人证件号码: ID_CARD }),
    registration(trader.code, trader.name, { 主体类型: '个体工商户', 法定代表人证件号码: ID_CARD }),
  ];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
});
after(() => city?.close());

/** Every text of every table, as the owner of the database could read it; sealed files are bytes and not among them. */
async function everyText(): Promise<string> {
  const owner = new pg.Client(city.ownerUrl);
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const bytes = name.endsWith('intake_part') ? `- 'sealed'` : '';
      const { rows } = await owner.query<{ text: string }>(
        `select (to_jsonb(t) ${bytes})::text as text from ${name} t`,
      );
      texts.push(...rows.map(({ text }) => `${name} ${text}`));
    }
    return texts.join('\n');
  } finally {
    await owner.end();
  }
}

function assertNothingOf(where: string, text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    const at = text.indexOf(secret);
    assert.equal(at, -1, `${where} holds ${secret}: …${text.slice(Math.max(0, at - 200), at + 60)}`);
  }
}

const NUMBERS = [ID_CARD, WRONG_ID_CARD, ID_CARD.slice(6, 14), '19900307 8213'];

test('nothing of a natural person’s row is found in database, log or receipt, by file, upload or single rows', async () => {
  const rows = [...PERSONS, ...SLIPS.slice(0, 6)];
  const csv = await send(city, {
    category: 'licence',
    agency: housing.code,
    name: 'persons.csv',
    content: csvOf(rows),
  });
  const headings = Object.keys(rows[0] ?? {});
  const table = xlsxOf([headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]);
  const xlsx = await send(city, { category: 'licence', agency: housing.code, name: 'persons.xlsx', content: table });
  const who = { actor: '白露', agency: housing.code, purpose: 'intake' };
  const records = [...PERSONS, ...SLIPS];
  const single = await submitRows(city.system, who, { category: 'licence', agency: housing.code, records });
  assert('errors' in single);
  for (const receipt of [csv, xlsx]) {
    assert.deepEqual(rowCodes(receipt.errors), [
      [2, 'natural-person-not-allowed'],
      [3, 'natural-person-not-allowed'],
      [4, 'natural-person-not-allowed'],
      [5, 'uscc-is-id-card'],
      [6, 'uscc-check-digit'],
      [7, 'uscc-is-id-card'],
      [9, 'bad-date'],
      [10, 'agency-code'],
    ]);
    assert.equal(receipt.accepted + receipt.duplicate, 1, 'the sole trader’s row stays, without the operator’s number');
  }
  assertNothingOf('the receipt', JSON.stringify([csv, xlsx, single]), [...NUMBERS, NAME, ADDRESS, PHONE]);
  assertNothingOf('the database', await everyText(), [...NUMBERS, NAME, ADDRESS, PHONE]);
  assertNothingOf('the log', city.logged.join('\n'), [...NUMBERS, NAME, ADDRESS, PHONE]);
});

test('an answer that refuses a row over HTTP repeats nothing of it, and neither does the log', async () => {
  const desk = await openDesk(city.system);
  try {
    const headers = { ...(await desk.as(housing.code)), 'content-type': 'application/json' };
    const url = `${desk.address}/api/v1/intake/records`;
    const bodies = [
      JSON.stringify({ category: 'licence', records: [...PERSONS, ...SLIPS] }),
      JSON.stringify({ category: ID_CARD, records: PERSONS }),
      `{"category":"licence","records":[{"${NAME}":"${ID_CARD}"`,
      JSON.stringify({ category: 'licence', records: [{ 行政相对人名称: { 姓名: NAME, 号码: ID_CARD } }] }),
    ];
    for (const body of bodies.slice(0, 1)) {
      const answer = await fetch(url, { method: 'POST', headers, body });
      assert.equal(answer.status, 200);
      assertNothingOf('the answer', await answer.text(), [...NUMBERS, NAME]);
    }
    for (const body of bodies.slice(1)) {
      const answer = await fetch(url, { method: 'POST', headers, body });
      assert(answer.status >= 400 && answer.status < 500);
      assertNothingOf('the refusal', await answer.text(), [...NUMBERS, NAME]);
    }
  } finally {
    await desk.close();
  }
  assertNothingOf('the log', city.logged.join('\n'), [...NUMBERS, NAME]);
  assertNothingOf('the database', await everyText(), [...NUMBERS, NAME]);
});

test('the number of a representative is dropped and the name is held for the organisation’s page alone', async () => {
  const { rows } = await city.system.pool.query(`select fields from record where category = 'registration'`);
  assert.equal(rows.length, 2);
  for (const { fields } of rows) assert.equal('representativeIdNo' in fields, false);
});
