import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDateFormat } from './date-format.ts';

test('formats that show a day, a month or a year are dates', () => {
  const codes = [
    'yyyy/m/d',
    'yyyy"年"m"月"d"日";@',
    'yyyy\\-mm\\-dd',
    '[$-804]yyyy"年"m"月"',
    '[DBNum1][$-804]yyyy"年"m"月"d"日";@',
    'mmm-yy',
    'mm',
    'YYYY-MM-DD HH:MM:SS.000',
    '[Red]dd/mm/yyyy',
  ];
  for (const code of codes) assert(isDateFormat(176, code), code);
  for (const id of [14, 17, 22, 27, 31, 36, 57, 58]) assert(isDateFormat(id, undefined), String(id));
});

test('amounts, codes, times of day and plain text are no dates', () => {
  const codes = [
    'General',
    '0.00',
    '#,##0.00_);[Red]\\(#,##0.00\\)',
    '0.00E+00',
    '@',
    '000000',
    'h:mm:ss',
    'mm:ss.0',
    '[h]:mm',
    'h:mm AM/PM',
    '#,##0"day"',
    '"¥"#,##0.00',
    '_ * #,##0_ ;_ * "-"_ ',
    '[Yellow]0',
    '0\\d',
  ];
  for (const code of codes) assert(!isDateFormat(176, code), code);
  for (const id of [0, 1, 4, 9, 18, 21, 32, 45, 49]) assert(!isDateFormat(id, undefined), String(id));
});

test('a workbook’s own code for a number wins over what the number usually means', () => {
  assert(!isDateFormat(27, '0.00'));
  assert(isDateFormat(9, 'yyyy'));
});
