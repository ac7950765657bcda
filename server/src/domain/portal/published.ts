import { today } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';

/** `joins` are `w` and `s` for a statement that has its own `r`; `values` are the first parameters. */
export type Published = { from: string; joins: string; where: string; values: unknown[] };

const ITS_WINDOW = 'w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null';
const COVERS_TODAY = 'w.public_from <= $2::date and (w.public_until is null or w.public_until >= $2::date)';
const ITS_SUBJECT = 'join subject s on s.subject_id = r.subject_id';
/** Column for a statement with `r`: a fact of it is being verified on an objection. */
export const UNDER_OBJECTION = `exists (select from record_suspension u where u.subject_id = r.subject_id
      and u.record_id = r.record_id and u.superseded_at is null) as "underObjection"`;

const ANSWERABLE = `r.superseded_at is null and r.category = any($1::text[])
      and not exists (select from record_suspension o
        where o.subject_id = r.subject_id and o.record_id = r.record_id and o.superseded_at is null and o.hides)
      and s.standing <> 'retired' and not starts_with(s.subject_id, 'P-')`;

/**
 * What anybody may see today, across subjects, as SQL: `r` the current version, `w` its current window, `s` the subject.
 * The same predicate as of one subject's archive (`records/visible-records.ts`): public by the catalogue in force, inside
 * its window, hidden by no suspension; and of an organisation that is not retired.
 */
export function published(catalogue: Catalogue, now: Date): Published {
  const joins = `join record_window w on ${ITS_WINDOW} ${ITS_SUBJECT}`;
  const values = [publicCategories(catalogue), today(now)];
  return { from: `record r ${joins}`, joins, where: `${ANSWERABLE} and ${COVERS_TODAY}`, values };
}

/**
 * The same for a page in the order of an index. PostgreSQL takes a join over two columns for one that hardly any row
 * passes, and would sort everything instead of walking until the page is full; a subquery with a limit is not guessed at.
 */
export function publishedInOrder(catalogue: Catalogue, now: Date): Published {
  const window = `select w.public_until, w.severity from record_window w where ${ITS_WINDOW} and ${COVERS_TODAY} limit 1`;
  const joins = `cross join lateral (${window}) w ${ITS_SUBJECT}`;
  const values = [publicCategories(catalogue), today(now)];
  return { from: `record r ${joins}`, joins, where: ANSWERABLE, values };
}

function publicCategories(catalogue: Catalogue): string[] {
  return catalogue.categories().flatMap(({ code, openness }) => (openness === 'public' ? [code] : []));
}
