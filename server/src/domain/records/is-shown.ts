import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';

/**
 * Whether anybody may be shown or use a record: it has a window that is not over on this day, and nothing hides it. Whoever
 * received it is told that it went or came back only where this changed.
 */
export async function isShown(
  db: Queryable,
  { subjectId, recordId }: { subjectId: string; recordId: string },
  day: CalendarDate,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from record_window w
      where w.subject_id = $1 and w.record_id = $2 and w.superseded_at is null
        and (w.usable_until is null or w.usable_until >= $3 or w.public_until >= $3
          or (w.public_from is not null and w.public_until is null))
        and not exists (select from record_suspension s
          where s.subject_id = $1 and s.record_id = $2 and s.superseded_at is null and s.hides)`,
    [subjectId, recordId, day],
  );
  return rowCount !== 0;
}
