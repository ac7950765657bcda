import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Caller, mayShowCategory } from './visible-fields.ts';

export type Question = {
  subjectId: string;
  openness: Caller;
  category?: string | undefined;
  /** Only what also stood on this day. */
  asOf?: CalendarDate | undefined;
  /** Only what was known at this moment, as it was known then. */
  knownAt?: Date | undefined;
  now: Date;
};

/** Deeds after which a version is never shown again, also where a later version of the record is. */
export const ENDING_DEEDS = ['withdrawal', 'correction', 'repair', 'closure', 'requeue'] as const;

/**
 * The records of one subject that a question may see, as SQL: `cur` is the current version, `w` its current window, `r`
 * the version to answer.
 *
 * Time travel narrows, it never reveals. Whatever is asked, a record is visible **today**: a current version, a current
 * window that covers today for this caller, nothing that hides it. `asOf` and `knownAt` only take away from that; an earlier
 * version is answered while the record is visible, unless a decision ended it: what was corrected does not come back.
 */
export function visibleRecords(
  catalogue: Catalogue,
  question: Question,
): { from: string; where: string; values: unknown[] } {
  const { subjectId, openness, category, asOf, knownAt, now } = question;
  const window = openness === 'public' ? 'public' : 'usable';
  const covers = (row: string, day: string) =>
    `${row}.${window}_from <= ${day} and (${row}.${window}_until is null or ${row}.${window}_until >= ${day})`;
  const categories = catalogue
    .categories()
    .filter((held) => mayShowCategory(held, openness) && (category === undefined || held.code === category))
    .map(({ code }) => code);
  const current = `record cur join record_window w
      on w.subject_id = cur.subject_id and w.record_id = cur.record_id and w.superseded_at is null`;
  const visibleToday = `cur.subject_id = $1 and cur.superseded_at is null and cur.category = any($2) and ${covers('w', '$3::date')}
    and not exists (select from record_suspension s
      where s.subject_id = cur.subject_id and s.record_id = cur.record_id and s.superseded_at is null and s.hides)
    and ($4::date is null or ${covers(knownAt === undefined ? 'w' : 'past', '$4::date')})`;
  const values = [subjectId, categories, today(now), asOf ?? null];
  if (knownAt === undefined) {
    return { from: `${current} cross join lateral (select cur.*) r`, where: visibleToday, values };
  }

  const stoodThen = (row: string) =>
    `${row}.recorded_at <= $5 and (${row}.superseded_at is null or ${row}.superseded_at > $5)`;
  return {
    from: `${current}
      join record r on r.subject_id = cur.subject_id and r.record_id = cur.record_id and ${stoodThen('r')}
      join record_window past on past.subject_id = cur.subject_id and past.record_id = cur.record_id
        and ${stoodThen('past')}`,
    where: `${visibleToday} and past.${window}_from is not null
      and not exists (select from record_suspension s
        where s.subject_id = cur.subject_id and s.record_id = cur.record_id and s.hides and ${stoodThen('s')})
      and (r.version = cur.version or not exists (select from record_deed d
        where d.subject_id = cur.subject_id and d.record_id = cur.record_id and d.kind = any($6)
          and d.recorded_at > r.recorded_at))`,
    values: [...values, knownAt, ENDING_DEEDS],
  };
}
