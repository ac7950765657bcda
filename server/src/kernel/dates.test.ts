import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromDayNumber, isCalendarDate, toDayNumber } from './civil-days.ts';
import { addDays, addMonths, compareDates, dayAfter, daysBetween, termEnd, today } from './dates.ts';

const FIRST = toDayNumber('1900-01-01');
const LAST = toDayNumber('2200-12-31');
const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber);
const months = fc.integer({ min: 0, max: 600 });

test('days are numbered as the platform numbers them, one after the other, for 300 years', () => {
  for (let day = FIRST; day <= LAST; day++) {
    const date = fromDayNumber(day);
    assert.equal(date, new Date(day * 86_400_000).toISOString().slice(0, 10));
    assert.equal(toDayNumber(date), day);
  }
});

test('a date that does not exist is none', () => {
  for (const text of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-04-31',
    '2026-1-01',
    '0000-01-01',
    '',
  ]) {
    assert(!isCalendarDate(text), text);
  }
  assert(isCalendarDate('2000-02-29'));
});

test('today is the day in Shanghai', () => {
  assert.equal(today(new Date('2026-06-30T15:59:59.999Z')), '2026-06-30');
  assert.equal(today(new Date('2026-06-30T16:00:00Z')), '2026-07-01');
});

test('a term is counted from the day after its start and ends on the corresponding day', () => {
  assert.equal(termEnd('2026-07-01', { days: 1 }), '2026-07-02');
  assert.equal(termEnd('2026-07-01', { months: 3 }), '2026-10-01');
  assert.equal(termEnd('2026-07-01', { years: 3 }), '2029-07-01');
  assert.equal(termEnd('2026-07-01', { years: 1, months: 1, days: 1 }), '2027-08-02');
});

test('where the last month has no such day, the term ends on its last day', () => {
  assert.equal(termEnd('2026-01-31', { months: 1 }), '2026-02-28');
  assert.equal(termEnd('2024-01-30', { months: 1 }), '2024-02-29');
  assert.equal(termEnd('2024-02-29', { years: 1 }), '2025-02-28');
  assert.equal(termEnd('2024-02-29', { years: 4 }), '2028-02-29');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15');
});

test('months keep the day of the month unless it does not exist, and never leave the month they reach', () => {
  fc.assert(
    fc.property(anyDate, months, (date, count) => {
      const end = addMonths(date, count);
      const reached = Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7));
      assert.equal(reached, Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) + count);
      assert(end.slice(8) === date.slice(8) || (end.slice(8) < date.slice(8) && addDays(end, 1).endsWith('-01')));
    }),
  );
});

test('a longer term never ends earlier, a later start never ends earlier, and twelve months are a year', () => {
  fc.assert(
    fc.property(anyDate, months, fc.integer({ min: 0, max: 400 }), (date, count, days) => {
      assert(compareDates(termEnd(date, { months: count }), termEnd(date, { months: count + 1 })) < 0);
      assert(compareDates(termEnd(date, { months: count }), termEnd(addDays(date, 1), { months: count })) <= 0);
      assert.equal(termEnd(date, { years: 1 }), termEnd(date, { months: 12 }));
      assert.equal(termEnd(date, {}), date);
      assert.equal(daysBetween(date, termEnd(date, { days })), days);
    }),
  );
});

test('adding days and counting them are inverses, and dates sort as text', () => {
  fc.assert(
    fc.property(anyDate, anyDate, (a, b) => {
      assert.equal(addDays(a, daysBetween(a, b)), b);
      assert.equal(Math.sign(compareDates(a, b)), -Math.sign(daysBetween(a, b)) + 0);
    }),
  );
});

test('a term that runs backwards, and a date that is none, are bugs', () => {
  assert.throws(() => termEnd('2026-07-01', { days: -1 }));
  assert.throws(() => addDays('2026-02-30', 1));
});

test('the day after is one day on, at every end of a month and of February in leap years', () => {
  for (let date = '1999-12-01'; date < '2005-02-01'; date = addDays(date, 1))
    assert.equal(dayAfter(date), addDays(date, 1));
  for (const end of ['1900-02-28', '2000-02-28', '2000-02-29', '2100-02-28', '2026-12-31'])
    assert.equal(dayAfter(end), addDays(end, 1));
});
