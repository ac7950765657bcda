import { randomBytes } from 'node:crypto';
import { addDays, type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { categoryName, recordWords, subjectName } from '../record-words.ts';
import { wrongDeeds } from './wrong-deeds.ts';

const ID_BYTES = 8;

export type Published = { noticeId: string; text: string; fromDay: CalendarDate; untilDay: CalendarDate };

/**
 * Tells everybody that a record of an organisation was wrong, because it agreed: kind and day, never what the record said, which
 * would say it once more. The words are the same for everybody. It ends by itself, or when the organisation takes its word back.
 */
export async function publishNotice(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  { recordId }: { recordId: string },
): Promise<Published | Refusal> {
  const { rows } = await trx.query<{ subjectId: string; consentNo: number; endedAt: Date }>(
    `select c.subject_id as "subjectId", c.consent_no as "consentNo", d.recorded_at as "endedAt"
       from record r
       join correction_consent c on c.subject_id = r.subject_id and c.record_id = r.record_id and c.withdrawn_at is null
       join lateral (select w.recorded_at from ${wrongDeeds('w')} where w.subject_id = r.subject_id and w.record_id = r.record_id
         order by w.deed_no desc limit 1) d on true
      where r.record_id = $1 limit 1`,
    [recordId],
  );
  const [agreed] = rows;
  if (agreed === undefined) {
    return refuse('not-found', '该记录没有撤回或更正，或者主体没有同意发布更正公告。', { field: 'recordId' });
  }
  const { subjectId, consentNo, endedAt } = agreed;
  const name = await subjectName(trx, subjectId);
  const text = `本平台曾在“${name}”名下公示的一条${await categoryName(trx, catalogue, { subjectId, recordId })}有误，已于 ${today(endedAt)} 撤下并更正。该信息自始不应作为评价该单位信用状况的依据，特此公告。`;
  const noticeId = `n${randomBytes(ID_BYTES).toString('hex')}`;
  const fromDay = today(act.now);
  const untilDay = addDays(fromDay, catalogue.policy.correctionNoticeDays - 1);
  const { rowCount } = await trx.query(
    `insert into correction_notice (subject_id, notice_id, record_id, consent_no, text, from_day, until_day, published_by, agency, published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint correction_notice_once do nothing`,
    [subjectId, noticeId, recordId, consentNo, text, fromDay, untilDay, act.actor, act.agency, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '该记录的更正公告已经发布。');
  const record = await recordWords(trx, catalogue, { subjectId, recordId });
  await sendMessage(trx, act, {
    to: { subjectId },
    template: 'correction-notice',
    blanks: { record, change: `更正公告已发布，公告至 ${untilDay}。` },
    about: { recordId, subjectId },
    key: `correction-notice ${noticeId}`,
  });
  await journal(trx, act, {
    event: 'correction.published',
    subjectId,
    target: noticeId,
    detail: { recordId, fromDay, untilDay },
  });
  return { noticeId, text, fromDay, untilDay };
}
