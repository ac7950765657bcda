import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { catalogueInForce, loadBundledCatalogue } from '../../server/src/domain/catalogue/index.ts';
import { type SubmittedRow, submitRows } from '../../server/src/domain/intake/index.ts';
import { addDays, addMonths, daysBetween, today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import type { System } from '../../server/src/system.ts';
import { OFFICES, type Office, type Organisation, organisations } from './city-names.ts';

const BUNDLED = fileURLToPath(new URL('../../catalogue', import.meta.url));

/** Organisations that tests and screenshots go to. */
export type PlantedCity = { all: Organisation[]; busy: Organisation; soleTrader: Organisation; renamed: Organisation };

const FORMER_NAME = '青禾旧名商贸有限公司';

/** Days from a decision to its arrival here; every tenth or so comes far too late. */
const USUAL_DELAY_DAYS = 3;
const LATE_DELAY_DAYS = 20;
const LATE_ONES = 11;

/** Fills a fresh, migrated database with an invented city, by the way every department's rows go, over the last year. */
export async function plantCity(system: System, clock: { now: Date }): Promise<PlantedCity> {
  const noon = clock.now;
  const day = today(noon);
  const all = organisations();
  const [busy, soleTrader, renamed] = all;
  assert(busy !== undefined && soleTrader !== undefined && renamed !== undefined);
  const { market, housing, ecology, tax, labour } = OFFICES;
  await openOffices(system);
  clock.now = shifted(noon, -400);
  await submit(system, 'registration', market, [registration({ ...renamed, name: FORMER_NAME })]);
  await submit(system, 'registration', market, all.map(registration));

  const send = async (category: string, office: Office, rows: DatedRow[]) => {
    for (const [arrival, records] of byArrival(rows, day)) {
      clock.now = shifted(noon, daysBetween(day, arrival));
      await submit(system, category, office, records);
    }
    clock.now = noon;
  };
  const permits = all.flatMap((holder, at) =>
    at % 3 === 2 ? [] : [licence(holder, at, housing, addDays(day, -at * 4))],
  );
  const more = Array.from({ length: 14 }, (_, at) => licence(busy, 100 + at, housing, addDays(day, -3 - at * 24)));
  await send('licence', housing, [...permits, ...more]);
  const fined = all
    .filter((_, at) => at % 4 === 1)
    .map((party, at) => penalty(party, at, ecology, addDays(day, -2 - at * 9)));
  await send('penalty', ecology, fined);
  await send(
    'penalty',
    market,
    [busy, ...all.filter((_, at) => at % 10 === 7)].map((party, at) =>
      penalty(party, 91 + at, market, addDays(day, -5 - at * 30)),
    ),
  );
  const honoured = [busy, ...all.filter((_, at) => at % 6 === 3)];
  await send(
    'honour',
    market,
    honoured.map((party, at) => honour(party, at, market, addDays(day, -30 - at))),
  );
  const gradedIn = String(Number(day.slice(0, 4)) - 1);
  await submit(
    system,
    'tax-grade-a',
    tax,
    honoured.map(({ name, code }) => gradeA(name, code, gradedIn, tax)),
  );
  const dishonest = all.filter((_, at) => at % 19 === 4);
  await send(
    'serious-dishonesty',
    tax,
    dishonest.map((party, at) => entry(party, at, '重大税收违法失信主体', tax, day)),
  );
  const owing = all.filter((_, at) => at % 23 === 6);
  const wages = '拖欠农民工工资失信联合惩戒对象名单';
  await send(
    'serious-dishonesty',
    labour,
    owing.map((party, at) => entry(party, at, wages, labour, day)),
  );
  for (const office of [tax, labour]) await submit(system, 'serious-dishonesty', office, []);
  return { all, busy, soleTrader, renamed };
}

type DatedRow = SubmittedRow & { decidedOn: string };

function byArrival(rows: readonly DatedRow[], day: string): [string, DatedRow[]][] {
  const arrivals = new Map<string, DatedRow[]>();
  for (const [at, row] of rows.entries()) {
    const arrival = addDays(row.decidedOn, at % LATE_ONES === LATE_ONES - 1 ? LATE_DELAY_DAYS : USUAL_DELAY_DAYS);
    // Offices send once a week, and what is older than three days goes along.
    const sent = addDays(arrival, ((daysBetween(arrival, day) % 7) + 7) % 7);
    const then = sent < day ? sent : day;
    arrivals.set(then, [...(arrivals.get(then) ?? []), row]);
  }
  return [...arrivals].sort(([a], [b]) => (a < b ? -1 : 1));
}

function shifted(noon: Date, days: number): Date {
  return new Date(noon.getTime() + days * 86_400_000);
}

async function openOffices(system: System): Promise<void> {
  const act = { actor: 'clerk', purpose: 'found', now: system.clock() };
  const loaded = await loadBundledCatalogue(system.pool, BUNDLED, act);
  assert.notEqual(loaded.outcome, 'refused', JSON.stringify(loaded).slice(0, 500));
  const catalogue = await catalogueInForce(system.pool, today(act.now));
  const codes = {
    categories: new Set(catalogue.categories().map(({ code }) => code)),
    adverse: new Set(
      catalogue
        .categories()
        .filter(({ nature }) => nature === 'adverse')
        .map(({ code }) => code),
    ),
    lists: new Set(catalogue.lists().map(({ code }) => code)),
  };
  const may: [Office, string[], string[]][] = [
    [OFFICES.market, ['registration', 'penalty', 'honour'], []],
    [OFFICES.housing, ['licence'], []],
    [OFFICES.ecology, ['penalty'], []],
    [OFFICES.tax, ['tax-grade-a', 'serious-dishonesty'], ['tax-serious']],
    [OFFICES.labour, ['serious-dishonesty'], ['wage-arrears']],
  ];
  await write(system.pool, system.clock, async (trx) => {
    for (const [{ code: uscc, name }, categories, lists] of may) {
      const added = await addAgency(trx, act, { uscc, name, categories, lists, release: 'direct' }, codes);
      assert('agency' in added, JSON.stringify(added));
    }
  });
}

async function submit(
  system: System,
  category: string,
  { code: agency }: Office,
  records: SubmittedRow[],
): Promise<void> {
  const receipt = await submitRows(
    system,
    { actor: 'clerk', agency, purpose: 'import' },
    { category, agency, records },
  );
  assert('errors' in receipt, JSON.stringify(receipt));
  assert.deepEqual(receipt.errors, [], category);
}

function registration({ name, code, kind, founded, status, address }: Organisation): SubmittedRow {
  const { market } = OFFICES;
  return {
    name,
    code,
    kind,
    foundedOn: founded,
    status,
    address,
    legalRepresentative: '（略）',
    authority: market.name,
    authorityCode: market.code,
    capital: '500',
    scope:
      '许可项目：道路货物运输；一般项目：普通货物仓储服务，信息咨询服务。依法须经批准的项目，经相关部门批准后方可开展经营活动。',
  };
}

const deciding = ({ name, code }: Office) => ({ authority: name, authorityCode: code });
const source = ({ name, code }: Office) => ({ sourceUnit: name, sourceUnitCode: code });
const party = ({ name, code, kind }: Organisation) => ({
  name,
  code,
  partyKind: kind === '个体工商户' ? '个体工商户' : '法人及非法人组织',
});

function licence(holder: Organisation, at: number, office: Office, decidedOn: string): DatedRow {
  const works = ['建筑工程施工许可', '城镇污水排入排水管网许可', '商品房预售许可', '燃气经营许可'];
  const work = works[at % works.length] ?? '';
  return {
    ...party(holder),
    ...deciding(office),
    ...source(office),
    documentName: `${work}决定书`,
    documentNo: `青住建许〔${decidedOn.slice(0, 4)}〕${String(200 + at)}号`,
    kinds: '普通',
    certificateName: `${work}证`,
    certificateNo: `9901${String(10_000 + at)}`,
    content: '准予许可。',
    decidedOn,
    validFrom: decidedOn,
    validUntil: at % 5 === 0 ? '长期' : addMonths(decidedOn, 36),
    status: '1',
  };
}

function penalty(against: Organisation, at: number, office: Office, decidedOn: string): DatedRow {
  const heavy = at % 3 === 0;
  return {
    ...party(against),
    ...deciding(office),
    ...source(office),
    documentNo: `青罚字〔${decidedOn.slice(0, 4)}〕${String(30 + at)}号`,
    violation: '未按规定运行污染防治设施',
    facts: '经查，当事人未按规定运行污染防治设施。',
    grounds: '《中华人民共和国大气污染防治法》第九十九条第三项',
    kinds: heavy ? '罚款;责令停产停业' : '罚款',
    content: heavy ? '处罚款12.5万元，责令停产整治。' : '处罚款2万元。',
    fine: heavy ? '12.5' : '2',
    decidedOn,
    validUntil: '长期',
  };
}

function honour({ name, code }: Organisation, at: number, office: Office, decidedOn: string): DatedRow {
  return {
    name,
    code,
    ...deciding(office),
    honour: '青禾市守合同重信用企业',
    grounds: '《青禾市守合同重信用企业公示办法》第六条',
    documentNo: `青市监〔${decidedOn.slice(0, 4)}〕${String(5 + at)}号`,
    decidedOn,
    validUntil: addMonths(decidedOn, 24),
  };
}

function gradeA(name: string, code: string, year: string, office: Office): SubmittedRow {
  return { name, code, year, ...deciding(office) };
}

function entry({ name, code }: Organisation, at: number, list: string, office: Office, day: string): DatedRow {
  const decidedOn = addDays(day, -20 - at * 11);
  return {
    name,
    code,
    ...deciding(office),
    listType: list,
    reason: '符合列入情形。',
    grounds: '认定办法第五条',
    documentNo: `青列〔${decidedOn.slice(0, 4)}〕${String(1 + at)}号`,
    decidedOn,
    servedOn: decidedOn,
    validUntil: addMonths(decidedOn, 36),
    exitCondition: '履行义务并纠正后可以申请提前移出。',
  };
}
