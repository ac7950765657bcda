import { inGivenName, isGivenName } from './given-names.ts';
import { TITLES } from './name-context.ts';
import { beginsNoName, isAlsoAName } from './ordinary-words.ts';
import type { Reading } from './reading.ts';
import { type Surname, surnameAt } from './surnames.ts';
import type { Stretch } from './text-form.ts';

export type Scored = Stretch & { score: number };
/** A neighbour in a list that is a name already: 张三、李四 */
export type Neighbours = { before: boolean; after: boolean };

const HAN = /^\p{Script=Han}+$/u;
/** Already masked: 李某某, 王某甲, 赵某1 */
const MASKED = /某|×|\*/;
/** 于二人, 余四套 */
const A_NUMBER = /^[一二三四五六七八九十两百千万数几]+[人天日年月次户名套条项级元笔家个]?$/;
/** 李家沟, 王家庄 */
const SEAT_OF_A_FAMILY = /^\p{Script=Han}家[村庄沟湾堡集店河坝寨营窑峡梁台]/u;
/** 适用于, 有利于, 不少于: the preposition. */
const BEFORE_YU = '少等低高属用利处适由至关对基易便免鉴善终产生源大小多长短早晚忠注载';
/** 张甲, 李父: names and kin of pleadings, not of persons. */
const STANDS_FOR = /^[甲乙丙丁戊己庚辛父母妻夫子女姓氏]$/;
/** Things end so, hardly ever people. */
const A_THING =
  /[菇菜面酒茶糖饼糕箱袋盒瓶桶管线板油肉蛋奶鱼虾鸡鸭鹅豆果瓜椒葱蒜姜盐酱醋药膏丸片剂胶漆纸布衣裤鞋帽表灯泵阀电器仪桌椅床柜煤砂砖瓦]$/;

/** What two places alone say of a possible name; `null` where nothing can make it one. */
export type Shape = Stretch & {
  /** Whether an ordinary word begins so. */
  ordinary: boolean;
  weight: number;
  usual: boolean;
  someUsual: boolean;
  surnameTo: number;
  surnameIs: Surname['frequency'];
};

/** A surname with one or two characters that may be a given name, and not the beginning of another word. */
export function shapeOf({ text }: Reading, { from, to }: Stretch): Shape | null {
  const name = text.slice(from, to);
  const surname = surnameAt(text, from);
  if (surname === null || !HAN.test(name) || MASKED.test(text.slice(from, to + 1))) return null;
  const given = [...name.slice(surname.length)];
  if (given.length < 1 || given.length > 2) return null;
  const kinds = isGivenName(given.join('')) ? given.map(() => 'usual' as const) : given.map(inGivenName);
  if (kinds.includes('never')) return null;
  if (given.length === 1 && STANDS_FOR.test(given[0] ?? '')) return null;
  if (surname.frequency.endsWith('word') && A_NUMBER.test(given.join(''))) return null;
  if (SEAT_OF_A_FAMILY.test(text.slice(from, from + 3))) return null;
  if (text[from] === '于' && BEFORE_YU.includes(text[from - 1] ?? ' ')) return null;
  if (TITLES.has(given.join('')) || TITLES.has(name.slice(surname.length) + (text[to] ?? ''))) return null;
  const usual = kinds.filter((kind) => kind === 'usual').length;
  let weight = { frequent: 1, 'frequent-word': 0.1, seldom: 0.2, 'also-a-word': -0.8 }[surname.frequency];
  weight += usual === given.length ? 1.3 : usual > 0 ? 0.3 : -1;
  if (given.length === 2 && given[1] === '家') weight -= 1.5;
  weight -= kinds.filter((kind) => kind === 'hardly').length * 1.2;
  if (surname.length === 2 || given.length === 2) weight += 0.2;
  return {
    from,
    to,
    weight,
    usual: usual === given.length,
    someUsual: usual > 0,
    surnameTo: from + surname.length,
    surnameIs: surname.frequency,
    ordinary: beginsNoName(text, from),
  };
}

/**
 * How much speaks for a name of a person between two places. Every weight was chosen on texts of our own (README of
 * `tests/masking`): a fact that is enough beside an ordinary name weighs about 3.
 */
