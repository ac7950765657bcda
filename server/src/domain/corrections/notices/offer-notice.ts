import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import type { Facts } from '../../records/index.ts';
import type { Told, WrongEffect } from '../recalls/effects.ts';
import { recordWords } from '../record-words.ts';

/** To the organisation itself; what is said to whoever received the record is `EFFECT_WORDS`. */
const WORDS: Readonly<Record<WrongEffect, string>> = {
  withdrawn: '已撤回',
  corrected: '已更正',
  requeued: '归属有误，已从贵单位名下移出',
};

/**
 * Tells the organisation whose record proved wrong that it may have this told to everybody 更正公告: once for each deed. Of what
 * nobody could see, or what spoke for it, there is no reputation to restore; who has agreed already is not asked again.
 */
export async function offerNotice(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, effect, at }: Told & { effect: WrongEffect },
): Promise<void> {
  if (!(await allowsNotice(trx, catalogue, { subjectId, recordId }, today(act.now)))) return;
  await sendMessage(trx, act, {
    to: { subjectId },
    template: 'correction-offered',
    blanks: { record: await recordWords(trx, catalogue, { subjectId, recordId }), change: WORDS[effect] },
    about: { recordId, subjectId },
    key: `correction-offered ${recordId} ${effect} ${at}`,
  });
}

async function allowsNotice(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  day: CalendarDate,
): Promise<boolean> {
  const { rows } = await db.query<{ category: string; fields: Facts }>(
    `select r.category, r.fields from record r
      where r.subject_id = $1 and r.record_id = $2
        and exists (select from record_window w
          where w.subject_id = r.subject_id and w.record_id = r.record_id and w.public_from <= $3)
        and not exists (select from correction_consent c
          where c.subject_id = r.subject_id and c.record_id = r.record_id and c.withdrawn_at is null)
      order by r.version desc limit 1`,
    [subjectId, recordId, day],
  );
  const [record] = rows;
  return record !== undefined && (catalogue.category(record.category)?.isAdverse(record.fields) ?? false);
}
