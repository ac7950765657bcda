import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromDayNumber, toDayNumber } from './civil-days.ts';
import { addDays } from './dates.ts';
import { stateCouncilCalendar, workingDayAfter, workingDaysBetween } from './working-days.ts';

const calendar = stateCouncilCalendar();
const FIRST_YEAR_HELD = 2004;
const LAST_YEAR_HELD = 2026;

test('the package holds the notices for 2004 to 2026, no year missing, and every other year is provisional', () => {
  for (let year = FIRST_YEAR_HELD; year <= LAST_YEAR_HELD; year++) {
    assert.deepEqual(calendar.dayKind(`${year}-10-01`), { working: false, provisional: false }, `${year}`);
  }
  assert.deepEqual(calendar.dayKind(`${LAST_YEAR_HELD + 1}-10-01`), { working: true, provisional: true });
  assert.deepEqual(calendar.dayKind(`${FIRST_YEAR_HELD - 1}-10-01`), { working: true, provisional: true });
});

test('holidays on weekdays do not work, and weekends moved by the notice do', () => {
  assert.equal(calendar.dayKind('2026-10-05').working, false);
  assert.equal(calendar.dayKind('2026-10-10').working, true, 'a Saturday worked for the National Day');
  assert.equal(calendar.dayKind('2026-10-11').working, false);
  assert.equal(calendar.dayKind('2026-10-12').working, true);
});

test('the last three days of a year are provisional until the next notice, which has moved them before', () => {
  assert.deepEqual(
    calendar.dayKind('2018-12-29'),
    { working: true, provisional: false },
    'a Saturday worked by the 2019 notice',
  );
  assert.equal(calendar.dayKind('2026-12-28').provisional, false);
  assert.equal(calendar.dayKind('2026-12-29').provisional, true);
  assert.equal(calendar.dayKind('2025-12-31').provisional, false);
});

test('an operator who announces a year settles it, and what he enters is what counts', () => {
  const announced = stateCouncilCalendar({
    holidays: ['2027-01-01', '2026-12-31'],
    workdays: ['2027-01-02'],
    announcedYears: [2027],
  });
  assert.deepEqual(announced.dayKind('2027-01-01'), { working: false, provisional: false });
  assert.deepEqual(announced.dayKind('2027-01-02'), { working: true, provisional: false }, 'a Saturday');
  assert.deepEqual(announced.dayKind('2027-01-03'), { working: false, provisional: false });
  assert.deepEqual(announced.dayKind('2026-12-31'), { working: false, provisional: false });
  assert.deepEqual(announced.dayKind('2028-01-03'), { working: true, provisional: true });
});

test('an amended notice overrides what the package holds', () => {
  const amended = stateCouncilCalendar({ holidays: ['2026-10-10'], workdays: ['2026-10-05'], announcedYears: [] });
  assert.deepEqual(amended.dayKind('2026-10-10'), { working: false, provisional: false });
  assert.deepEqual(amended.dayKind('2026-10-05'), { working: true, provisional: false });
});

test('an announced year is what was entered for it, and nothing the package holds of its notice', () => {
  const entered = stateCouncilCalendar({ holidays: ['2023-01-02'], workdays: [], announcedYears: [2023] });
  assert.equal(entered.dayKind('2023-10-02').working, true, 'a Monday the package holds as a holiday');
  assert.equal(entered.dayKind('2023-10-07').working, false, 'a Saturday the package holds as worked');
  assert.equal(entered.dayKind('2023-01-02').working, false);
  assert.equal(entered.dayKind('2022-10-03').working, false, 'the year before is the package’s');
  const year2012 = stateCouncilCalendar({ holidays: [], workdays: [], announcedYears: [2012] });
  assert.equal(year2012.dayKind('2011-12-31').working, false, 'a Saturday that only the notice for 2012 has worked');
  const year2011 = stateCouncilCalendar({ holidays: [], workdays: [], announcedYears: [2011] });
  assert.equal(year2011.dayKind('2011-12-31').working, true, 'which is not of the notice for 2011');
});

test('a day entered both as a holiday and as a working day is refused at once', () => {
  assert.throws(() => stateCouncilCalendar({ holidays: ['2027-01-01'], workdays: ['2027-01-01'], announcedYears: [] }));
});

test('seven working days from a decision before the National Day', () => {
  assert.deepEqual(workingDayAfter('2026-09-24', 7, calendar), { date: '2026-10-12', provisional: false });
  assert.deepEqual(workingDaysBetween('2026-09-24', '2026-10-12', calendar), { days: 7, provisional: false });
  assert.deepEqual(workingDayAfter('2026-09-24', 0, calendar), { date: '2026-09-24', provisional: false });
  assert.deepEqual(workingDaysBetween('2026-10-12', '2026-09-24', calendar), { days: 0, provisional: false });
});

test('a count that reaches an unannounced year says so', () => {
  assert.equal(workingDayAfter('2026-12-24', 2, calendar).provisional, false);
  assert.equal(workingDayAfter('2026-12-24', 7, calendar).provisional, true);
  assert.equal(workingDaysBetween('2026-12-24', '2027-01-04', calendar).provisional, true);
});

test('counting agrees with looking at one day after the other', () => {
  const anyDate = fc.integer({ min: toDayNumber('2003-06-01'), max: toDayNumber('2027-06-01') }).map(fromDayNumber);
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 0, max: 90 }), (start, span) => {
      const end = addDays(start, span);
      const passed = Array.from({ length: span }, (_, index) => calendar.dayKind(addDays(start, index + 1)));
      const naive = passed.filter((kind) => kind.working).length;
      assert.deepEqual(workingDaysBetween(start, end, calendar), {
        days: naive,
        provisional: passed.some((kind) => kind.provisional),
      });

      const nth = workingDayAfter(start, naive, calendar).date;
      assert.equal(workingDaysBetween(start, nth, calendar).days, naive);
      assert(nth === start || calendar.dayKind(nth).working);
      assert(nth <= end, 'the last working day counted lies within the span');
    }),
    { numRuns: 300 },
  );
});
