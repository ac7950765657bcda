import { inGivenName, isBySound, NAME_PARTS } from './given-names.ts';
import { weighAfter, weighBefore } from './name-context.ts';
import { runsIntoOrganisation } from './organisations.ts';
import type { Reading } from './reading.ts';
import { surnameAt } from './surnames.ts';
import type { Stretch } from './text-form.ts';

const HAN = /\p{Script=Han}/u;
const DOT = '·•・‧∙･.';
const WITH_DOT = new RegExp(`[\\p{Script=Han}]{1,8}(?:[${DOT}][\\p{Script=Han}]{1,10}){1,4}`, 'gu');
const BY_PARTS = new RegExp(`(?:${NAME_PARTS})(?:${NAME_PARTS})+`, 'g');
const LONGEST_WITHOUT_DOT = 8;
const SHORTEST_WITHOUT_DOT = 3;
const LATIN = /(?<![A-Za-z])[A-Z][A-Za-z'’-]+(?:(?:[ ·.]{1,2}|, )[A-Z][A-Za-z'’.-]*){1,3}(?![A-Za-z])/g;
const A_FOREIGNER = /^[ "”]*[(,](?:[^,。)]{0,8}(?:籍|国人|护照|男|女|外籍))/u;
/** 、 after a surname and two characters at most. */
const IN_A_LIST_OF_NAMES = /[员人工机客手长教][^,。、]{2,4}、$/u;
const SINGLE_PART = new RegExp(`^(?:${NAME_PARTS})`);

/** Names of persons that do not follow surname and given name: with a middle dot, by parts, by sound, in Latin letters. */
export function otherNames(reading: Reading): Stretch[] {
  const { text } = reading;
  return [
    ...spaced(text),
    ...numbered(text),
    ...foreigners(text),
    ...dotted(text),
    ...byParts(text),
    ...bySound(reading),
    ...latin(text),
    ...japanese(text),
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

/** 李　明: as forms fill a name of two characters to the width of three; also 王 建 国. */
function spaced(text: string): Stretch[] {
  return [...text.matchAll(SPACED)].flatMap(({ index: from }) => {
    if (surnameAt(text, from)?.length !== 1) return [];
    const parts = SPACED_PARTS.exec(text.slice(from));
    for (const given of [parts?.[1], weighBefore(text, from).role ? parts?.[3] : undefined, parts?.[2]]) {
      const to = from + 1 + (given?.length ?? 0);
      const isUsual =
        given !== undefined &&
        [...given.replaceAll(' ', '')].every((one) => ['usual', 'seldom'].includes(inGivenName(one)));
      if (
        isUsual &&
        weighBefore(text, from).weight + (weighAfter(text, to) ?? (text[from - 1] === '、' ? 0.2 : -1)) >= 1.4
      )
        return [{ from, to }];
    }
    return [];
  });
}
const SPACED = /\p{Script=Han}(?= {1,4}\p{Script=Han})/gu;
/** The longer and the shorter given name. */
const SPACED_PARTS =
  /^\p{Script=Han}(?=( {1,4}\p{Script=Han} {1,4}\p{Script=Han})?)(?=( {1,4}\p{Script=Han}))(?=( {1,2}\p{Script=Han}{2})?)/u;

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
      if (weighBefore(text, from).weight >= 2) return [{ from, to: index + run.length }];
    }
    return [];
  });
}
const BEFORE_NATIONALITY = /\p{Script=Han}{2,12}(?=\([^()]{0,8}(?:籍|国人|护照))/gu;

/** 田中一郎: a Japanese surname with one to three characters, where a name may begin and end. */
function japanese(text: string): Stretch[] {
  return [...text.matchAll(JAPANESE)].flatMap(({ index: from, 0: run }) => {
    if (weighBefore(text, from).weight < 1.2 || /[路街道市镇村区县省]$/.test(run.slice(0, 3))) return [];
    const ends = [3, 4, 5, 6].map((length) => from + length).filter((to) => to <= from + run.length);
    const weighed = ends
      .map((to) => ({ to, weight: weighAfter(text, to) ?? 0 }))
      .sort((one, other) => other.weight - one.weight);
    const best = weighed[0];
    if (best === undefined || best.weight < 1.4 || runsIntoOrganisation(text, best.to)) return [];
    return [{ from, to: best.to }];
  });
}
const JAPANESE =
  /(?:佐佐木|长谷川|五十岚|佐藤|铃木|高桥|田中|渡边|渡辺|伊藤|山本|中村|小林|加藤|吉田|山田|佐佐|山口|松本|井上|木村|清水|山崎|池田|桥本|阿部|石川|前田|藤田|小川|冈田|后藤|村上|近藤|坂本|远藤|青木|藤井|西村|福田|太田|三浦|藤原|松田|冈本|中川|中野|原田|小野|竹内|田村|金子|和田|中山|石田|上田|森田|柴田|酒井|工藤|横山|宫崎|宫本|内田|高木|安藤|谷口|大野|丸山|今井|河野|藤本|村田|武田|上野|杉山|增田|小岛|菅原|平野|大塚|千叶|久保|松井|岩崎|樱井|野口|松尾|野村|菊地|佐野|大西|杉本|新井|浜田|古川|小山|水野|小泉|岸田|石原|本田|丰田|松下|三木|川上|高田|北村|吉川|山下|中岛)\p{Script=Han}{1,3}/gu;

/** 扎西多杰, 卓玛 */
function byParts(text: string): Stretch[] {
  return [...text.matchAll(BY_PARTS)]
    .map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    .filter(({ to }) => !runsIntoOrganisation(text, to) && (weighAfter(text, to) ?? 0) > -4);
}

/**
 * 工人阿卜杜拉受伤, 阿依古丽 吐尔逊: after a word for a person, or four characters and more where a name may begin. Nothing
 * of it is a word.
 */
function bySound({ text, wordEndFrom }: Reading): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < text.length; from++) {
    const part = SINGLE_PART.exec(text.slice(from, from + 3))?.[0].length ?? 0;
    const begins = isBySound(text[from] ?? '') && (!isBySound(text[from - 1] ?? '') || weighBefore(text, from).role);
    if (!begins && part === 0) continue;
    const before = weighBefore(text, from);
    let to = from + endOfSound(text.slice(from));
    if (text[to] === ' ' && endOfSound(text.slice(to + 1)) >= 2) to += 1 + endOfSound(text.slice(to + 1));
    to = Math.max(to, from + part);
    const shortest =
      before.role || (part > 0 && (weighAfter(text, to) ?? 0) >= 3)
        ? part > 0
          ? 2
          : SHORTEST_WITHOUT_DOT
        : SHORTEST_ANYWHERE;
    if (to - from < shortest || (!before.role && before.weight < 1)) continue;
    const longest = longestWordIn(from, to, wordEndFrom);
    if (part === 0 && longest > 1 && !(before.role && longest > 2 && to - from >= SHORTEST_ANYWHERE)) continue;
    if ((weighAfter(text, to) ?? 0) < 1 || runsIntoOrganisation(text, to)) continue;
    found.push({ from, to });
  }
  return found;
}
const SHORTEST_ANYWHERE = 4;

