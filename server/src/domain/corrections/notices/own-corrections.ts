import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Facts } from '../../records/index.ts';
import { wrongDeeds } from './wrong-deeds.ts';

/** The last ones; of older ones no reputation is to be restored here. */
const CORRECTIONS_AT_MOST = 50;

/** A record of an organisation that everybody saw and that proved wrong. */
export type OwnCorrection = {
  recordId: string;
  category: string;
  documentNo: string | null;
  deed: 'withdrawal' | 'correction' | 'requeue';
  endedOn: CalendarDate;
  /** It agreed that everybody be told 更正公告. */
  agreed: boolean;
  /** The last day on which a notice is shown; null where none is, or it is over. */
  shownUntil: CalendarDate | null;
};

/** What the organisation may agree to have told to everybody, the newest first. */
export async function ownCorrections(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, day }: { subjectId: string; day: CalendarDate },
): Promise<OwnCorrection[]> {
  const { rows } = await db.query<Omit<OwnCorrection, 'endedOn'> & { endedAt: Date; fields: Facts }>(
    `select d.record_id as "recordId", r.category, r.document_no as "documentNo", r.fields, d.kind as deed,
            d.recorded_at as "endedAt", c.consent_no is not null as agreed, n.until_day as "shownUntil"
       from (select distinct on (w.record_id) w.record_id, w.kind, w.recorded_at from ${wrongDeeds('w')}
              where w.subject_id = $1 order by w.record_id, w.deed_no desc) d
       join lateral (select category, document_no, fields from record r
              where r.subject_id = $1 and r.record_id = d.record_id order by version desc limit 1) r on true
       left join correction_consent c
              on c.subject_id = $1 and c.record_id = d.record_id and c.withdrawn_at is null
       left join lateral (select max(until_day) as until_day from correction_notice n where n.subject_id = $1
              and n.record_id = d.record_id and n.consent_no = c.consent_no and n.until_day >= $2) n on true
      where exists (select from record_window w
              where w.subject_id = $1 and w.record_id = d.record_id and w.public_from <= $2)
      order by d.recorded_at desc, d.record_id limit ${CORRECTIONS_AT_MOST}`,
    [subjectId, day],
  );
  return rows
    .filter(({ category, fields }) => catalogue.category(category)?.isAdverse(fields) ?? false)
    .map(({ fields: _, endedAt, ...correction }) => ({ ...correction, endedOn: today(endedAt) }));
}
