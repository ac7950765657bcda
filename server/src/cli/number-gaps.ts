import { catalogueInForce } from '../domain/catalogue/index.ts';
import { type AgencyGaps, lookAtNumberGaps, type NumberGaps, numberGapsAnswered } from '../domain/governance/index.ts';
import { today } from '../kernel/dates.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { print, printRefusal } from './answer.ts';
import { numberGapsText } from './governance-text.ts';
import { withSystem } from './open-system.ts';
import { type VerbCall, verb } from './verb.ts';

/** Pages of agencies that are printed; more is read over the interface. */
const PAGES_AT_MOST = 50;

export const numberGaps = verb({
  name: 'number-gaps',
  summary: '断号:各机关已报送的文书号之间缺少的号码,疑似漏报',
  usage: '[--agency <统一社会信用代码>] [--year <年份>]',
  options: { agency: { type: 'string' }, year: { type: 'string' } },
  positionals: [0, 0],
  run: (call) =>
    withSystem(call, async (system) => {
      const { agency, year } = call.values;
      if (year !== undefined && !/^(19|20)\d\d$/.test(year))
        return printRefusal(call, refuse('invalid-request', '--year 应为四位年份,例如 2026。', { field: 'year' }));
      const found = await everyAgency(system, call, { agency, year: year === undefined ? undefined : Number(year) });
      if (isRefusal(found)) return printRefusal(call, found);
      return print(call, numberGapsAnswered(found, today(system.clock())), numberGapsText(found));
    }),
});

async function everyAgency(
  { pool, clock }: System,
  { actor }: Pick<VerbCall, 'actor'>,
  asked: { agency: string | undefined; year: number | undefined },
): Promise<NumberGaps | Refusal> {
  const now = clock();
  const act = { actor, purpose: 'number-gaps', now };
  const law = { catalogue: await catalogueInForce(pool, today(now)), today: today(now) };
  const agencies: AgencyGaps[] = [];
  let after: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await lookAtNumberGaps(pool, act, law, { ...asked, reach: { over: 'all' }, after });
    if (isRefusal(page)) return page;
    agencies.push(...page.agencies);
    after = page.next;
    if (after === undefined || pages === PAGES_AT_MOST)
      return { year: page.year, agencies, ...(after === undefined ? {} : { next: after }) };
  }
}
