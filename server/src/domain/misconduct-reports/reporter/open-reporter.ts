import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Acting } from '../../casework/index.ts';
import { isSamePerson, journal } from '../../journal/index.ts';
import type { Reporter } from '../report.ts';
import { openText } from '../sealed-text.ts';
import { noOpening, takeOpening } from './openings.ts';

/** Whoever asked, and was granted it, sees who reported: once, within the time, and the journal says so. */
export async function openReporter(
  trx: Transaction,
  { act, reach, secrets }: Acting,
  openingId: string,
): Promise<Reporter | Refusal> {
  const opening = await takeOpening(trx, { reach, now: act.now }, openingId);
  if (isRefusal(opening)) return opening;
  const { reportId, askedBy, granted, goodUntil, openedAt } = opening;
  if (!isSamePerson(askedBy, act.actor)) return noOpening();
  if (granted === null) return refuse('second-person', '该申请尚待另一人审批，审批前不能查看举报人身份。');
  if (!granted || goodUntil === null) return refuse('already-done', '该申请未获准，不能查看举报人身份。');
  if (openedAt !== null) return refuse('already-done', '获准的一次查看已经用过；确需再看的，请重新申请。');
  if (act.now > goodUntil) return refuse('already-done', '获准的查看已经过期；确需查看的，请重新申请。');
  const { rows } = await trx.query<{ sealed: Buffer }>('select sealed from misconduct_reporter where report_id = $1', [
    reportId,
  ]);
  const [row] = rows;
  if (row === undefined) return refuse('not-found', '举报人的身份信息已经期满删除。');
  await trx.query('update misconduct_opening set opened_at = $2 where opening_id = $1', [openingId, act.now]);
  await journal(trx, act, { event: 'misconduct-report.reporter-opened', target: reportId, detail: { openingId } });
  return openText<Reporter>(secrets, 'misconduct-reporter', reportId, row.sealed);
}
