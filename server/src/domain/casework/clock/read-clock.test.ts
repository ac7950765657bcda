import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../../kernel/dates.ts';
import { stateCouncilCalendar } from '../../../kernel/working-days.ts';
import type { ClockEntry, TermUnit } from './entries.ts';
import { anyLedger } from './ledgers-fixture.ts';
import { readClock } from './read-clock.ts';
import { simulate } from './simulation-model.ts';

const calendar = stateCouncilCalendar();
const RUNS = 400;

type Step = [kind: ClockEntry['kind'], onDay: CalendarDate, amount?: number];
/** A ledger in working days, or in the unit named. */
const ledger = (steps: Step[], unit: TermUnit = 'working-days'): ClockEntry[] =>
  steps.map(([kind, onDay, amount], index) => ({
    entryNo: index + 1,
    kind,
    onDay,
    cause: `事由${index + 1}`,
    ...(amount === undefined ? {} : { amount, unit }),
  }));
const due = (steps: Step[], unit?: TermUnit) => readClock(ledger(steps, unit), calendar, '2026-03-02').dueOn;

describe('a clock', () => {
  it('does not count the day it starts, whether that is worked or not', () => {
    assert.equal(due([['started', '2026-03-02', 1]]), '2026-03-03', 'a Monday');
    assert.equal(due([['started', '2026-03-07', 1]]), '2026-03-09', 'a Saturday');
    assert.equal(due([['started', '2026-03-02', 10]]), '2026-03-16');
  });

  it('in working days counts weekend days that are worked and no holiday', () => {
    assert.equal(due([['started', '2026-02-13', 1]]), '2026-02-14', 'a Saturday worked');
    assert.equal(due([['started', '2026-02-14', 1]]), '2026-02-24', 'after the Spring Festival');
  });

  it('in days ends on the next working day where its last day is none', () => {
    assert.equal(due([['started', '2026-03-02', 15]], 'days'), '2026-03-17');
    assert.equal(due([['started', '2026-03-02', 5]], 'days'), '2026-03-09', 'from Saturday to Monday');
    assert.equal(due([['started', '2026-09-21', 10]], 'days'), '2026-10-08', 'from the first of the National Day');
    assert.equal(due([['started', '2026-09-25', 15]], 'days'), '2026-10-10', 'a Saturday worked');
  });

  it('uses up neither the day a suspension begins nor the day it ends', () => {
    const steps: Step[] = [
      ['started', '2026-03-02', 5],
      ['suspended', '2026-03-05'],
    ];
    const suspended = readClock(ledger(steps), calendar, '2026-03-20');
    assert.equal(suspended.state, 'suspended');
    assert.equal(suspended.suspendedBy, '事由2');
    assert.equal(suspended.dueOn, null);
    assert.deepEqual([suspended.used, suspended.left], [2, 3], '3 and 4 March');
    assert.equal(due([...steps, ['resumed', '2026-03-10']]), '2026-03-13', '11, 12 and 13 March');
    assert.equal(due([...steps, ['resumed', '2026-03-05']]), '2026-03-10', 'a suspension of one day costs that day');
  });

  it('adds up several suspensions', () => {
    const steps: Step[] = [
      ['started', '2026-03-02', 5],
      ['suspended', '2026-03-04'],
      ['resumed', '2026-03-06'],
      ['suspended', '2026-03-10'],
      ['resumed', '2026-03-16'],
    ];
    assert.equal(due(steps), '2026-03-19', '3, 9, 17, 18 and 19 March');
    assert.equal('suspendedBy' in readClock(ledger(steps), calendar, '2026-03-17'), false);
  });

  it('never ends a term in days on a day it stood still', () => {
    // The fifth day is Saturday the 7th; the Monday it would move to is suspended already.
    const steps: Step[] = [
      ['started', '2026-03-02', 5],
      ['suspended', '2026-03-09'],
    ];
    assert.equal(readClock(ledger(steps, 'days'), calendar, '2026-03-09').overdue, false);
    assert.equal(due([...steps, ['resumed', '2026-03-11']], 'days'), '2026-03-12');
  });

  it('is longer by what it is extended, also while it stands still', () => {
    const steps: Step[] = [
      ['started', '2026-03-02', 5],
      ['extended', '2026-03-04', 3],
    ];
    assert.equal(due(steps), '2026-03-12');
    const suspended: Step[] = [
      ['started', '2026-03-02', 5],
      ['suspended', '2026-03-04'],
      ['extended', '2026-03-05', 3],
    ];
    const reading = readClock(ledger(suspended), calendar, '2026-03-06');
    assert.deepEqual([reading.state, reading.amount, reading.used, reading.left], ['suspended', 8, 1, 7]);
    assert.equal(reading.suspendedBy, '事由2');
    assert.equal(due([...suspended, ['resumed', '2026-03-05']]), '2026-03-16');
  });

  it('is in time all of its last day, and overdue the day after', () => {
    const entries = ledger([['started', '2026-03-02', 5]]);
    const on = (today: CalendarDate) => {
      const { used, left, overdue, missed } = readClock(entries, calendar, today);
      return { used, left, overdue, missed };
    };
    assert.deepEqual(on('2026-03-01'), { used: 0, left: 5, overdue: false, missed: null });
    assert.deepEqual(on('2026-03-09'), { used: 5, left: 0, overdue: false, missed: null });
    assert.deepEqual(on('2026-03-10'), { used: 5, left: 0, overdue: true, missed: '2026-03-09' });
  });

  it('once stopped stays as it was, in time or late', () => {
    const stopped = (onDay: CalendarDate) =>
      readClock(
        ledger([
          ['started', '2026-03-02', 5],
          ['stopped', onDay],
        ]),
        calendar,
        '2026-06-01',
      );
    const inTime = stopped('2026-03-09');
    assert.deepEqual([inTime.state, inTime.dueOn, inTime.used, inTime.overdue], ['stopped', '2026-03-09', 5, false]);
    assert.deepEqual([stopped('2026-03-04').used, stopped('2026-03-04').left], [2, 3]);
    assert.equal(stopped('2026-03-10').overdue, true);
    assert.equal(stopped('2026-03-10').missed, '2026-03-09');
  });

  it('does not forget a day it missed, whatever is entered afterwards', () => {
    const late: Step[] = [
      ['started', '2026-03-02', 5],
      ['suspended', '2026-03-11'],
    ];
    const suspended = readClock(ledger(late), calendar, '2026-03-12');
    assert.deepEqual([suspended.dueOn, suspended.overdue, suspended.missed], [null, true, '2026-03-09']);
    const extended = readClock(
      ledger([...late, ['resumed', '2026-03-12'], ['extended', '2026-03-13', 20]]),
      calendar,
      '2026-03-13',
    );
    assert.deepEqual([extended.overdue, extended.missed], [false, '2026-03-09']);
  });

  it('is not read from a ledger that nobody could have entered', () => {
    const read = (entries: ClockEntry[]) => () => readClock(entries, calendar, '2026-03-02');
    assert.throws(read([]));
    assert.throws(read(ledger([['stopped', '2026-03-02']])));
    assert.throws(
      read(
        ledger([
          ['started', '2026-03-02', 5],
          ['resumed', '2026-03-03'],
        ]),
      ),
    );
  });
});

