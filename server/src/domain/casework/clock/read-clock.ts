import assert from 'node:assert/strict';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { WorkingCalendar } from '../../../kernel/working-days.ts';
import { type Counted, countTerm, type Run } from './count-term.ts';
import type { ClockEntry, TermUnit } from './entries.ts';
import { after, mayFollow, NOTHING_ENTERED, type Standing } from './may-enter.ts';

export type ClockReading = {
  state: 'running' | 'suspended' | 'stopped';
  startedOn: CalendarDate;
  /** The last day in time; of a stopped clock, as it stood then. Null while, and if it was stopped while, suspended. */
  dueOn: CalendarDate | null;
  /** `dueOn` (where null: `used`) rests on a day whose notice is not known; weekends alone were looked at. */
  provisional: boolean;
  /** The term with its extensions, and what of it is used up by the end of today, or of the day it stopped. */
  amount: number;
  unit: TermUnit;
  used: number;
  left: number;
  /** The term had run out: before today, or before the clock was stopped or last suspended. */
  overdue: boolean;
  /** The earliest last day that passed unmet. No suspension or extension entered after it undoes that. */
  missed: CalendarDate | null;
  /** While suspended: the cause of it. */
  suspendedBy?: string;
};

/**
 * What a ledger says. Entries count whatever their day; `today` settles only what is used, left and overdue, so that the
 * last day of a clock never moves unless an entry moves it, or the calendar becomes known.
 */
export function readClock(
  entries: readonly ClockEntry[],
  calendar: WorkingCalendar,
  today: CalendarDate,
): ClockReading {
  const start = entries[0];
  assert(start !== undefined, 'a clock is read once it was started');
  let standing = NOTHING_ENTERED;
  let runs: readonly Run[] = [];
  let missed: CalendarDate | null = null;
  for (const entry of entries) {
    const amiss = mayFollow(standing, entry);
    assert(amiss === null, `entry ${entry.entryNo} of a ledger is not legal: ${amiss}`);
    if (standing.state === 'running') {
      const { endsOn } = termOf(standing, runs, entry.onDay, calendar);
      if (endsOn !== null && endsOn < entry.onDay) missed ??= endsOn;
    }
    runs = runsWith(runs, entry);
    standing = after(standing, entry);
  }

  const { state, amount, unit, lastOn } = standing;
  assert(state !== 'none' && unit !== null && lastOn !== null, 'a ledger begins with a start');
  const stoppedOn = state === 'stopped' ? lastOn : null;
  const { endsOn, used, provisional } = termOf(standing, runs, earlier(stoppedOn, today), calendar);
  const standsStill = runs.at(-1)?.before !== null;
  // Runs that have an end are those before a suspension: a term that ends within them had run out when it began.
  const overdue = endsOn !== null && (standsStill || endsOn < (stoppedOn ?? today));
  const suspension = state === 'suspended' ? entries.findLast(({ kind }) => kind === 'suspended') : undefined;
  return {
    state,
    startedOn: start.onDay,
    dueOn: standsStill ? null : endsOn,
    provisional,
    amount,
    unit,
    used,
    left: amount - used,
    overdue,
    missed: missed ?? (overdue ? endsOn : null),
    ...(suspension === undefined ? {} : { suspendedBy: suspension.cause }),
  };
}

/** A clock counts from the day after its start, not on the day of a suspension, and again from the day after it. */
function runsWith(runs: readonly Run[], { kind, onDay }: ClockEntry): readonly Run[] {
  if (kind === 'started' || kind === 'resumed') return [...runs, { after: onDay, before: null }];
  return kind === 'suspended' ? runs.map(({ after, before }) => ({ after, before: before ?? onDay })) : runs;
}

function termOf(
  { amount, unit }: Standing,
  runs: readonly Run[],
  until: CalendarDate,
  calendar: WorkingCalendar,
): Counted {
  assert(unit !== null, 'a term is counted once it was started');
  return countTerm(runs, { amount, unit }, until, calendar);
}

const earlier = (a: CalendarDate | null, b: CalendarDate): CalendarDate => (a !== null && a < b ? a : b);
