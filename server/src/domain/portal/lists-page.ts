import type { ListsPage } from '../../../../web/src/portal/model.ts';
import { list as listPath } from '../../../../web/src/portal/paths.ts';
import { today } from '../../kernel/dates.ts';
import { published } from './published.ts';
import { remembered } from './remembered.ts';
import type { Asking } from './statistics.ts';

/** Every list that exists by law, with how many stand on it today. */
export async function listsPage(asking: Asking): Promise<ListsPage> {
  const { catalogue, now } = asking;
  const entries = await entriesByList(asking);
  const categories = catalogue.categories().filter(({ lists, openness }) => lists.length > 0 && openness === 'public');
  return {
    page: 'lists',
    today: today(now),
    groups: categories.map(({ name, lists }) => ({
      name,
      lists: lists.map((list) => ({
        name: list.name,
        href: listPath(list.code),
        decidedBy: list.authority,
        entries: entries.get(list.code) ?? 0,
      })),
    })),
  };
}

/** Organisations, not decisions: one may be on a list by two of them. */
export function entriesByList({ pool, catalogue, now }: Asking): Promise<Map<string, number>> {
  return remembered(pool, `lists ${catalogue.version} ${today(now)}`, async () => {
    const { from, where, values } = published(catalogue, now);
    const { rows } = await pool.query<{ list: string; subjects: number }>(
      `select r.list, count(distinct r.subject_id)::int as subjects from ${from}
        where ${where} and r.list is not null group by r.list`,
      values,
    );
    return new Map(rows.map(({ list, subjects }) => [list, subjects]));
  });
}
