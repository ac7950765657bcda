import type { ChartModel, HomePage } from '../../../../web/src/portal/model.ts';
import { lists as listsPath, publicityOf } from '../../../../web/src/portal/paths.ts';
import { addMonths, today } from '../../kernel/dates.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { decisionCategories } from './decisions.ts';
import { kindName } from './labels.ts';
import { type Asking, MONTHS_BACK, subjectsByKind, type Tally, tallies, weekly, weekStart } from './statistics.ts';

/** Departments drawn; the page of the double publicity has them all. */
const DEPARTMENTS_DRAWN = 8;

export async function homePage(asking: Asking): Promise<HomePage> {
  const { catalogue, now } = asking;
  const [week, counted, kinds] = await Promise.all([weekly(asking), tallies(asking), subjectsByKind(asking)]);
  const decisions = decisionCategories(catalogue);
  const codes = new Set(decisions.map(({ code }) => code));
  const decided = counted.filter(({ category }) => codes.has(category));
  return {
    page: 'home',
    today: today(now),
    week: {
      from: weekStart(now),
      rows: inOrder(catalogue, decisions).flatMap(({ code, name, role }) => {
        const figures = week.find(({ category }) => category === code);
        if (figures === undefined || figures.published + figures.ended === 0) return [];
        const { published, ended } = figures;
        const href = codes.has(code) ? publicityOf({ kind: code }) : role === 'list' ? listsPath : null;
        return [{ name, href, published, ended }];
      }),
    },
    charts: [
      byMonth(now, decisions.slice(0, 2), decided),
      punctuality(decided),
      byCategory(asking, counted),
      {
        title: '登记在册的企业和组织',
        note: '按主体类型，自然人不在其中',
        shape: 'bars',
        unit: '家',
        heading: '主体类型',
        labels: kinds.map(({ kind }) => kindName(kind)),
        series: [{ name: '数量', values: kinds.map(({ subjects }) => subjects) }],
      },
    ],
  };
}

/** Decisions as their own page has them, then by number of the national catalogue. */
function inOrder(catalogue: Asking['catalogue'], decisions: readonly CompiledCategory[]): CompiledCategory[] {
  const others = catalogue.categories().filter((category) => !decisions.includes(category));
  return [...decisions, ...others.toSorted((a, b) => a.national.number - b.national.number)];
}

function byMonth(now: Date, categories: { code: string; name: string }[], decided: Tally[]): ChartModel {
  const months = Array.from({ length: MONTHS_BACK }, (_, at) =>
    addMonths(today(now), at + 1 - MONTHS_BACK).slice(0, 7),
  );
  return {
    title: `近 ${MONTHS_BACK} 个月作出的决定`,
    note: '按决定月份，今日仍在公示期内的',
    shape: 'columns',
    unit: '项',
    heading: '月份',
    labels: months.map((month) => `${Number(month.slice(5))}月`),
    series: categories.map(({ code, name }) => ({
      name,
      values: months.map((month) => sum(decided.filter((tally) => tally.category === code && tally.month === month))),
    })),
  };
}

function punctuality(decided: Tally[]): ChartModel {
  const names = new Map<string, Tally[]>();
  for (const tally of decided) names.set(tally.authorityName, [...(names.get(tally.authorityName) ?? []), tally]);
  const departments = [...names]
    .map(([name, tallied]) => {
      const records = sum(tallied);
      const late = tallied.reduce((total, tally) => total + tally.late, 0);
      return { name, records, share: Math.floor(((records - late) / records) * 100) };
    })
    .toSorted((a, b) => b.records - a.records)
    .slice(0, DEPARTMENTS_DRAWN);
  return {
    title: '各部门按时公示的比例',
    note: '自决定之日起规定的工作日内公示的占比，公示数量多的部门在前',
    shape: 'bars',
    unit: '%',
    heading: '部门',
    labels: departments.map(({ name }) => name),
    series: [{ name: '按时公示', values: departments.map(({ share }) => share) }],
  };
}

function byCategory({ catalogue }: Asking, counted: Tally[]): ChartModel {
  const categories = catalogue
    .categories()
    .filter(({ role }) => role !== 'register')
    .map(({ code, name }) => ({ name, records: sum(counted.filter(({ category }) => category === code)) }))
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => b.records - a.records);
  return {
    title: '正在公示的信息',
    note: `按信息类别，近 ${MONTHS_BACK} 个月决定的`,
    shape: 'bars',
    unit: '项',
    heading: '信息类别',
    labels: categories.map(({ name }) => name),
    series: [{ name: '数量', values: categories.map(({ records }) => records) }],
  };
}

function sum(tallied: readonly Tally[]): number {
  return tallied.reduce((total, { records }) => total + records, 0);
}
