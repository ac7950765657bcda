import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Catalogue, missingStart, windowsFor } from '../catalogue/index.ts';
import type { WindowCause, Windowed } from './open-windows.ts';

/** By these the authority says that an entry stands; what else opens a window says nothing of that. */
const CONFIRMING: readonly WindowCause[] = ['released', 'new-version', 'reconfirmed', 'repair-revoked'];

type Standing = Windowed & { usableUntil: CalendarDate | null; openedAt: Date | null };

/**
 * The day on which an entry that ends by condition was last confirmed, as far as its standing window goes by one; undefined
 * where it goes by the entry's own start, and for every other record. What corrects an entry, or moves it, does not shorten it.
 */
export async function lastConfirmed(
  db: Queryable,
  catalogue: Catalogue,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<CalendarDate | undefined> {
  const { rows } = await db.query<Standing>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.version, r.category, r.authority, r.fields,
            w.usable_until as "usableUntil",
            (select max(o.recorded_at) from record_window o where o.subject_id = r.subject_id
                and o.record_id = r.record_id and o.cause = any($3)) as "openedAt"
       from record r join record_window w using (subject_id, record_id)
      where r.subject_id = $1 and r.record_id = $2 and r.superseded_at is null and w.superseded_at is null`,
    [subjectId, recordId, CONFIRMING],
  );
  const [standing] = rows;
  const category = standing === undefined ? undefined : catalogue.category(standing.category);
  if (standing == null || category === undefined || standing.openedAt === null) return undefined;
  if (!('condition' in category.use.until) || missingStart(category, standing.fields) !== null) return undefined;
  return windowsFor(catalogue, standing).usableUntil === standing.usableUntil ? undefined : today(standing.openedAt);
}
