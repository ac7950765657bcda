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
 * told like everybody and in no list: those names are often a person's (boundary 13); they are counted. Of a week that is
 * over nothing is shown that was repaired, withdrawn or hidden since.
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
  const standing = await standingOf(trx, page, today(act.now));
  const organisations = page
    .map((row) => upcoming(row, (one) => standing.has(one) && (agencies === null || agencies.includes(one.agency))))
    .filter(({ records }) => records.length > 0);
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

/** Which of the records that were told of still stand on a day. */
async function standingOf(db: Queryable, page: readonly Row[], day: CalendarDate): Promise<Set<RemindedRecord>> {
  const told = page.flatMap(({ subjectId, records }) => records.map((one) => ({ subjectId, one })));
  const { rows } = await db.query<{ nth: number }>(
    `select k.nth::int from unnest($1::text[], $2::text[]) with ordinality as k(subject_id, record_id, nth)
       join record_window w on w.subject_id = k.subject_id and w.record_id = k.record_id and w.superseded_at is null
      where (w.usable_until is null or w.usable_until >= $3)
        and not exists (select from record_suspension s where s.subject_id = k.subject_id and s.record_id = k.record_id
          and s.superseded_at is null and s.hides)`,
    [told.map(({ subjectId }) => subjectId), told.map(({ one }) => one.recordId), day],
  );
  return new Set(rows.flatMap(({ nth }) => told[nth - 1]?.one ?? []));
}

function upcoming({ subjectId, code, name, records }: Row, shows: (record: RemindedRecord) => boolean): Upcoming {
  const own = records.filter(shows);
  return {
    subject: { subjectId, code, name },
    records: own.map(({ recordId, agency, firstDay }) => ({ recordId, agency, firstDay })),
    text: fillTemplate('repairable', { records: linesWithin(own.map(({ line }) => line)) }).body,
  };
}
