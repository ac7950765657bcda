import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromDayNumber, toDayNumber } from './civil-days.ts';
import { fromExcelSerial, isEndless, parseDate } from './dates.ts';

const FIRST = toDayNumber('1900-01-01');
const LAST = toDayNumber('2200-12-31');
const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber);

test('a date is read in every style an office writes', () => {
  const styles = [
    '2026-07-01',
    '2026/7/1',
    '2026.7.1',
    '2026年7月1日',
    '2026年07月01日',
    '20260701',
    ' 2026-07-01\n',
    '２０２６／０７／０１',
    '2026 年 7 月 1 日',
    '2026/07/01 00:00',
    '2026-07-01 00:00:00',
    '2026-07-01 10:30:00.0',
    '2026-07-01T00:00:00',
    '2026年7月1日 10:30',
    '20260701 00:00:00',
    '2026-07-01\u200b',
  ];
  for (const text of styles) assert.equal(parseDate(text), '2026-07-01', text);
});

test('an instant is dated in Shanghai', () => {
  assert.equal(parseDate('2026-06-30T16:00:00.000Z'), '2026-07-01');
  assert.equal(parseDate('2026-07-01T00:00:00+08:00'), '2026-07-01');
  assert.equal(parseDate('2026-07-01T00:00:00+0900'), '2026-06-30');
  assert.equal(parseDate('2026-06-30T23:00:00-05:00'), '2026-07-01');
});

test('a day that does not exist, a half date and a word are no date', () => {
  const none = [
    '2026/2/30',
    '2026-13-45',
    '20261301',
    '六月',
    '',
    '2026',
    '2026-07',
    '2026年7月',
    '26-07-01',
    '2026-7/1',
    '1899-12-31',
    '2201-01-01',
    '2026-07-01 25:00',
    '2026-07-01x',
    '46204',
    '202607011200',
    '2026-07-01 至 2026-08-01',
    '长期',
    '—',
  ];
  for (const text of none) assert.equal(parseDate(text), null, text);
});

test('every day of 300 years comes back from every style', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const [year, month, day] = [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8))];
      for (const text of [
        date,
        `${year}/${month}/${day}`,
        `${year}.${month}.${day}`,
        `${year}年${month}月${day}日`,
        date.replaceAll('-', ''),
      ]) {
        assert.equal(parseDate(text), date);
      }
    }),
  );
});

test('serial dates are read in both systems of Excel, without the day that never was', () => {
  assert.equal(fromExcelSerial(1, false), '1900-01-01');
  assert.equal(fromExcelSerial(59, false), '1900-02-28');
  assert.equal(fromExcelSerial(60, false), null);
  assert.equal(fromExcelSerial(61, false), '1900-03-01');
  assert.equal(fromExcelSerial(46_204, false), '2026-07-01');
  assert.equal(fromExcelSerial(46_204.75, false), '2026-07-01');
  assert.equal(fromExcelSerial(46_203.999_999_999_99, false), '2026-07-01');
  assert.equal(fromExcelSerial(44_742, true), '2026-07-01');
  assert.equal(fromExcelSerial(0, true), '1904-01-01');
  for (const serial of [0, -1, 0.5, 20_260_701, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(fromExcelSerial(serial, false), null, String(serial));
  }
});

test('without end is written as 2099/12/31 in any style, as a word, as dashes or as nothing', () => {
  for (const text of [
    '',
    ' \n',
    '长期',
    '长 期',
    '无固定期限',
    '-',
    '—',
    '——',
    '— —',
    '－',
    '--',
    '2099/12/31',
    '2099-12-31',
    '20991231',
    '2099年12月31日',
    '2099.12.31 00:00:00',
  ]) {
    assert(isEndless(text), text);
  }
  for (const text of ['2099-01-31', '2026-07-01', '无', '三年', '/']) assert(!isEndless(text), text);
});
