import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import { isShown } from './is-shown.ts';
import { type Grounds, refuseGroundless } from './record-deed.ts';
import { takeRecord } from './take-record.ts';
import { tellEnded, tellReturned } from './tell-ended.ts';

export type SuspensionCause = 'objection' | 'verification' | 'shield' | 'unanswered-objection';
export type Suspension = Grounds & { subjectId: string; recordId: string; cause: SuspensionCause };

/** Causes that hide the record; the others mark it. The schema says the same (`record_suspension.hides`). */
const HIDING: readonly SuspensionCause[] = ['shield', 'unanswered-objection'];

/**
 * While a suspension is open no measure of the record bites. Where a fact is being verified the record stays, marked;
 * under a court's shield, or where nobody answered an objection in time, it is neither shown nor used. One for each cause.
 */
export async function suspendRecord(
  trx: Transaction,
  act: Act,
  { subjectId, recordId, cause, reason, document }: Suspension,
): Promise<{ suspendedAt: Date } | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  const shown = await isShown(trx, record, today(act.now));
  const { rowCount } = await trx.query(
    `insert into record_suspension (subject_id, record_id, suspension_no, cause, document, actor, recorded_at)
     select $1, $2, coalesce(max(suspension_no), 0) + 1, $3, $4, $5, $6
       from record_suspension where subject_id = $1 and record_id = $2
     having not coalesce(bool_or(cause = $3 and superseded_at is null), false)`,
    [subjectId, recordId, cause, document.trim(), act.actor, record.moment],
  );
  if (rowCount === 0) return refuse('already-done', '该记录已因同一事由暂停使用,无须再次办理。');
  if (HIDING.includes(cause) && shown) await tellEnded(trx, record, 'hidden');
  await journal(trx, act, {
    event: 'record.suspended',
    subjectId,
    target: recordId,
    detail: { cause, reason: reason.trim(), document: document.trim() },
  });
  return { suspendedAt: record.moment };
}

/**
 * Ends the suspension of one cause; what was hidden returns when nothing else hides it and its window still covers the day. Of a
 * record that was taken back to the queue it ends as well: a person may give the record back, and nobody would ever end it then.
 */
export async function resumeRecord(
  trx: Transaction,
  act: Act,
  { subjectId, recordId, cause, reason, document }: Suspension,
): Promise<{ resumedAt: Date } | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  const { rows } = await trx.query<{ resumedAt: Date }>(
    `update record_suspension set superseded_at = greatest($4, recorded_at)
      where subject_id = $1 and record_id = $2 and cause = $3 and superseded_at is null
      returning superseded_at as "resumedAt"`,
    [subjectId, recordId, cause, isRefusal(record) ? act.now : record.moment],
  );
  const [resumed] = rows;
  if (resumed === undefined) {
    return isRefusal(record) ? record : refuse('already-done', '该记录没有因此事由暂停使用,无须恢复。');
  }
  if (!isRefusal(record) && HIDING.includes(cause) && (await isShown(trx, record, today(act.now))))
    await tellReturned(trx, record, 'resumed');
  await journal(trx, act, {
    event: 'record.resumed',
    subjectId,
    target: recordId,
    detail: { cause, reason: reason.trim(), document: document.trim() },
  });
  return resumed;
}
