import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { DayKind, WorkingCalendar } from '../../../kernel/working-days.ts';
import { compileCatalogue } from '../../catalogue/index.ts';
import { BUNDLED_FOLDER, bundledEntries } from '../../catalogue/testing/bundled.ts';
import type { ClockEntry } from './entries.ts';
import { readClock } from './read-clock.ts';

const FIRST_DAY = '2007-01-01';
const LAST_DAY = '2026-12-31';
const FIRST_DAY_2027_MAY_MOVE = '2026-12-29';
const MOST_WORKING_DAYS = 60;

/** Every day of the years and whether it is worked, from the lines of the YAML files and the language's own weekdays. */
function recountDays(): { day: string; working: boolean }[] {
  const moved = new Map<string, boolean>();
  for (const file of readdirSync(join(BUNDLED_FOLDER, 'calendars'))) {
    let working = false;
    for (const line of readFileSync(join(BUNDLED_FOLDER, 'calendars', file), 'utf8').split('\n')) {
      if (/^(holidays|workdays):/.test(line)) working = line.startsWith('workdays');
      const day = /^ {2}- '(\d{4}-\d\d-\d\d)'$/.exec(line)?.[1];
      if (day !== undefined) moved.set(day, working);
    }
  }
  const days: { day: string; working: boolean }[] = [];
  for (const at = new Date(`${FIRST_DAY}T00:00:00Z`); ; at.setUTCDate(at.getUTCDate() + 1)) {
    const day = at.toISOString().slice(0, 10);
    if (day > LAST_DAY) return days;
    days.push({ day, working: moved.get(day) ?? ![0, 6].includes(at.getUTCDay()) });
  }
}

/** Asked the same few thousand days again and again. */
function remembered(calendar: WorkingCalendar): WorkingCalendar {
  const known = new Map<string, DayKind>();
  return {
    dayKind(day) {
      const kind = known.get(day) ?? calendar.dayKind(day);
      known.set(day, kind);
      return kind;
    },
  };
}

const started = (onDay: string, amount: number, unit: 'working-days' | 'days' = 'working-days'): ClockEntry[] => [
  { entryNo: 1, kind: 'started', onDay, cause: '收到申请', amount, unit },
];

describe('a clock by the calendars of the catalogue', () => {
  let calendar: WorkingCalendar;
  before(async () => {
    calendar = remembered(
      compileCatalogue(await bundledEntries(), { version: 1, inForceFrom: '2026-04-01' }).workingDays,
    );
  });

  it('ends every term of 1 to 60 working days from every day of 2007 to 2026 where a recount does', () => {
    const days = recountDays();
    const workingDays = days.filter(({ working }) => working).map(({ day }) => day);
    let next = 0; // of the working days, the first after the start
    let read = 0;
    for (const { day: start } of days) {
      while (next < workingDays.length && (workingDays[next] ?? '') <= start) next++;
      for (let n = 1; n <= MOST_WORKING_DAYS; n++) {
        const end = workingDays[next + n - 1];
        if (end === undefined) break;
        const { dueOn, provisional } = readClock(started(start, n), calendar, start);
        if (dueOn !== end || provisional !== end >= FIRST_DAY_2027_MAY_MOVE)
          assert.deepEqual({ start, n, dueOn, provisional }, { start, n, end });
        read++;
      }
    }
    assert(read > 430_000, `${read} terms were read`);
  });

  it('ends every term in days on its day, or on the first working day after it', () => {
    const days = recountDays();
    for (const [index, { day: start }] of days.entries())
      for (const n of [1, 7, 15, 30, 60]) {
        const last = days.slice(index + n, index + n + 12).find(({ working }) => working);
        if (last === undefined || last.day >= FIRST_DAY_2027_MAY_MOVE) continue;
        const { dueOn, provisional } = readClock(started(start, n, 'days'), calendar, start);
        if (dueOn !== last.day || provisional) assert.deepEqual({ start, n, dueOn, provisional }, last);
      }
  });

  it('is provisional where it reaches 2027, until a version of the catalogue holds that year', async () => {
    const body = {
      year: 2027,
      source: '测试用，并非真实通知',
      holidays: ['2027-01-01', '2027-01-04'],
      workdays: ['2027-01-03'],
      verified: false,
    };
    const withIt = compileCatalogue(
      [...(await bundledEntries()), { kind: 'calendars', code: '2027', body, file: 'calendars/2027.yaml' }],
      { version: 2, inForceFrom: '2026-12-01' },
    ).workingDays;
    const dues = (by: WorkingCalendar, entries: ClockEntry[]) => {
      const { dueOn, provisional } = readClock(entries, by, '2026-12-21');
      return { dueOn, provisional };
    };

    const reaching = started('2026-12-21', 10);
    assert.deepEqual(dues(calendar, reaching), { dueOn: '2027-01-04', provisional: true });
    assert.deepEqual(
      dues(withIt, reaching),
      { dueOn: '2027-01-05', provisional: false },
      'the term now misses 01-01, 01-04 and has 01-03',
    );

    const notReaching = started('2026-12-21', 5);
    assert.deepEqual(dues(calendar, notReaching), { dueOn: '2026-12-28', provisional: false });
    const tail = started('2026-12-21', 6);
    assert.deepEqual(dues(calendar, tail), { dueOn: '2026-12-29', provisional: true }, 'a notice may yet move it');
    assert.deepEqual(dues(withIt, tail), { dueOn: '2026-12-29', provisional: false });

    const inDays = started('2026-12-21', 14, 'days');
    assert.deepEqual(dues(calendar, inDays), { dueOn: '2027-01-04', provisional: true });
    assert.deepEqual(dues(withIt, inDays), { dueOn: '2027-01-05', provisional: false });
    const passing = started('2026-12-01', 27, 'days');
    assert.deepEqual(dues(calendar, passing), { dueOn: '2026-12-28', provisional: false });
  });
});
