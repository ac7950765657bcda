import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Change, DryRun, Effects } from '../catalogue/index.ts';
import { EffectsTally } from './effects-tally.ts';
import type { Windowed } from './open-windows.ts';

/** Records read at once. */
const CHUNK = 2_000;
/**
 * Records looked at, in the order of their subjects: enough for every change of a city's law to show, and a matter of
 * seconds. What lies beyond is said (`all: false`).
 */
const MOST_EXAMINED = 200_000;

/**
 * What a proposed version of the catalogue does to what is held, on the day it takes force.
 *
 * Windows and grounds that stand are not touched by a version (architecture, section 4): for them this tells how the same
 * record would come out were it recorded anew, by the old rules and by the new ones. Measures are different: they follow
 * from a standing ground by the version in force when a desk asks, so what is told of them happens on the day.
 */
export async function effectsOfVersion(
  db: Queryable,
  change: Change,
): Promise<{ effects: Effects; examined: DryRun['examined'] } | Refusal> {
  const broken = await brokenOfThoseHeld(db, change);
  if (broken.length > 0) return refuse('conflict', `${broken.join('；')}。`);
  const tally = new EffectsTally(change);
  let examined = 0;
  for (let after = ['', '']; examined < MOST_EXAMINED && change.touched.length > 0; ) {
    const rows = await recordsInUse(db, change.touched, after);
    for (const row of rows) tally.add(row);
    examined += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) break;
    after = [last.subjectId, last.recordId];
  }
  const measures = await measuresWithGrounds(db, change);
  return {
    effects: { ...tally.effects(), measures },
    examined: { records: examined, all: examined < MOST_EXAMINED },
  };
}

/** Why the version cannot be, for the categories that hold records. */
async function brokenOfThoseHeld(db: Queryable, { broken }: Change): Promise<string[]> {
  const { rows } = await db.query<{ category: string }>(
    `select c.category from unnest($1::text[]) as c(category)
      where exists (select from record r where r.category = c.category)`,
    [[...new Set(broken.map(({ category }) => category))]],
  );
  const held = new Set(rows.map(({ category }) => category));
  return broken.filter(({ category }) => held.has(category)).map(({ why }) => why);
}

/** Current versions with a current window: what is withheld opens under the version of the day it is released. */
async function recordsInUse(db: Queryable, categories: readonly string[], after: readonly string[]) {
  const { rows } = await db.query<Windowed>(
    `select r.subject_id as "subjectId", r.record_id as "recordId", r.version, r.category, r.authority, r.fields
       from record r join record_window w
         on w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
      where r.superseded_at is null and r.category = any($1) and (r.subject_id, r.record_id) > ($2, $3)
      order by r.subject_id, r.record_id limit $4`,
    [categories, after[0], after[1], CHUNK],
  );
  return rows;
}

async function measuresWithGrounds(db: Queryable, { measures, day }: Change): Promise<Effects['measures']> {
  const grounds = await groundsOn(db, [...new Set(measures.map(({ trigger }) => trigger))], day);
  return measures.map((one) => ({ ...one, grounds: grounds.get(one.trigger) ?? 0 }));
}

async function groundsOn(db: Queryable, triggers: string[], day: CalendarDate): Promise<Map<string, number>> {
  if (triggers.length === 0) return new Map();
  const { rows } = await db.query<{ trigger: string; grounds: number }>(
    `select trigger, count(*)::int as grounds from measure_ground
      where superseded_at is null and trigger = any($1) and valid_from <= $2 and (valid_until is null or valid_until >= $2)
      group by trigger`,
    [triggers, day],
  );
  return new Map(rows.map(({ trigger, grounds: held }) => [trigger, held]));
}