describe('any ledger', () => {
  it('reads as a clerk counting day by day would read it', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: -20, max: 300 }), (entries, ahead) => {
        const today = addDays(entries[0]?.onDay ?? '', ahead);
        const { state, dueOn, used, left, provisional, overdue, missed } = readClock(entries, calendar, today);
        const { end: _, ...expected } = simulate(entries, calendar, today);
        assert.deepEqual({ state, dueOn, used, left, provisional, overdue }, expected);
        assert.equal(missed, firstMissed(entries, today));
      }),
      { numRuns: RUNS },
    );
  });

  it('says the same whatever the day it is read on, but for what is used, left and overdue', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat(400), fc.nat(400), (entries, one, more) => {
        const start = entries[0]?.onDay ?? '';
        const early = readClock(entries, calendar, addDays(start, one));
        const late = readClock(entries, calendar, addDays(start, one + more));
        const { used: earlyUsed, left: _l, overdue: _o, missed: _m, ...lasting } = early;
        const { used: lateUsed, left, overdue: _lo, missed: _lm, ...stillLasting } = late;
        assert.deepEqual(stillLasting, lasting);
        assert(earlyUsed <= lateUsed && lateUsed + left === late.amount);
        assert(!early.overdue || late.overdue, 'a day missed stays missed');
      }),
      { numRuns: RUNS },
    );
  });
});

/** Of all the days the clock was due on while it ran, the first that went by before the next entry or today. */
function firstMissed(entries: readonly ClockEntry[], today: CalendarDate): CalendarDate | null {
  for (let length = 1; length <= entries.length; length++) {
    const { state, end } = simulate(entries.slice(0, length), calendar, today);
    const next = entries[length];
    if (state === 'running' && end !== null && end < (next?.onDay ?? today)) return end;
  }
  return null;
}