function endOfSound(text: string): number {
  let end = 0;
  while (end < LONGEST_WITHOUT_DOT && isBySound(text[end] ?? '')) end++;
  return end;
}

function longestWordIn(from: number, to: number, wordEndFrom: (place: number) => number): number {
  let longest = 0;
  for (let place = from; place < to; place++) longest = Math.max(longest, Math.min(wordEndFrom(place), to) - place);
  return longest;
}

function latin(text: string): Stretch[] {
  const full = [...text.matchAll(LATIN)].filter(({ index, 0: name }) => isOfAPerson(text, index, index + name.length));
  const single = [...text.matchAll(SINGLE_LATIN)].filter(
    ({ index, 0: name }) => weighBefore(text, index).role && (weighAfter(text, index + name.length) ?? 0) >= 1.4,
  );
  return [...full, ...single].map(({ index, 0: name }) => ({ from: index, to: index + name.length }));
}
const SINGLE_LATIN = /(?<![A-Za-z0-9])[A-Z][a-z]{2,11}(?![A-Za-z0-9-])/g;

/** 金载勋（KIM JAEHOON）, MIKE SMITH: two words in capitals that are written like a name in a passport. */
const IN_BRACKETS_AFTER_A_NAME = /\p{Script=Han}{2,8}\($/u;

function isOfAPerson(text: string, from: number, to: number): boolean {
  if (
    IN_BRACKETS_AFTER_A_NAME.test(text.slice(0, from)) &&
    text[to] === ')' &&
    /^[A-Z]{2,}[ ,]+[A-Z -]{2,}$/.test(text.slice(from, to))
  )
    return true;
  const before = weighBefore(text, from);
  if (before.role || A_FOREIGNER.test(text.slice(to, to + 12)) || IN_A_LIST_OF_NAMES.test(text.slice(0, from)))
    return true;
  return before.weight > 1 && (weighAfter(text, to) ?? 0) >= 2;
}

/** Two words in Latin letters that may as well be a brand: a person looks. */
export function doubtfulLatin({ text }: Reading): Stretch[] {
  return [...text.matchAll(LATIN)]
    .filter(
      ({ index, 0: name }) =>
        !OF_A_PRODUCT.test(text.slice(Math.max(0, index - 6), index)) && /^(?!No\b)[^.]*[a-z]/.test(name),
    )
    .map(({ index, 0: name }) => ({ from: index, to: index + name.length }));
}
const OF_A_PRODUCT = /[“《"'(]$|品牌|商标|型号|软件|系统|牌|使用$|版本/;

/**
 * What stands alone between a word for a person and the end of a clause, and is no word: perhaps a name without a surname
 * that we know.
 */
export function unknownNames({ text, wordEndFrom }: Reading): Stretch[] {
  return [...text.matchAll(BOUNDED)].flatMap(({ index, 0: clause }) => {
    const end = index + clause.length;
    for (let from = Math.max(index, end - LONGEST_UNKNOWN); from <= end - 2; from++) {
      if (!weighBefore(text, from).role) continue;
      const places = Array.from({ length: end - from }, (_, at) => from + at);
      const isNoWord = places.every((place) => wordEndFrom(place) === place + 1);
      if ([...text.slice(from, end)].some((one) => inGivenName(one) === 'never')) return [];
      return isNoWord && !IS_SAID_OTHERWISE.test(text.slice(from, end)) ? [{ from, to: end }] : [];
    }
    return [];
  });
}
const BOUNDED = /\p{Script=Han}{2,30}(?=[,。;、(]|$)/gu;
const LONGEST_UNKNOWN = 4;
const IS_SAID_OTHERWISE =
  /[的了不未无有及其某等为在]|^[理之其老小阿人方应均向和将对于不已可须需皆都能系是由从把使要且仍再经自证公关]|[甲乙丙丁员点站室处所会部机号址码证费款书表]$/;
