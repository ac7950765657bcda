import type { Queryable } from '../../../platform/db/write.ts';
import { clocksOf } from '../../casework/index.ts';
import { APPLIED_NOTICE, SERVE } from '../notice/chart.ts';
import { momentsOf, type Period } from './period.ts';

/** Of notices opened in a period: whether the organisation was told in time. */
export type NoticeCounts = {
  servedInTime: number;
  servedLate: number;
  open: number;
  /** Of those open, past their day. */
  overdue: number;
  dropped: number;
};

export const NO_NOTICES: NoticeCounts = { servedInTime: 0, servedLate: 0, open: 0, overdue: 0, dropped: 0 };

/** Cases whose clocks are read together. */
const CASES_A_TURN = 500;

type Opened = { caseId: string; agency: string; openedAt: Date; state: keyof typeof APPLIED_NOTICE.states };

const OPENED = `
select f.case_id as "caseId", f.agency, f.opened_at as "openedAt", last.to_state as state
  from case_file f
 cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
   order by d.deed_no desc limit 1) last
 where f.procedure = '${APPLIED_NOTICE.procedure}' and ($1::text[] is null or f.agency = any($1))
   and f.opened_at >= $2 and f.opened_at < $3 and ($4::timestamptz is null or (f.opened_at, f.case_id) > ($4, $5))
 order by f.opened_at, f.case_id limit ${CASES_A_TURN}`;

export async function countNotices(
  db: Queryable,
  agencies: readonly string[] | null,
  period: Period,
): Promise<Map<string, NoticeCounts>> {
  const { since, before } = momentsOf(period);
  const counted = new Map<string, NoticeCounts>();
  let last: Opened | undefined;
  do {
    const { rows } = await db.query<Opened>(OPENED, [
      agencies,
      since,
      before,
      last?.openedAt ?? null,
      last?.caseId ?? null,
    ]);
    const clocks = await clocksOf(
      db,
      rows.map(({ caseId }) => caseId),
      period.catalogue.workingDays,
      period.today,
    );
    for (const { caseId, agency, state } of rows) {
      const counts = counted.get(agency) ?? { ...NO_NOTICES };
      counted.set(agency, counts);
      const late = clocks.get(caseId)?.some(({ clock, missed }) => clock === SERVE && missed !== null) === true;
      count(counts, state, late);
    }
    last = rows.length === CASES_A_TURN ? rows.at(-1) : undefined;
  } while (last !== undefined);
  return counted;
}

function count(counts: NoticeCounts, state: Opened['state'], late: boolean): void {
  if (state === 'dropped') counts.dropped++;
  else if (state === 'served') counts[late ? 'servedLate' : 'servedInTime']++;
  else {
    counts.open++;
    if (late) counts.overdue++;
  }
}
