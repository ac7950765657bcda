import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { competentFor, withinReach } from '../../access/index.ts';

export { competentFor, dutiesOf } from '../../access/index.ts';

/** Agencies followed from one abolished agency to those that took its duties over; a longer line is a mistake. */
const GENERATIONS_AT_MOST = 16;

/** The same for several at once: what each of these agencies had to do is done today by whom. */
export async function heirsOf(
  db: Queryable,
  agencies: readonly string[],
  day: CalendarDate,
): Promise<Map<string, string[]>> {
  const { rows } = await db.query<{ agency: string; heir: string }>(
    `with recursive after (agency, uscc, generation) as (
       select k.uscc, k.uscc collate "C", 0 from unnest($1::text[]) k(uscc)
        union
       select after.agency, a.uscc, generation + 1 from after
         join agency a on a.successor_of = after.uscc
        where a.successor_from <= $2 and generation < ${GENERATIONS_AT_MOST})
     select distinct agency, uscc as heir from after
      where not exists (select from agency a where a.successor_of = after.uscc and a.successor_from <= $2)
      order by agency, heir`,
    [agencies, day],
  );
  const heirs = new Map<string, string[]>(agencies.map((agency) => [agency, []]));
  for (const { agency, heir } of rows) heirs.get(agency)?.push(heir);
  return heirs;
}

/** Refuses an agency whose duties have come down to another: it opens nothing any more. Null: it is competent itself. */
export async function refuseAbolished(db: Queryable, agency: string, day: CalendarDate): Promise<Refusal | null> {
  return (await competentFor(db, agency, day)).includes(agency)
    ? null
    : refuse('not-permitted', '该单位的职责已由承继单位承接，请由承继单位办理。', { field: 'agency' });
}

/** Whether a case of an agency lies within a reach today; an abolished agency's own officials no longer reach it. */
export async function reachesDuty(db: Queryable, reach: Reach, agency: string, day: CalendarDate): Promise<boolean> {
  if (reach.over === 'agency') return (await competentFor(db, agency, day)).includes(reach.agency);
  return withinReach(db, reach, agency);
}
