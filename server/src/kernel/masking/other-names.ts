import { isBySound, NAME_PARTS } from './given-names.ts';
import { weighAfter, weighBefore } from './name-context.ts';
import { runsIntoOrganisation } from './organisations.ts';
import type { Reading } from './reading.ts';
import type { Stretch } from './text-form.ts';

const HAN = /\p{Script=Han}/u;
const DOT = '·•・‧∙';
const WITH_DOT = new RegExp(`[\\p{Script=Han}]{1,8}(?:[${DOT}][\\p{Script=Han}]{1,10}){1,4}`, 'gu');
const BY_PARTS = new RegExp(`(?:${NAME_PARTS})(?:${NAME_PARTS})+`, 'g');
const LONGEST_WITHOUT_DOT = 8;
const SHORTEST_WITHOUT_DOT = 3;
const LATIN = /(?<![A-Za-z])[A-Z][A-Za-z'’-]+(?:[ ·.]{1,2}[A-Z][A-Za-z'’.-]*){1,3}(?![A-Za-z])/g;
const A_FOREIGNER = /^[ "”]*[(,](?:[^,。)]{0,8}(?:籍|国人|护照|男|女|外籍))/u;
/** 、 after a surname and two characters at most. */
const IN_A_LIST_OF_NAMES = /[员人工机客手长教][^,。、]{2,4}、$/u;
const SINGLE_PART = new RegExp(`^(?:${NAME_PARTS})`);

/** Names of persons that do not follow surname and given name: with a middle dot, by parts, by sound, in Latin letters. */
export function otherNames(reading: Reading): Stretch[] {
  const { text } = reading;
  return [
    ...numbered(text),
    ...foreigners(text),
    ...dotted(text),
    ...byParts(text),
    ...bySound(reading),
    ...latin(text),
  ];
}

/** 买买提·艾力: as far as both sides are written by sound; the sentence runs on without a gap. */
function dotted(text: string): Stretch[] {
  return [...text.matchAll(WITH_DOT)].flatMap((match) => {
    const firstDot = match.index + match[0].search(new RegExp(`[${DOT}]`));
    const lastDot = match.index + Math.max(...[...DOT].map((dot) => match[0].lastIndexOf(dot)));
    const from = beginOfDotted(text, match.index, firstDot);
    let to = lastDot + 1;
    while (to < match.index + match[0].length && isBySound(text[to] ?? '')) to++;
    if (firstDot - from < 1 || to - lastDot <= SHORTEST_AFTER_A_DOT) return [];
    const before = weighBefore(text, from).weight;
    const long = (to - from >= 5 && (before > 0 || !HAN.test(text[from - 1] ?? ''))) || before >= 2;
    return long && !runsIntoOrganisation(text, to) ? [{ from, to }] : [];
  });
}

/** After the nearest word for a person, else as far back as characters are those that write by sound. */
function beginOfDotted(text: string, earliest: number, dot: number): number {
  for (let from = dot - 1; from >= earliest; from--) if (weighBefore(text, from).role) return from;
  let from = dot;
  while (from > earliest && isBySound(text[from - 1] ?? '')) from--;
  return from;
}

const SHORTEST_AFTER_A_DOT = 1;

/** 马五十八: a surname and the age of the grandfather, usual among Hui, Salar and Dongxiang. */
function numbered(text: string): Stretch[] {
  return [...text.matchAll(NUMBERED)]
    .map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    .filter(({ from }) => weighBefore(text, from).weight > 1);
}
const NUMBERED =
  /[马韩冶喇白沙妥祁李王张杨孟何罗尕][一二三四五六七八九十]{2,3}(?![一二三四五六七八九十万千百元个条年月日名人次处项级类号])/gu;

/** 村上春树（日本籍）: whatever stands between a word for a person and a nationality. */
function foreigners(text: string): Stretch[] {
  return [...text.matchAll(BEFORE_NATIONALITY)].flatMap(({ index, 0: run }) => {
    for (let from = index; from < index + run.length - 1; from++) {
      if (weighBefore(text, from).role) return [{ from, to: index + run.length }];
    }
    return [];
  });
}
const BEFORE_NATIONALITY = /\p{Script=Han}{2,12}(?=\([^()]{0,8}(?:籍|国人|护照))/gu;

/** 扎西多杰, 卓玛 */
function byParts(text: string): Stretch[] {
  return [...text.matchAll(BY_PARTS)]
    .map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    .filter(({ to }) => !runsIntoOrganisation(text, to) && (weighAfter(text, to) ?? 0) > -4);
}

/** 工人阿卜杜拉受伤: only after a word for a person, where nothing else is written by sound. */
function bySound({ text, wordEndFrom }: Reading): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < text.length; from++) {
    if (!isBySound(text[from] ?? '') || isBySound(text[from - 1] ?? '')) {
      if (!SINGLE_PART.test(text.slice(from, from + 3))) continue;
    }
    if (!weighBefore(text, from).role) continue;
    let to = from;
    while (to - from < LONGEST_WITHOUT_DOT && isBySound(text[to] ?? '')) to++;
    const part = SINGLE_PART.exec(text.slice(from, from + 3))?.[0].length ?? 0;
    const length = Math.max(to - from, part);
    if (part === 0 && (length < SHORTEST_WITHOUT_DOT || wordEndFrom(from) > from + 1)) continue;
    if ((weighAfter(text, from + length) ?? 0) < 1 || runsIntoOrganisation(text, from + length)) continue;
    found.push({ from, to: from + length });
  }
  return found;
}

function latin(text: string): Stretch[] {
  return [...text.matchAll(LATIN)]
    .map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    .filter(
      ({ from, to }) =>
        weighBefore(text, from).role ||
        A_FOREIGNER.test(text.slice(to, to + 12)) ||
        IN_A_LIST_OF_NAMES.test(text.slice(0, from)),
    );
}
