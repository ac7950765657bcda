import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';

/** Agencies followed from one abolished agency to those that took its duties over; a longer line is a mistake. */
const GENERATIONS_AT_MOST = 16;

/**
 * Whose duties an agency has on this day: its own and those that came down to it; none any more once it was succeeded
 * itself.
 */
export async function dutiesOf(db: Queryable, agency: string, day: CalendarDate): Promise<string[]> {
  const { rows } = await db.query<{ uscc: string }>(
    `with recursive before (uscc, generation) as (
       select $1::text collate "C", 0
        union
       select a.successor_of, generation + 1 from before
         join agency a on a.uscc = before.uscc
        where a.successor_of is not null and a.successor_from <= $2 and generation < ${GENERATIONS_AT_MOST})
     select distinct uscc from before
      where not exists (select from agency a where a.successor_of = $1 and a.successor_from <= $2)
      order by uscc`,
    [agency, day],
  );
  return rows.map(({ uscc }) => uscc);
}

/** Who does today what an agency had to do: its successors' successors, or itself while nobody succeeded it. */
export async function competentFor(db: Queryable, agency: string, day: CalendarDate): Promise<string[]> {
  const { rows } = await db.query<{ uscc: string }>(
    `with recursive after (uscc, generation) as (
       select $1::text collate "C", 0
        union
       select a.uscc, generation + 1 from after
         join agency a on a.successor_of = after.uscc
        where a.successor_from <= $2 and generation < ${GENERATIONS_AT_MOST})
     select distinct uscc from after
      where not exists (select from agency a where a.successor_of = after.uscc and a.successor_from <= $2)
      order by uscc`,
    [agency, day],
  );
  return rows.map(({ uscc }) => uscc);
}
