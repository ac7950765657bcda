import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';

/**
 * The day on which an entry was last confirmed: by who decided it, by its agency that sent it (again), or with the revocation
 * of its repair. Undefined where its own start counts. A correction confirms nothing: what stood before it goes on.
 */
export async function lastConfirmed(
  db: Queryable,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<CalendarDate | undefined> {
  const { rows } = await db.query<{ at: Date }>(
    `select w.recorded_at as at from record_window w
       join record r on r.subject_id = w.subject_id and r.record_id = w.record_id and r.version = w.version
      where w.subject_id = $1 and w.record_id = $2
        and (w.cause in ('reconfirmed', 'repair-revoked', 'new-version')
             or (w.cause = 'released' and r.batch_id is not null and r.recorded_at = w.recorded_at))
      order by w.window_no desc limit 1`,
    [subjectId, recordId],
  );
  return rows[0] === undefined ? undefined : today(rows[0].at);
}
