import {
  lookAtMissedChecks,
  MISSED_CHECKS_PAGE_AT_MOST,
  type MissedCheck,
  type MissedChecks,
  missedChecksAnswered,
} from '../domain/governance/index.ts';
import { isCalendarDate } from '../kernel/civil-days.ts';
import { today } from '../kernel/dates.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { print, printRefusal } from './answer.ts';
import { missedChecksText } from './governance-text.ts';
import { withSystem } from './open-system.ts';
import { type VerbCall, verb } from './verb.ts';

/** Pages that are printed; more is read over the interface. */
const PAGES_AT_MOST = 5;

export const missedChecks = verb({
  name: 'missed-checks',
  summary: '应查未查:决定之日受限制的主体获得许可、奖励、给付,而决定机关未核查或者未执行',
  usage: '[--agency <统一社会信用代码>] [--from <日期>] [--until <日期>]',
  options: { agency: { type: 'string' }, from: { type: 'string' }, until: { type: 'string' } },
  positionals: [0, 0],
  run: (call) =>
    withSystem(call, async (system) => {
      const { agency, from, until } = call.values;
      for (const [option, day] of Object.entries({ from, until })) {
        if (day === undefined || isCalendarDate(day)) continue;
        const refusal = refuse('invalid-request', `--${option} 应为日期,例如 2026-03-01。`, { field: option });
        return printRefusal(call, refusal);
      }
      const found = await firstPages(system, call, { agency, from, until });
      if (isRefusal(found)) return printRefusal(call, found);
      return print(call, missedChecksAnswered(found, today(system.clock())), missedChecksText(found));
    }),
});

async function firstPages(
  { pool, clock }: System,
  { actor }: Pick<VerbCall, 'actor'>,
  asked: { agency: string | undefined; from: string | undefined; until: string | undefined },
): Promise<MissedChecks | Refusal> {
  const now = clock();
  const act = { actor, purpose: 'missed-checks', now };
  const page = { ...asked, reach: { over: 'all' as const }, limit: MISSED_CHECKS_PAGE_AT_MOST };
  const first = await lookAtMissedChecks(pool, act, today(now), page);
  if (isRefusal(first)) return first;
  const { next, ...answer } = first;
  const found: MissedCheck[] = [...first.missedChecks];
  let after = next;
  for (let pages = 1; after !== undefined && pages < PAGES_AT_MOST; pages++) {
    const more = await lookAtMissedChecks(pool, act, today(now), { ...page, after });
    if (isRefusal(more)) return more;
    found.push(...more.missedChecks);
    after = more.next;
  }
  return { ...answer, missedChecks: found, ...(after === undefined ? {} : { next: after }) };
}
