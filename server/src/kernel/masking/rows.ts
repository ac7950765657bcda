import { inGivenName } from './given-names.ts';
import { endsInRole } from './name-context.ts';
import { isNoPerson } from './ordinary-words.ts';
import { runsIntoOrganisation } from './organisations.ts';
import type { Reading } from './reading.ts';
import { surnameAt } from './surnames.ts';
import { overlaps, type Span, type Stretch } from './text-form.ts';

/**
 * Names that the form of a list or a form field makes known, whatever their characters: 孔令仪/9901…, 姓名：仲夏, and the rows
 * between rows of names.
 */
export function namesByForm({ text }: Reading, numbers: readonly Span[]): Stretch[] {
  return [...beforeNumbers(text, numbers), ...labelled(text)].filter(
    ({ from, to }) => !isNoPerson(text.slice(from, to)) && !runsIntoOrganisation(text, to),
  );
}

const HAN_BEFORE_A_NUMBER =
  /(?:^|[\s,。;:、!?/|()“”])(?:\d{1,3}[.、)])?(\p{Script=Han}{2,4})["”]?[ \t]*[(,/|:、 ]?[ \t]*(?:[男女][ ,、/|]*)?(?:(?:公民)?(?:身份证?|电话|手机|联系电话|联系方式)(?:号码?)?[:为是 ]*)?$/u;
const NUMBER_REACH = 40;

/** 孔令仪/9901…, 苏醒（139…）: what stands in a row of its own before the number of a person. */
function beforeNumbers(text: string, numbers: readonly Span[]): Stretch[] {
  return numbers.flatMap(({ from: at, what }) => {
    const match = HAN_BEFORE_A_NUMBER.exec(text.slice(Math.max(0, at - NUMBER_REACH), at));
    const name = match?.[1];
    if (match === null || name === undefined) return [];
    if (!mayBeCalled(name) && !(what === 'identity' && !endsInRole(name))) return [];
    const from = Math.max(0, at - NUMBER_REACH) + match.index + match[0].indexOf(name);
    return [{ from, to: from + name.length }];
  });
}

const LABELLED = /[:] ?["“]?(\p{Script=Han}{2,4})["”]?(?=$|[\s,。;、(/|)])/gu;
const LABEL = /(?:姓名|签名|签字|户名|落款|署名)(?:\([^()]{1,8}\))?[ ]?$/u;
const IN_BRACKETS = /\([^()]{1,12}\)$/u;

/** 姓名：仲夏 */
function labelled(text: string): Stretch[] {
  return [...text.matchAll(LABELLED)].flatMap((match) => {
    const name = match[1] ?? '';
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    if (!LABEL.test(before) && !endsInRole(before.replace(IN_BRACKETS, ''))) return [];
    if (surnameAt(name, 0) === null || !mayBeCalled(name)) return [];
    const from = match.index + match[0].indexOf(name);
    return [{ from, to: from + name.length }];
  });
}

/** A surname first, or nothing but characters of names written by sound. */
function mayBeCalled(name: string): boolean {
  if (endsInRole(name) || /^[小老阿大]/.test(name)) return false;
  const surname = surnameAt(name, 0);
  const given = [...name.slice(surname?.length ?? 0)];
  if (given.some((one) => inGivenName(one) === 'never')) return false;
  return surname !== null
    ? given.length === 1 || given.length === 2
    : given.every((one) => inGivenName(one) === 'usual');
}

const ROW_BEFORE = /(?:^|[\n;、,。:]\s*|[\n\s](?:\d{1,3}[.、)\t ]\s*|[(]\d{1,3}[)]\s*))$/u;
const ROW_AFTER =
  /^(?:[: \t]{0,2}\d[\d,.]*(?:万?元)?|[\t/|]|[(](?=\d|[男女]|系|持股|占|工资|\p{Script=Han}{0,6}\d)|(?:工资|奖金|持股|出资|缴纳|各|计)\D{0,6}\d)/u;

/** How a row of a list goes on after what may be a name in it: alike in rows of one list; null outside lists. */
function rowOf(text: string, { from, to }: Stretch): string | null {
  const before = ROW_BEFORE.exec(text.slice(Math.max(0, from - 8), from))?.[0];
  const after = ROW_AFTER.exec(text.slice(to, to + 16))?.[0];
  if (before === undefined || after === undefined) return null;
  return after.replace(/\d[\d,.]*/g, '0');
}
const ROWS_APART = 60;

/** Tells whether a name that is known stands in a row of the same shape nearby. */
export function siblingsOf(text: string, certain: readonly Stretch[]): (stretch: Stretch) => boolean {
  const rows = certain.flatMap((name) => {
    const row = rowOf(text, name);
    return row === null ? [] : [{ ...name, row }];
  });
  if (rows.length === 0) return () => false;
  return (stretch) => {
    const row = rowOf(text, stretch);
    const isNear = (name: Stretch) =>
      Math.min(Math.abs(name.from - stretch.to), Math.abs(stretch.from - name.to)) <= ROWS_APART;
    return row !== null && rows.some((name) => name.row === row && !overlaps(name, stretch) && isNear(name));
  };
}

const CELL = /(?:^|\n)[ \t]*(?:\d{1,3}[.、)\t ]?[ \t]*)?(\p{Script=Han}{2,5})(?=[\t |/,:(]|$|\n)/gu;
const CELLS_AT_LEAST = 2;

/** What stands in the column of names, where most of the column is known: 吉克阿牛 between 王满仓 and 王满囤. */
export function cellsBesideNames(reading: Reading, certain: readonly Stretch[]): Stretch[] {
  const { text } = reading;
  const cells = [...text.matchAll(CELL)].map((match) => {
    const to = match.index + match[0].length;
    return { from: to - (match[1] ?? '').length, to };
  });
  const isKnown = ({ from, to }: Stretch) => certain.some((name) => name.from === from && name.to === to);
  const known = cells.filter(isKnown).length;
  if (known < CELLS_AT_LEAST) return [];
  return cells.filter((cell) => {
    const word = text.slice(cell.from, cell.to);
    const header = /[额名种号话期注别位计]$/u.test(word) || isNoPerson(word) || endsInRole(word);
    return (
      !isKnown(cell) &&
      !header &&
      mayStandBeside(reading, cell) &&
      certain.some((name) => Math.abs(name.from - cell.from) <= ROWS_APART)
    );
  });
}

/** Shaped as surname and given name, or without any word of the dictionary. */
function mayStandBeside({ text, wordEndFrom }: Reading, { from, to }: Stretch): boolean {
  if (surnameAt(text, from) !== null && to - from <= 3) return true;
  const places = Array.from({ length: to - from }, (_, at) => from + at);
  return places.every((place) => wordEndFrom(place) === place + 1);
}

/** What stands between two names of a list, and is no word: 王满仓、岩温罕、李强 */
export function betweenNames(reading: Reading, certain: readonly Stretch[]): Stretch[] {
  const { text } = reading;
  const starts = new Set(certain.map(({ from }) => from));
  return certain.flatMap(({ to }) => {
    const item = /^[、,](\p{Script=Han}{2,4})[、,和]/u.exec(text.slice(to, to + 7));
    const word = item?.[1];
    if (item === null || word === undefined || !starts.has(to + item[0].length)) return [];
    const isAName = !isNoPerson(word) && !endsInRole(word) && ![...word].some((one) => inGivenName(one) === 'never');
    const between = { from: to + 1, to: to + 1 + word.length };
    return isAName && mayStandBeside(reading, between) ? [between] : [];
  });
}
