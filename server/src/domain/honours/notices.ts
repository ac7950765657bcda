import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { clocksOf } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { NOTICE_CLOCK } from './rules.ts';

/** Notices told at most, the newest; an agency shows few at a time. */
export const NOTICES_AT_MOST = 200;

/** A candidate shown to everybody (公示中), and where to object. */
export type HonourNotice = {
  documentNo: string;
  honour: string;
  grounds: string;
  name: string;
  code: string | null;
  agency: string;
  agencyName: string;
  shownFrom: CalendarDate;
  /** Null while the clock stands still. */
  shownUntil: CalendarDate | null;
  telephone: string;
  address: string;
};

type Row = Omit<HonourNotice, 'shownUntil'> & { caseId: string };

/** What is shown on a day: notices whose last day has not passed. Who objected, and why, is never told. */
export async function noticesOn(
  db: Queryable,
  catalogue: Pick<Catalogue, 'workingDays'>,
  day: CalendarDate,
): Promise<{ notices: HonourNotice[]; more: boolean }> {
  const { rows } = await db.query<Row>(
    `select d.case_id as "caseId", d.document_no as "documentNo", d.content ->> 'honour' as honour,
            d.content ->> 'grounds' as grounds, s.name, s.code, f.agency, a.name as "agencyName", d.on_day as "shownFrom",
            d.content ->> 'telephone' as telephone, d.content ->> 'address' as address
       from case_deed d
       join case_file f on f.subject_id = d.subject_id and f.case_id = d.case_id
       join subject s on s.subject_id = d.subject_id
       join agency a on a.uscc = f.agency
      cross join lateral (select l.to_state from case_deed l where l.subject_id = d.subject_id and l.case_id = d.case_id
        order by l.deed_no desc limit 1) last
      where d.procedure = 'honour' and d.deed = 'shown' and last.to_state in ('shown', 'contested')
      order by d.on_day desc, d.case_id limit ${NOTICES_AT_MOST + 1}`,
  );
  const clocks = await clocksOf(
    db,
    rows.map(({ caseId }) => caseId),
    catalogue.workingDays,
    day,
  );
  const notices = rows.slice(0, NOTICES_AT_MOST).flatMap(({ caseId, ...notice }): HonourNotice[] => {
    const reading = clocks.get(caseId)?.find(({ clock }) => clock === NOTICE_CLOCK);
    const shownUntil = reading?.dueOn ?? null;
    return reading === undefined || (shownUntil !== null && shownUntil < day) ? [] : [{ ...notice, shownUntil }];
  });
  return { notices, more: rows.length > NOTICES_AT_MOST };
}
