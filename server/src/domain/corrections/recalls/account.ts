import { isCalendarDate } from '../../../kernel/civil-days.ts';
import { addDays, type CalendarDate, daysBetween, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';

/** A year at most, so that an account is read whole. */
export const ACCOUNT_DAYS_AT_MOST = 366;

/** What became of the recalls and of the letters to desks that were made in a period; hours run from the deed. */
export type RecallCounts = {
  recalls: number;
  /** By webhook or into the inbox. */
  delivered: number;
  acknowledged: number;
  inTime: number;
  late: number;
  open: number;
  /** Of those open, past their day. */
  overdue: number;
  escalated: number;
  /** In percent with one place; null where there was no recall. */
  acknowledgedPercent: number | null;
  /** From the deed to the acknowledgement, with one place; null where there is none. */
  medianHours: number | null;
  longestHours: number | null;
  reversalsAsked: number;
  reversed: number;
  notReversed: number;
  nothingToReverse: number;
  reversalsOpen: number;
  reversalsOverdue: number;
};
export type RecipientAccount = RecallCounts & { agency: string; agencyName: string };
export type RecallAccount = {
  from: CalendarDate;
  until: CalendarDate;
  whole: RecallCounts;
  agencies: RecipientAccount[];
};

/** $1 agencies or null, $2 and $3 the moments between which, $4 today. The row without an agency is the whole. */
const COUNTED = `
with made as (
  select r.recipient as agency, r.due_on, k.done, e.recall_id is not null as escalated,
         (k.recorded_at at time zone 'Asia/Shanghai')::date as acknowledged_on,
         extract(epoch from k.recorded_at - r.effect_at) / 3600 as hours,
         exists (select from recall_delivery d where d.subject_id = r.subject_id and d.recall_id = r.recall_id
                    and d.outcome = 'delivered') as delivered
    from recall r
    left join recall_acknowledgement k on k.subject_id = r.subject_id and k.recall_id = r.recall_id
    left join recall_escalation e on e.subject_id = r.subject_id and e.recall_id = r.recall_id
   where ($1::text[] is null or r.recipient = any($1)) and r.due_on is not null and r.recorded_at >= $2 and r.recorded_at < $3
), recalls as (
  select coalesce(agency, '') as agency, count(*)::int as recalls, count(*) filter (where delivered)::int as delivered, count(done)::int as acknowledged,
         count(*) filter (where acknowledged_on <= due_on)::int as "inTime",
         count(*) filter (where acknowledged_on > due_on)::int as late,
         count(*) filter (where done is null)::int as open,
         count(*) filter (where done is null and due_on < $4)::int as overdue,
         count(*) filter (where escalated)::int as escalated,
         round(100.0 * count(done) / count(*), 1)::float8 as "acknowledgedPercent",
         round((percentile_cont(0.5) within group (order by hours))::numeric, 1)::float8 as "medianHours",
         round(max(hours), 1)::float8 as "longestHours"
    from made group by rollup (agency) having count(*) > 0
), asked as (
  select coalesce(v.agency, '') as agency, count(*)::int as "reversalsAsked",
         count(*) filter (where w.answer = 'reversed')::int as reversed,
         count(*) filter (where w.answer = 'not-reversed')::int as "notReversed",
         count(*) filter (where w.answer = 'nothing-to-reverse')::int as "nothingToReverse",
         count(*) filter (where w.answer is null)::int as "reversalsOpen",
         count(*) filter (where w.answer is null and v.due_on < $4)::int as "reversalsOverdue"
    from reversal v
    left join reversal_answer w on w.subject_id = v.subject_id and w.reversal_id = v.reversal_id
   where ($1::text[] is null or v.agency = any($1)) and v.asked_at >= $2 and v.asked_at < $3
   group by rollup (v.agency) having count(*) > 0
)
select g.uscc as agency, g.name as "agencyName", r.recalls, r.delivered, r.acknowledged, r."inTime", r.late, r.open, r.overdue,
       r.escalated, r."acknowledgedPercent", r."medianHours", r."longestHours", a."reversalsAsked", a.reversed,
       a."notReversed", a."nothingToReverse", a."reversalsOpen", a."reversalsOverdue"
  from recalls r full join asked a on a.agency = r.agency
  left join agency g on g.uscc = coalesce(r.agency, a.agency)
 order by 1 nulls first`;

type Row = { agency: string | null; agencyName: string | null } & { [Name in keyof RecallCounts]: number | null };

/** Who was told, who answered, within how many hours, and what is open: of each recipient within reach, and in all. */
export async function readRecallAccount(
  trx: Queryable,
  act: Act,
  reach: Reach,
  { from, until }: { from: CalendarDate; until: CalendarDate },
): Promise<RecallAccount | Refusal> {
  const amiss = refusePeriod(from, until);
  if (amiss !== null) return amiss;
  const day = today(act.now);
  const { rows } = await trx.query<Row>(COUNTED, [
    await agenciesOfReach(trx, reach, day),
    new Date(`${from}T00:00:00+08:00`),
    new Date(`${addDays(until, 1)}T00:00:00+08:00`),
    day,
  ]);
  const agencies = rows.flatMap((row) =>
    row.agency === null ? [] : [{ agency: row.agency, agencyName: row.agencyName ?? row.agency, ...countsOf(row) }],
  );
  await journal(trx, act, { event: 'recall.account-read', detail: { from, until, agencies: agencies.length } });
  return { from, until, whole: countsOf(rows.find(({ agency }) => agency === null)), agencies };
}

function countsOf(row: Row | undefined): RecallCounts {
  const count = (name: keyof RecallCounts) => row?.[name] ?? 0;
  return {
    recalls: count('recalls'),
    delivered: count('delivered'),
    acknowledged: count('acknowledged'),
    inTime: count('inTime'),
    late: count('late'),
    open: count('open'),
    overdue: count('overdue'),
    escalated: count('escalated'),
    acknowledgedPercent: row?.acknowledgedPercent ?? null,
    medianHours: row?.medianHours ?? null,
    longestHours: row?.longestHours ?? null,
    reversalsAsked: count('reversalsAsked'),
    reversed: count('reversed'),
    notReversed: count('notReversed'),
    nothingToReverse: count('nothingToReverse'),
    reversalsOpen: count('reversalsOpen'),
    reversalsOverdue: count('reversalsOverdue'),
  };
}

export function refusePeriod(from: CalendarDate, until: CalendarDate): Refusal | null {
  if (!isCalendarDate(from) || !isCalendarDate(until) || until < from) {
    return refuse('invalid-request', '请写明起止日期，截止日期不得早于起始日期。', { field: 'until' });
  }
  if (daysBetween(from, until) < ACCOUNT_DAYS_AT_MOST) return null;
  return refuse('invalid-request', `一次最多统计 ${ACCOUNT_DAYS_AT_MOST} 天，请分段查询。`, { field: 'until' });
}
