import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { wrongDeeds } from './wrong-deeds.ts';

/** Notices shown on one page; their term keeps them few. */
export const NOTICES_AT_MOST = 200;

export type ShownNotice = {
  noticeId: string;
  subject: { subjectId: string; code: string | null; name: string };
  text: string;
  fromDay: CalendarDate;
  untilDay: CalendarDate;
};

/** The notices of a day, the newest first, of one organisation or of all; a consent taken back shows none, nor does what was given back. */
export async function noticesShown(
  db: Queryable,
  { today, subjectId }: { today: CalendarDate; subjectId?: string },
): Promise<ShownNotice[]> {
  const { rows } = await db.query<Omit<ShownNotice, 'subject'> & ShownNotice['subject']>(
    `select n.notice_id as "noticeId", s.subject_id as "subjectId", s.code, s.name, n.text, n.from_day as "fromDay", n.until_day as "untilDay"
       from correction_notice n
       join correction_consent c on c.subject_id = n.subject_id and c.record_id = n.record_id
                                and c.consent_no = n.consent_no and c.withdrawn_at is null
       join subject s on s.subject_id = n.subject_id
      where n.until_day >= $1 and n.from_day <= $1 and ($2::text is null or n.subject_id = $2)
        and exists (select from ${wrongDeeds('w')} where w.subject_id = n.subject_id and w.record_id = n.record_id)
      order by n.from_day desc, n.notice_id limit ${NOTICES_AT_MOST}`,
    [today, subjectId ?? null],
  );
  return rows.map(({ subjectId: id, code, name, ...notice }) => ({
    ...notice,
    subject: { subjectId: id, code, name },
  }));
}
