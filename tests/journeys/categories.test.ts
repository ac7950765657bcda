import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AGENCIES, type CastAgency, ORGANISATIONS } from '../cast.ts';
import { type City, countsOf, openCity, rowCodes, send } from './city.ts';
import { csvOf, licence, type Row, registration } from './tables.ts';

const { market, housing, drug, court, tax, finance } = AGENCIES;
const ALL = { total: 10, accepted: 10, updated: 0, duplicate: 0, rejected: 0, unresolved: 0 };
/** Ten organisations that every item takes. */
const PARTIES = Object.values(ORGANISATIONS).slice(0, 10);

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

type Window = { usable_from: string; usable_until: string | null; public_from: string | null };
type Sample = {
  category: string;
  agency: CastAgency;
  row: (party: { code: string; name: string }, at: number) => Row;
  /** First and last day of use, reckoned by hand from the law the catalogue cites. */
  use: [from: string, until: string | null];
  list?: string;
};

const decider = (agency: CastAgency, unit: string): Row => ({
  [unit]: agency.name,
  [`${unit}统一社会信用代码`]: agency.code,
});
const entry = (agency: CastAgency, list: string, { code, name }: { code: string; name: string }, no: string): Row => ({
  名称: name,
  统一社会信用代码: code,
  名单类型: list,
  列入事由: '未依照规定公示年度报告',
  列入依据: '某条例第十八条',
  决定文书号: no,
  ...decider(agency, '认定单位'),
  认定日期: '2026-11-02',
  送达日期: '2026-11-03',
  有效期至: '',
  移出条件: '补报年度报告',
});

const SAMPLES: Sample[] = [
  {
    category: 'registration',
    agency: market,
    row: ({ code, name }) => registration(code, name, { 主体类型: '企业法人', ...decider(market, '登记机关') }),
    use: ['2012-05-06', null],
  },
  {
    category: 'licence',
    agency: housing,
    row: ({ code, name }, at) => licence(code, name, String(at + 1)),
    use: ['2026-11-02', '2031-06-30'],
  },
  {
    category: 'penalty',
    agency: drug,
    row: ({ code, name }, at) => ({
      行政相对人名称: name,
      行政相对人类别: '法人及非法人组织',
      统一社会信用代码: code,
      行政处罚决定书文号: `青药罚〔2026〕${at + 1}号`,
      违法行为类型: '未按规定储存药品',
      违法事实: '阴凉库温度超标',
      处罚依据: '某办法第十条',
      处罚类别: '警告；罚款',
      处罚内容: '警告，罚款5000元',
      '罚款金额（万元）': '0.5',
      处罚决定日期: '2026-11-02',
      ...decider(drug, '处罚机关'),
      ...decider(drug, '数据来源单位'),
    }),
    use: ['2026-11-02', '2029-11-02'],
  },
  {
    category: 'abnormal-operation',
    agency: market,
    row: (party, at) => entry(market, '经营异常名录', party, `青市监异〔2026〕${at + 1}号`),
    use: ['2026-11-02', '2027-05-20'],
    list: 'business-abnormal',
  },
  {
    category: 'serious-dishonesty',
    agency: tax,
    row: (party, at) => ({
      ...entry(tax, '重大税收违法失信主体', party, `青税列〔2026〕${at + 1}号`),
      有效期至: '2029-11-02',
    }),
    use: ['2026-11-02', '2029-11-02'],
    list: 'tax-serious',
  },
  {
    category: 'judgment-default',
    agency: court,
    row: (party, at) => ({
      ...entry(court, '失信被执行人名单', party, `（2026）青9901执${at + 1}号之一`),
      执行法院: court.name,
      案号: `（2026）青9901执${at + 1}号`,
    }),
    use: ['2026-11-02', '2027-05-20'],
    list: 'judgment-defaulters',
  },
  {
    category: 'honour',
    agency: finance,
    row: ({ code, name }, at) => ({
      名称: name,
      统一社会信用代码: code,
      荣誉名称: '青禾市诚信示范单位',
      认定依据: '某办法第三条',
      文书号: `青财荣〔2026〕${at + 1}号`,
      ...decider(finance, '认定单位'),
      认定日期: '2026-11-02',
      有效期至: '2028-11-02',
    }),
    use: ['2026-11-02', '2028-11-02'],
  },
  {
    category: 'tax-grade-a',
    agency: tax,
    row: ({ code, name }) => ({ 名称: name, 统一社会信用代码: code, 评价年度: '2025', ...decider(tax, '认定单位') }),
    use: ['2025-12-31', '2027-04-30'],
  },
];

for (const { category, agency, row, use, list } of SAMPLES) {
  test(`ten rows of ${category} in its own headings enter the archive, with their windows and where they came from`, async () => {
    const content = csvOf(PARTIES.map(row));
    const name = `${category}.csv`;
    const receipt = await send(city, { category, agency: agency.code, name, content });
    assert.deepEqual(receipt.errors, []);
    assert.deepEqual(countsOf(receipt), ALL);
    assert.deepEqual(receipt.ignoredColumns, []);
    for (const [at, { code }] of PARTIES.entries()) {
      const { rows } = await city.system.pool.query<
        Window & { batch_id: string; file: string; row: number; list: string | null; authority: string; agency: string }
      >(
        `select r.batch_id, r.file, r.row, r.list, r.authority, r.agency, w.usable_from, w.usable_until, w.public_from
           from record r left join record_window w on w.subject_id = r.subject_id and w.record_id = r.record_id
                                                  and w.version = r.version and w.superseded_at is null
          where r.subject_id = $1 and r.category = $2 and r.superseded_at is null`,
        [code, category],
      );
      assert.equal(rows.length, 1, `${code} has one record of ${category}`);
      const [held] = rows;
      assert(held !== undefined);
      assert.deepEqual([held.usable_from, held.usable_until], use);
      assert.deepEqual([held.file, held.row, held.batch_id], [name, at + 2, receipt.batchId]);
      assert.deepEqual([held.agency, held.authority, held.list], [agency.code, agency.code, list ?? null]);
    }
  });
}

