import assert from 'node:assert/strict';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { WorkingCalendar } from '../../../kernel/working-days.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type ClockEntry, type ClockReading, readClock } from '../clock/index.ts';

/** Clocks and their entries of one case at most. */
export const ENTRIES_A_CASE = 500;

export type CaseClock = ClockReading & { clock: string };

type EntryRow = ClockEntry & { subjectId: string; caseId: string; clock: string };

const ENTRIES = `select e.subject_id as "subjectId", e.case_id as "caseId", e.clock, e.entry_no as "entryNo", e.kind,
       e.on_day as "onDay", e.cause, e.evidence, e.amount, e.unit
  from case_clock_entry e`;

/** The ledger of one clock of a case, in order; empty where it was never started. */
export async function ledgerOf(
  db: Queryable,
  { subjectId, caseId }: { subjectId: string; caseId: string },
  clock: string,
): Promise<ClockEntry[]> {
  const { rows } = await db.query<EntryRow>(
    `${ENTRIES} where e.subject_id = $1 and e.case_id = $2 and e.clock = $3 order by e.entry_no limit ${ENTRIES_A_CASE}`,
    [subjectId, caseId, clock],
  );
  return rows.map(entryOf);
}

/** Every clock of these cases, recomputed from its ledger, by case. */
export async function clocksOf(
  db: Queryable,
  caseIds: readonly string[],
  calendar: WorkingCalendar,
  today: CalendarDate,
): Promise<Map<string, CaseClock[]>> {
  const { rows } = await db.query<EntryRow>(
    `select l.* from unnest($1::text[]) k(case_id) join case_file f on f.case_id = k.case_id
      cross join lateral (${ENTRIES} where e.subject_id = f.subject_id and e.case_id = f.case_id
        order by e.clock, e.entry_no limit ${ENTRIES_A_CASE + 1}) l`,
    [caseIds],
  );
  const ledgers = new Map<string, Map<string, ClockEntry[]>>();
  for (const row of rows) {
    const ofCase = ledgers.get(row.caseId) ?? new Map<string, ClockEntry[]>();
    ledgers.set(row.caseId, ofCase);
    const ledger = ofCase.get(row.clock) ?? [];
    ofCase.set(row.clock, ledger);
    ledger.push(entryOf(row));
  }
  return new Map(
    [...ledgers].map(([caseId, ofCase]) => {
      assert([...ofCase.values()].flat().length <= ENTRIES_A_CASE, 'a case has its bound of clock entries');
      return [caseId, [...ofCase].map(([clock, ledger]) => ({ clock, ...readClock(ledger, calendar, today) }))];
    }),
  );
}

function entryOf({ entryNo, kind, onDay, cause, evidence, amount, unit }: EntryRow): ClockEntry {
  return {
    entryNo,
    kind,
    onDay,
    cause,
    ...(evidence == null ? {} : { evidence }),
    ...(amount == null ? {} : { amount }),
    ...(unit == null ? {} : { unit }),
  };
}