export function scoreName(reading: Reading, shape: Shape, neighbours: Neighbours): number {
  const { text } = reading;
  const { from, to } = shape;
  const before = reading.before(from);
  const isMember = before.weight > 0 || !reading.organisationEndsAt(from);
  const left = neighbours.before ? SURE_NEIGHBOUR : isMember ? before.weight : AFTER_AN_ORGANISATION;
  const following = reading.after(to) ?? (reading.wordEndFrom(to) >= to + 2 ? 0.6 : shape.usual ? -0.4 : -1);
  const right = neighbours.after ? Math.max(SURE_NEIGHBOUR - 0.5, following) : following;
  const known = before.weight >= OF_AN_OCCUPATION || neighbours.before || neighbours.after;
  if (text[from] === '和' && !before.role && !neighbours.before && left < 1) return Number.NEGATIVE_INFINITY;
  const isWord = reading.wordEndFrom(from) >= to;
  if (shape.ordinary && (isWord || !((before.role || neighbours.before) && right >= AT_AN_END)))
    return Number.NEGATIVE_INFINITY;
  let score =
    left +
    right +
    shape.weight -
    (shape.ordinary ? 1.8 : 0) +
    againstItsWords(reading, shape, known, before.weight >= 1.5 || neighbours.before);
  if (
    shape.surnameIs === 'also-a-word' &&
    !known &&
    following < PERSONAL &&
    !standsAlone(reading, shape, left > 1 && right >= AT_AN_END)
  )
    score -= 1.5;
  if (before.weight === 0 && !neighbours.before && endsALooseWord(reading, from)) score -= 1;
  if (before.role && following >= AT_AN_END) score += 0.8;
  if (QUOTES.includes(text[from - 1] ?? ' ') && !known && !QUOTES.includes(text[to] ?? ' ')) score -= 1.5;
  if (A_THING.test(text.slice(from, to)) && left < SURE_NEIGHBOUR) score -= 2.2;
  return score;
}

/** A character that stands alone in the dictionary and may belong to what follows: 动|车, 各|项 */
function endsALooseWord({ text, wordBeginsAt }: Reading, at: number): boolean {
  const last = text[at - 1] ?? ' ';
  return HAN.test(last) && wordBeginsAt(at - 1) && inGivenName(last) !== 'never';
}

/** A surname with two usual characters, none of which belongs to a word of the dictionary. */
function standsAlone(reading: Reading, { from, to, usual, surnameTo }: Shape, bounded: boolean): boolean {
  const alone = [from, surnameTo, to].every(reading.wordBeginsAt);
  return usual && (bounded || to - surnameTo === 2) && alone && reading.wordEndFrom(from) === surnameTo;
}

/** Names are not in the dictionary: their characters stand alone there, between words that are. */
function againstItsWords(
  reading: Reading,
  { from, to, usual, someUsual, surnameTo, surnameIs }: Shape,
  known: boolean,
  role: boolean,
): number {
  const first = reading.wordEndFrom(from);
  const long = to - surnameTo === 2;
  const [opens, closes] = [reading.wordBeginsAt(from), reading.wordBeginsAt(to)];
  let weight = 0;
  if (first >= to) {
    if (isAlsoAName(reading.text.slice(from, to))) weight -= known ? 0.8 : 1.3;
    else weight -= !known ? 2.8 : long && usual ? 0.8 : 2.4;
  } else if (first > surnameTo) weight -= known && usual ? 0.6 : known && someUsual ? 1 : 2.2;
  else if (usual && long && opens && closes) weight += 1;
  else if (usual && opens && closes && surnameIs.startsWith('frequent')) weight += 0.6;
  else if (known && long && closes) weight += 0.6;
  const givenIsAWord = long && reading.wordEndFrom(surnameTo) >= to;
  const wordly = surnameIs === 'also-a-word' || (surnameIs === 'frequent-word' && !usual);
  if (givenIsAWord && wordly) weight -= surnameIs === 'also-a-word' ? 2.5 : 1.3;
  if (!opens) weight -= role ? 0.5 : 2;
  if (!closes) weight -= 1.2;
  return weight;
}

const AT_AN_END = 1.5;
const PERSONAL = 2.4;
const QUOTES = '“”《》';
const SURE_NEIGHBOUR = 3;
const OF_AN_OCCUPATION = 2.2;
const AFTER_AN_ORGANISATION = 1.6;