test('entries of lists, honours and tax grades give grounds for measures; licences and registrations give none', async () => {
  const { rows } = await city.system.pool.query<{ category: string; trigger: string; count: number }>(
    `select r.category, g.trigger, count(*)::int from measure_ground g join record r using (subject_id, record_id, version)
      where g.superseded_at is null group by 1, 2 order by 1, 2`,
  );
  const found = Map.groupBy(rows, ({ category }) => category);
  for (const category of ['abnormal-operation', 'serious-dishonesty', 'judgment-default', 'honour', 'tax-grade-a']) {
    assert(found.has(category), category);
  }
  assert.equal(found.has('licence') || found.has('registration'), false);
});

test('a list is taken only from the agency registered for it; one this office decides from nobody', async () => {
  const codesOf = async (agency: CastAgency, list: string) => {
    const rows = [entry(agency, list, ORGANISATIONS.logistics, '青列〔2026〕99号')].map((row) => ({
      ...row,
      有效期至: '2029-11-02',
    }));
    const sent = { category: 'serious-dishonesty', agency: agency.code, name: `${list}.csv`, content: csvOf(rows) };
    return rowCodes((await send(city, sent)).errors);
  };
  assert.deepEqual(await codesOf(drug, '重大税收违法失信主体'), [[2, 'agency-code']]);
  assert.deepEqual(await codesOf(tax, '药品安全严重违法失信名单'), [[2, 'agency-code']]);
  assert.deepEqual(await codesOf(finance, '政府采购严重违法失信行为记录名单'), [[2, 'list-by-casework']]);
  assert.deepEqual(await codesOf(finance, '欠缴物业费名单'), [[2, 'out-of-catalogue']]);
});

test('an entry that ends by condition is reconfirmed when its authority sends it again, and only then', async () => {
  const sample = SAMPLES.find(({ category }) => category === 'abnormal-operation');
  assert(sample !== undefined);
  city.clock.now = new Date('2027-01-15T12:00:00+08:00');
  const rows = PARTIES.slice(0, 4).map(sample.row);
  const sent = { category: 'abnormal-operation', agency: market.code, name: 'again.csv', content: csvOf(rows) };
  assert.equal((await send(city, sent)).duplicate, 4);
  const { rows: windows } = await city.system.pool.query<{ usable_until: string; count: number }>(
    `select w.usable_until, count(*)::int from record_window w join record r using (subject_id, record_id, version)
      where r.category = 'abnormal-operation' and w.superseded_at is null group by 1 order by 1`,
  );
  assert.deepEqual(windows, [
    { usable_until: '2027-05-20', count: 6 },
    { usable_until: '2027-07-15', count: 4 },
  ]);
});

const NEW_CATEGORY = `# 绿色工厂：一个新类别只是一份文件。
code: green-factory
name: 绿色工厂
national: {number: 11, name: 诚实守信相关荣誉信息}
nature: favourable
basis:
  - {clause: mulu-2024#十一、诚实守信相关荣誉信息, verified: false}
subjects: [enterprise]
submittedBy: 工业和信息化主管部门
naturalKey: [certificateNo]
openness: public
publicity: {from: decidedOn, until: {term: {years: 3}}}
use: {from: decidedOn, until: {term: {years: 3}}}
identifies: {code: code, name: name}
decides: {code: authorityCode, name: authority, documentNo: certificateNo, on: decidedOn}
fields:
  - {id: name, name: 工厂名称, type: text, max: 200, required: true, fact: false}
  - {id: code, name: 统一社会信用代码, type: subject-code, fact: false}
  - {id: certificateNo, name: 证书编号, type: text, max: 128, required: true}
  - {id: authority, name: 认定单位, type: text, max: 200, required: true}
  - {id: authorityCode, name: 认定单位统一社会信用代码, type: agency-code, required: true}
  - {id: decidedOn, name: 认定日期, type: date, required: true, notAfterToday: true}
`;

test('a new category is a file and no code', async () => {
  const catalogue = join(city.folder, 'catalogue');
  cpSync(fileURLToPath(new URL('../../catalogue', import.meta.url)), catalogue, { recursive: true });
  writeFileSync(join(catalogue, 'categories', 'green-factory.yaml'), NEW_CATEGORY);
  const agency: CastAgency = { ...finance, categories: ['green-factory'] };
  const other = await openCity({ catalogue, agencies: [agency] });
  try {
    const rows = PARTIES.slice(0, 3).map(({ code, name }, at) => ({
      工厂名称: name,
      统一社会信用代码: code,
      证书编号: `绿〔2026〕${at + 1}号`,
      ...decider(agency, '认定单位'),
      认定日期: '2026/11/2',
    }));
    const sent = { category: 'green-factory', agency: agency.code, name: 'green.csv', content: csvOf(rows) };
    assert.equal((await send(other, sent)).accepted, 3);
    const { rows: windows } = await other.system.pool.query<Window>(
      'select usable_from, usable_until, public_from from record_window',
    );
    assert.deepEqual(
      windows,
      rows.map(() => ({ usable_from: '2026-11-02', usable_until: '2029-11-02', public_from: '2026-11-02' })),
    );
  } finally {
    await other.close();
  }
});
