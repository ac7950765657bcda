import { isCalendarDate } from '../../../kernel/civil-days.ts';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { fillTemplate } from '../../messages/index.ts';
import { rememberDisclosures } from '../../records/index.ts';
import { linesWithin, type RemindedRecord } from './remind.ts';
import { weekOf } from './soon.ts';

export const UPCOMING_PAGE = 100;

export type Upcoming = {
  subject: { subjectId: string; code: string | null; name: string };
  records: Omit<RemindedRecord, 'line'>[];
  /** What the organisation was told. */
  text: string;
};

type Row = { subjectId: string; code: string | null; name: string; records: RemindedRecord[] };

/**
 * Who becomes repairable this week, with the words each was told: of decisions of agencies within reach. A sole trader is
 * told like everybody and in no list: those names are often a person's (boundary 13); they are counted.
 */
export async function listUpcoming(
  trx: Queryable,
  act: Act,
  reach: Reach,
  { day = today(act.now), after = '' }: { day?: CalendarDate | undefined; after?: string | undefined },
): Promise<{ week: CalendarDate; organisations: Upcoming[]; soleTraders: number; next?: string } | Refusal> {
  if (!isCalendarDate(day)) return refuse('invalid-request', '请写明存在的日期，如 2026-11-30。', { field: 'day' });
  const week = weekOf(day);
  const agencies = await agenciesOfReach(trx, reach, today(act.now));
  const { rows } = await trx.query<Row>(
    `select m.subject_id as "subjectId", s.code, s.name, m.records
       from repair_reminder m join subject s on s.subject_id = m.subject_id
      where m.week = $1 and m.subject_id > $2 and s.kind <> 'individual-business' and s.standing <> 'retired'
        and ($3::text[] is null or m.agencies && $3)
      order by m.subject_id limit ${UPCOMING_PAGE + 1}`,
    [week, after, agencies],
  );
  const { rows: counted } = await trx.query<{ traders: number }>(
    `select count(*)::int as traders from repair_reminder m join subject s on s.subject_id = m.subject_id
      where m.week = $1 and s.kind = 'individual-business' and ($2::text[] is null or m.agencies && $2)`,
    [week, agencies],
  );
  const page = rows.slice(0, UPCOMING_PAGE);
  const organisations = page.map((row) => upcoming(row, agencies));
  const disclosed = organisations.flatMap(({ subject: { subjectId }, records }) =>
    records.map(({ recordId }) => ({ subjectId, recordId })),
  );
  await rememberDisclosures(trx, { agency: act.agency, way: 'finding', now: act.now }, disclosed);
  await journal(trx, act, { event: 'repair.upcoming-read', detail: { week, organisations: page.length } });
  const last = page.at(-1);
  return {
    week,
    organisations,
    soleTraders: counted[0]?.traders ?? 0,
    ...(rows.length > UPCOMING_PAGE && last !== undefined ? { next: last.subjectId } : {}),
  };
}

function upcoming({ subjectId, code, name, records }: Row, agencies: readonly string[] | null): Upcoming {
  const own = records.filter(({ agency }) => agencies === null || agencies.includes(agency));
  return {
    subject: { subjectId, code, name },
    records: own.map(({ recordId, agency, firstDay }) => ({ recordId, agency, firstDay })),
    text: fillTemplate('repairable', { records: linesWithin(own.map(({ line }) => line)) }).body,
  };
}
