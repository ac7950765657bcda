import { type CalendarDate, toCivilDay } from '../../../kernel/civil-days.ts';

/** 2026-11-27 as papers write it: 2026年11月27日. */
export function dateInWords(date: CalendarDate): string {
  const { year, month, day } = toCivilDay(date);
  return `${year}年${month}月${day}日`;
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** The mark before an item of a list, counted from 0: （一）, （十二）, （三十）. Below a hundred; items have a bound. */
export function itemMark(index: number): string {
  const number = index + 1;
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `（${ten}${DIGITS[ones]}）`;
}
