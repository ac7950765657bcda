import { type CalendarDate, daysBetween, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';

/** A year at most, so that an account is read whole. */
export const ACCOUNT_DAYS_AT_MOST = 366;

/** What became of the parts an agency got in a period, and how long it took; days are calendar days from receipt. */
export type RepairAccount = {
  agency: string;
  agencyName: string;
  parts: number;
  granted: number;
  refused: number;
  declined: number;
  withdrawn: number;
  open: number;
  /** Null where none was accepted, or decided. */
  daysToAccept: number | null;
  daysToResult: number | null;
};

const COUNTED = `
select p.agency, g.name as "agencyName", count(*)::int as parts,
       count(*) filter (where result.deed = 'granted')::int as granted,
       count(*) filter (where result.deed = 'refused')::int as refused,
       count(*) filter (where result.deed in ('declined', 'incomplete'))::int as declined,
       count(*) filter (where result.deed = 'withdrawn')::int as withdrawn,
       count(*) filter (where result.deed is null)::int as open,
       round(avg(accepted.on_day - a.received_on), 1)::float8 as "daysToAccept",
       round(avg(result.on_day - a.received_on) filter (where result.deed <> 'withdrawn'), 1)::float8 as "daysToResult"
  from repair_part p
  join repair_application a on a.subject_id = p.subject_id and a.application_id = p.application_id
  join agency g on g.uscc = p.agency
  left join lateral (select d.on_day from case_deed d where d.subject_id = p.subject_id and d.case_id = p.case_id
    and d.deed = 'accepted' order by d.deed_no limit 1) accepted on true
  left join lateral (select d.deed, d.on_day from case_deed d where d.subject_id = p.subject_id and d.case_id = p.case_id
    and d.deed in ('granted', 'refused', 'declined', 'incomplete', 'withdrawn') order by d.deed_no limit 1) result on true
 where a.received_on between $1 and $2 and ($3::text[] is null or p.agency = any($3))
 group by p.agency, g.name order by p.agency`;

/** How each agency within reach dealt with the repairs received in a period: counted when asked, from the deeds. */
export async function readRepairAccount(
  trx: Queryable,
  act: Act,
  reach: Reach,
  { from, until }: { from: CalendarDate; until: CalendarDate },
): Promise<{ from: CalendarDate; until: CalendarDate; agencies: RepairAccount[] } | Refusal> {
  if (until < from || daysBetween(from, until) >= ACCOUNT_DAYS_AT_MOST) {
    return refuse(
      'invalid-request',
      `截止日期不得早于起始日期，一次最多统计 ${ACCOUNT_DAYS_AT_MOST} 天，请改写或者分段查询。`,
      { field: 'until' },
    );
  }
  const agencies = await agenciesOfReach(trx, reach, today(act.now));
  const { rows } = await trx.query<RepairAccount>(COUNTED, [from, until, agencies]);
  await journal(trx, act, { event: 'repair.account-read', detail: { from, until, agencies: rows.length } });
  return { from, until, agencies: rows };
}
