import assert from 'node:assert/strict';
import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { addDays } from '../../kernel/dates.ts';
import { type Catalogue, catalogueVersion, listVersions } from '../catalogue/index.ts';

/** A version of the catalogue and the days it is, or was, in force; both ends included. */
export type LawOfDays = { catalogue: Catalogue; from: CalendarDate; until: CalendarDate };

/** Before the first version took force, the first one counts, as everywhere. */
const FIRST_DAY = '0001-01-01';

/** Whoever decided on a day is asked by the law of that day: the versions in force between two days, the newest first. */
export async function lawOfDays(pool: pg.Pool, from: CalendarDate, until: CalendarDate): Promise<LawOfDays[]> {
  const laws: LawOfDays[] = [];
  let last = until;
  for (const { version, inForceFrom } of await listVersions(pool)) {
    const first = version === 1 ? FIRST_DAY : inForceFrom;
    // a later version with an earlier day has overtaken this one
    if (first > last) continue;
    const catalogue = await catalogueVersion(pool, version);
    assert(catalogue !== undefined, 'a version that is listed is held');
    laws.push({ catalogue, from: first > from ? first : from, until: last });
    if (first <= from) break;
    last = addDays(first, -1);
  }
  return laws;
}

/** The law of a day among those of `lawOfDays`. */
export function lawOn(laws: readonly LawOfDays[], day: CalendarDate): Catalogue {
  const law = laws.find(({ from, until }) => from <= day && day <= until);
  assert(law !== undefined, 'the day lies in the period whose law was asked for');
  return law.catalogue;
}
