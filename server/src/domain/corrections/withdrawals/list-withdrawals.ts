import { type CalendarDate, daysBetween, today } from '../../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import { workingDaysBetween } from '../../../kernel/working-days.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { refusePeriod } from '../recalls/account.ts';

export const WITHDRAWALS_PAGE = 50;
export const WITHDRAWALS_PAGE_AT_MOST = 200;

/** A withdrawal, and how long after the decision that changed, revoked or annulled the record's it came. */
export type MeasuredWithdrawal = {
  recordId: string;
  category: string;
  agency: string;
  document: string | null;
  /** The day of that decision; null where nobody has said it, and then nothing can be measured. */
  decidedOn: CalendarDate | null;
  withdrawnAt: Date;
  days: number | null;
  workingDays: number | null;
  late: boolean | null;
};
export type Withdrawals = {
  withinDays: number;
  /** Of the whole period, whatever the page. */
  whole: { withdrawals: number; inTime: number; late: number; unmeasured: number };
  withdrawals: MeasuredWithdrawal[];
  next?: string;
};

type Asked = {
  from: CalendarDate;
  until: CalendarDate;
  late?: boolean | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

type Row = Omit<MeasuredWithdrawal, 'days' | 'workingDays' | 'late'> & { subjectId: string; deedNo: number };

/** $1 agencies or null, $2 and $3 days, $4 how many days are in time. */
const OF_PERIOD = `record_deed d
  join lateral (select r.category, r.agency from record r where r.subject_id = d.subject_id and r.record_id = d.record_id
    order by r.version desc limit 1) r on true
 where d.kind = 'withdrawal' and (d.recorded_at at time zone 'Asia/Shanghai')::date between $2 and $3
   and ($1::text[] is null or coalesce(d.agency, r.agency) = any($1))`;
const IS_LATE = `(d.recorded_at at time zone 'Asia/Shanghai')::date - d.decided_on > $4`;

/**
 * The rule of days, measured: from the decision that changed, revoked or annulled the record's to the moment it left every page.
 * Late ones can be asked for alone. The limit is the catalogue's `withdrawWithinDays`, in days of the calendar.
 */
export async function listWithdrawals(
  trx: Queryable,
  act: Act,
  { reach, catalogue }: { reach: Reach; catalogue: Catalogue },
  { from, until, late, limit = WITHDRAWALS_PAGE, after }: Asked,
): Promise<Withdrawals | Refusal> {
  const amiss = refusePeriod(from, until);
  if (amiss !== null) return amiss;
  const place = after === undefined ? undefined : readPlace(after);
  if (isRefusal(place)) return place;
  const withinDays = catalogue.policy.withdrawWithinDays;
  const values = [await agenciesOfReach(trx, reach, today(act.now)), from, until, withinDays];
  const { rows: counted } = await trx.query<Withdrawals['whole']>(
    `select count(*)::int as withdrawals, count(*) filter (where not ${IS_LATE})::int as "inTime",
            count(*) filter (where ${IS_LATE})::int as late,
            count(*) filter (where d.decided_on is null)::int as unmeasured from ${OF_PERIOD}`,
    values,
  );
  const { rows } = await trx.query<Row>(
    `select d.subject_id as "subjectId", d.record_id as "recordId", d.deed_no as "deedNo", r.category,
            coalesce(d.agency, r.agency) as agency, d.document, d.decided_on as "decidedOn", d.recorded_at as "withdrawnAt"
       from ${OF_PERIOD} and ($5::boolean is null or coalesce(${IS_LATE}, false) = $5)
        and ($6::timestamptz is null or (d.recorded_at, d.subject_id, d.record_id) < ($6, $7, $8))
      order by d.recorded_at desc, d.subject_id desc, d.record_id desc limit $9`,
    [...values, late ?? null, place?.at ?? null, place?.subjectId ?? null, place?.recordId ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  await journal(trx, act, { event: 'correction.withdrawals-read', detail: { from, until, withdrawals: page.length } });
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined;
  return {
    withinDays,
    whole: counted[0] ?? { withdrawals: 0, inTime: 0, late: 0, unmeasured: 0 },
    withdrawals: page.map((row) => measured(row, catalogue)),
    ...(next ? { next: writePageCursor([last.withdrawnAt.toISOString(), last.subjectId, last.recordId]) } : {}),
  };
}

function measured({ subjectId: _, deedNo: __, ...row }: Row, { policy, workingDays }: Catalogue): MeasuredWithdrawal {
  if (row.decidedOn === null) return { ...row, days: null, workingDays: null, late: null };
  const on = today(row.withdrawnAt);
  const days = daysBetween(row.decidedOn, on);
  return {
    ...row,
    days,
    workingDays: workingDaysBetween(row.decidedOn, on, workingDays).days,
    late: days > policy.withdrawWithinDays,
  };
}

function readPlace(text: string): { at: Date; subjectId: string; recordId: string } | Refusal {
  const [moment, subjectId, recordId] = readPageCursor(text, 3) ?? [];
  const at = typeof moment === 'string' ? new Date(moment) : undefined;
  if (
    at !== undefined &&
    !Number.isNaN(at.getTime()) &&
    typeof subjectId === 'string' &&
    typeof recordId === 'string'
  ) {
    if (![subjectId, recordId].some((part) => part.includes('\0'))) return { at, subjectId, recordId };
  }
  return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
}
