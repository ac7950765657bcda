import assert from 'node:assert/strict';
import { Logger, runOnce } from 'graphile-worker';
import { appJobs } from '../../server/src/app.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import type { System } from '../../server/src/system.ts';
import { AGENCIES, type CastAgency } from '../cast.ts';
import { jobsAtRest } from '../jobs-at-rest.ts';
import { type City, send } from './city.ts';
import { csvOf, type Row, registration } from './tables.ts';

const { market, drug, court, tax, finance } = AGENCIES;

export type Bidder = { code: string; name: string };

/** Invented companies by number. */
export const bidder = (number: number): Bidder => ({
  code: composeUscc('91990100', `MB${String(number).padStart(6, '0')}`),
  name: `青禾市投标${number}号有限公司`,
});

const decider = (agency: CastAgency, unit: string): Row => ({
  [unit]: agency.name,
  [`${unit}统一社会信用代码`]: agency.code,
});

/** A row of a list, decided on a working day of November 2026. */
export const entry = (agency: CastAgency, list: string, { code, name }: Bidder, documentNo: string): Row => ({
  名称: name,
  统一社会信用代码: code,
  名单类型: list,
  列入事由: '见决定书',
  列入依据: '某条例第十八条',
  决定文书号: documentNo,
  ...decider(agency, '认定单位'),
  认定日期: '2026-11-02',
  送达日期: '2026-11-03',
  有效期至: '2029-11-02',
  移出条件: '期满移出',
});

/** A fine that bars from procurement. */
const heavyPenalty = ({ code, name }: Bidder, documentNo: string): Row => ({
  行政相对人名称: name,
  行政相对人类别: '法人及非法人组织',
  统一社会信用代码: code,
  行政处罚决定书文号: documentNo,
  违法行为类型: '生产假药',
  违法事实: '见决定书',
  处罚依据: '某法第一百一十六条',
  处罚类别: '罚款',
  处罚内容: '罚款250万元',
  '罚款金额（万元）': '250',
  处罚决定日期: '2026-11-02',
  ...decider(drug, '处罚机关'),
  ...decider(drug, '数据来源单位'),
});

const honour = ({ code, name }: Bidder, documentNo: string): Row => ({
  名称: name,
  统一社会信用代码: code,
  荣誉名称: '青禾市诚信示范单位',
  认定依据: '某办法第三条',
  文书号: documentNo,
  ...decider(finance, '认定单位'),
  认定日期: '2026-11-02',
  有效期至: '2028-11-02',
});

/** Imports rows of one agency, all of which must be taken. */
export async function take(city: City, agency: CastAgency, category: string, rows: readonly Row[]): Promise<void> {
  const name = `${category}-${agency.code}.csv`;
  const receipt = await send(city, { category, agency: agency.code, name, content: csvOf(rows) });
  assert.equal(receipt.accepted, rows.length, JSON.stringify(receipt));
}

/** Registers them, with whom something is amiss or well: who is listed, in default, fined, honoured, by number. */
export async function registerBidders(city: City, count: number): Promise<Bidder[]> {
  const bidders = Array.from({ length: count }, (_, at) => bidder(at + 1));
  await take(
    city,
    market,
    'registration',
    bidders.map(({ code, name }) => registration(code, name)),
  );
  return bidders;
}

export const listByTax = (city: City, bidders: readonly Bidder[]) =>
  take(
    city,
    tax,
    'serious-dishonesty',
    bidders.map((one) => entry(tax, '重大税收违法失信主体', one, `青税列〔2026〕${one.code.slice(-6)}号`)),
  );

export const listByCourt = (city: City, bidders: readonly Bidder[]) =>
  take(
    city,
    court,
    'judgment-default',
    bidders.map((one) => ({
      ...entry(court, '失信被执行人名单', one, `（2026）青9901执${one.code.slice(-6)}号之一`),
      有效期至: '',
      移出条件: '履行义务',
      执行法院: court.name,
      案号: `（2026）青9901执${one.code.slice(-6)}号`,
    })),
  );

export const fineHeavily = (city: City, bidders: readonly Bidder[]) =>
  take(
    city,
    drug,
    'penalty',
    bidders.map((one) => heavyPenalty(one, `青药罚〔2026〕${one.code.slice(-6)}号`)),
  );

export const honourThem = (city: City, bidders: readonly Bidder[]) =>
  take(
    city,
    finance,
    'honour',
    bidders.map((one) => honour(one, `青财荣〔2026〕${one.code.slice(-6)}号`)),
  );

/** Works the waiting jobs of this name, as the worker of a running server does, and answers how many there were. */
export async function workJobs(system: System, name: string): Promise<number> {
  const task = appJobs().find((one) => one.name === name);
  assert(task !== undefined, `no job is called ${name}`);
  let worked = 0;
  await runOnce({
    pgPool: system.pool,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: {
      [name]: async (payload) => {
        await task.run(system, payload, system.clock());
        worked++;
      },
    },
  });
  await jobsAtRest(system.pool);
  return worked;
}
