import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { wrongDeeds } from './wrong-deeds.ts';

/** A record of the organisation that everybody could see and that proved wrong: it was withdrawn, corrected or taken from it. */
async function wasWrong(trx: Transaction, subjectId: string, recordId: string, day: CalendarDate): Promise<boolean> {
  const { rowCount } = await trx.query(
    `select from ${wrongDeeds('w')} where w.subject_id = $1 and w.record_id = $2
        and exists (select from record_window v
          where v.subject_id = w.subject_id and v.record_id = w.record_id and v.public_from <= $3) limit 1`,
    [subjectId, recordId, day],
  );
  return rowCount !== 0;
}

/** The organisation agrees that everybody be told of its correction 更正公告. Without it nobody is. */
export async function consent(
  trx: Transaction,
  act: Act,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<{ recordId: string } | Refusal> {
  if (!(await wasWrong(trx, subjectId, recordId, today(act.now)))) {
    return refuse('not-found', '没有找到本单位名下已撤回或更正的这条记录，请核对记录编号。', { field: 'recordId' });
  }
  const { rowCount } = await trx.query(
    `insert into correction_consent (subject_id, record_id, consent_no, actor, recorded_at)
     select $1, $2, coalesce(max(consent_no), 0) + 1, $3, $4 from correction_consent where subject_id = $1 and record_id = $2
     having not coalesce(bool_or(withdrawn_at is null), false) on conflict do nothing`,
    [subjectId, recordId, act.actor, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '已经同意就该记录发布更正公告。');
  await journal(trx, act, { event: 'correction.consented', subjectId, target: recordId });
  return { recordId };
}

/** It takes its word back; a notice that is shown goes in the same moment. */
export async function withdrawConsent(
  trx: Transaction,
  act: Act,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<{ recordId: string } | Refusal> {
  const { rowCount } = await trx.query(
    `update correction_consent set withdrawn_by = $3, withdrawn_at = $4
      where subject_id = $1 and record_id = $2 and withdrawn_at is null`,
    [subjectId, recordId, act.actor, act.now],
  );
  if (rowCount === 0) return refuse('not-found', '没有就该记录同意发布更正公告。');
  await journal(trx, act, { event: 'correction.consent-withdrawn', subjectId, target: recordId });
  return { recordId };
}
