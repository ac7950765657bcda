import { isCalendarDate } from '../../../kernel/civil-days.ts';
import { type CalendarDate, daysBetween, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { findAgency } from '../../access/index.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type CheckCounts, countChecks, NO_CHECKS } from './count-checks.ts';
import { countEntries, type EntryCounts, NO_ENTRIES } from './count-entries.ts';
import { countNotices, NO_NOTICES, type NoticeCounts } from './count-notices.ts';

/** A year at most, so that an account is read whole. */
export const ACCOUNT_DAYS_AT_MOST = 366;

export type AgencyAccount = { agency: string; agencyName: string } & CheckCounts & {
    /** Overridden among the measures reported on, in percent with one place; null where none was. */
    overriddenPercent: number | null;
    notices: NoticeCounts;
    entries: EntryCounts;
  };

/**
 * What each agency within reach did with what it was told: of checks answered, notices opened and entries owed in a period,
 * what was closed in time, late, or is open still. Counted when asked, from the deeds; nothing is remembered.
 */
export async function readAccount(
  trx: Queryable,
  act: Act,
  { reach, catalogue }: { reach: Reach; catalogue: Catalogue },
  { from, until }: { from: CalendarDate; until: CalendarDate },
): Promise<{ from: CalendarDate; until: CalendarDate; agencies: AgencyAccount[] } | Refusal> {
  const amiss = refusePeriod(from, until);
  if (amiss !== null) return amiss;
  const day = today(act.now);
  const agencies = await agenciesOfReach(trx, reach, day);
  const period = { from, until, today: day, catalogue };
  const checks = await countChecks(trx, agencies, period);
  const notices = await countNotices(trx, agencies, period);
  const entries = await countEntries(trx, agencies, period);
  const named = [...new Set([...checks.keys(), ...notices.keys(), ...entries.keys()])].sort();
  const accounts: AgencyAccount[] = [];
  for (const agency of named) {
    const counted = checks.get(agency) ?? NO_CHECKS;
    accounts.push({
      agency,
      agencyName: (await findAgency(trx, agency))?.name ?? agency,
      ...counted,
      overriddenPercent: percent(counted.overridden, counted.closedInTime + counted.closedLate),
      notices: notices.get(agency) ?? NO_NOTICES,
      entries: entries.get(agency) ?? NO_ENTRIES,
    });
  }
  await journal(trx, act, { event: 'response.account-read', detail: { from, until, agencies: accounts.length } });
  return { from, until, agencies: accounts };
}

function refusePeriod(from: CalendarDate, until: CalendarDate): Refusal | null {
  if (!isCalendarDate(from) || !isCalendarDate(until) || until < from) {
    return refuse('invalid-request', '请写明起止日期，截止日期不得早于起始日期。', { field: 'until' });
  }
  if (daysBetween(from, until) < ACCOUNT_DAYS_AT_MOST) return null;
  return refuse('invalid-request', `一次最多统计 ${ACCOUNT_DAYS_AT_MOST} 天，请分段查询。`, { field: 'until' });
}

const PER_MILLE = 1000;
function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * PER_MILLE) / whole) / 10;
}
