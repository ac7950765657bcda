import { inProse } from '../../../../web/src/ui/dates.ts';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Archive } from '../records/index.ts';
import { decisionCategories } from './decisions.ts';
import { REPORT_SECTIONS } from './report-sections.ts';
import type { Asking } from './statistics.ts';

const DECISIONS_NAMED = 2;

/**
 * The organisation in one sentence of facts, in parts: what is shown, and whether it is on a list of serious dishonesty.
 * "Not listed" is said only where a source of such lists has reported; otherwise the sentence says that none has.
 */
export async function summaryOf(asking: Asking, counts: Archive['counts']): Promise<string[]> {
  const { catalogue } = asking;
  const countOf = (code: string) => counts.find(({ category }) => category === code)?.records ?? 0;
  const named = decisionCategories(catalogue).slice(0, DECISIONS_NAMED);
  const decisions = named.map(({ code, name }) => `${name} ${countOf(code)} 项`).join('、');
  const others = counts.filter(
    ({ category }) =>
      catalogue.category(category)?.nature === 'favourable' && !named.some(({ code }) => code === category),
  );
  const honours = others.map(({ name, records }) => `${name} ${records} 项`);
  return [`现公示 ${[decisions, ...honours].filter(Boolean).join('、')}`, await listed(asking, countOf)];
}

async function listed({ pool, catalogue, now }: Asking, countOf: (code: string) => number): Promise<string> {
  const numbers = REPORT_SECTIONS.find(({ id }) => id === 'dishonesty')?.national ?? [];
  const lists = catalogue.categories().filter(({ national }) => numbers.includes(national.number));
  const entries = lists.reduce((sum, { code }) => sum + countOf(code), 0);
  if (entries > 0) return `现列入严重失信主体名单 ${entries} 项（截至${inProse(today(now))}）`;
  const { rows } = await pool.query<{ asOf: CalendarDate | null }>(
    // As current as the slowest of its sources.
    'select min(as_of) as "asOf" from source_currency where category = any($1)',
    [lists.map(({ code }) => code)],
  );
  const asOf = rows[0]?.asOf ?? null;
  return asOf === null ? '本平台尚未收到严重失信主体名单的报送' : `未列入严重失信主体名单（截至${inProse(asOf)}）`;
}
