import assert from 'node:assert/strict';
import type { Queryable } from '../../../platform/db/write.ts';
import { type OwedEntry, owedEntries } from '../entries/owed-entries.ts';
import { momentsOf, type Period } from './period.ts';

/** Of entries owed since a day of a period: whether the agency answered in time. */
export type EntryCounts = {
  givenInTime: number;
  givenLate: number;
  open: number;
  /** Of those open, past their day. */
  overdue: number;
};

export const NO_ENTRIES: EntryCounts = { givenInTime: 0, givenLate: 0, open: 0, overdue: 0 };

/** Entries read together; what is open is read to its end, since it is little where the work is done. */
const ENTRIES_A_TURN = 1_000;
const TURNS_AT_MOST = 1_000;

const GIVEN = `
select agency, count(*) filter (where (recorded_at at time zone 'Asia/Shanghai')::date <= due_on)::int as "givenInTime",
       count(*) filter (where (recorded_at at time zone 'Asia/Shanghai')::date > due_on)::int as "givenLate"
  from entry_response
 where ($1::text[] is null or agency = any($1)) and owed_since >= $2 and owed_since < $3
 group by agency order by agency`;

export async function countEntries(
  db: Queryable,
  agencies: readonly string[] | null,
  period: Period,
): Promise<Map<string, EntryCounts>> {
  const { since, before } = momentsOf(period);
  const counted = new Map<string, EntryCounts>();
  const of = (agency: string): EntryCounts => {
    const counts = counted.get(agency) ?? { ...NO_ENTRIES };
    counted.set(agency, counts);
    return counts;
  };
  const { rows } = await db.query<{ agency: string; givenInTime: number; givenLate: number }>(GIVEN, [
    agencies,
    since,
    before,
  ]);
  for (const { agency, ...given } of rows) Object.assign(of(agency), given);
  for await (const { agency, owedSince, overdue } of stillOwed(db, agencies, period)) {
    if (owedSince < since || owedSince >= before) continue;
    const counts = of(agency);
    counts.open++;
    if (overdue) counts.overdue++;
  }
  return counted;
}

async function* stillOwed(
  db: Queryable,
  agencies: readonly string[] | null,
  { catalogue, today }: Period,
): AsyncGenerator<OwedEntry> {
  let last: OwedEntry | undefined;
  for (let turn = 1; ; turn++) {
    assert(turn <= TURNS_AT_MOST, 'entries owed have an end');
    const after: Parameters<typeof owedEntries>[1]['after'] =
      last === undefined
        ? undefined
        : {
            owedSince: last.owedSince,
            agency: last.agency,
            subjectId: last.subject.subjectId,
            recordId: last.recordId,
          };
    const page: OwedEntry[] = await owedEntries(db, { agencies, catalogue, today, limit: ENTRIES_A_TURN, after });
    yield* page;
    last = page.at(-1);
    if (page.length < ENTRIES_A_TURN) return;
  }
}
