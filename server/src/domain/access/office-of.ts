import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { findAgency } from './queries.ts';
import { regionCovers } from './reach.ts';

/** Posts of the office read; each region has one office with a few officials. */
const POSTS_AT_MOST = 2_000;

/** The agencies whose officials are the office of an agency's region today: those who watch over what it owes. */
export async function officesOf(db: Queryable, agency: string, day: CalendarDate): Promise<string[]> {
  const region = (await findAgency(db, agency))?.region;
  if (region === undefined) return [];
  const { rows } = await db.query<{ agency: string; region: string }>(
    `select distinct agency, region from post
      where role in ('case-officer', 'decider') and confirmed_at is not null and ended_at is null
        and from_day <= $1 and (until_day is null or until_day >= $1) order by agency, region limit ${POSTS_AT_MOST}`,
    [day],
  );
  return [...new Set(rows.filter((post) => regionCovers(post.region, region)).map((post) => post.agency))];
}
