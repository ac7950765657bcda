import { inGivenName, isGivenName } from './given-names.ts';
import { beginsAFirm, endsInRole, TITLES } from './name-context.ts';
import { beginsNoName, isAlsoAName, isWordOfGivenNames } from './ordinary-words.ts';
import type { Reading } from './reading.ts';
import { beginsPhrases, isHardlyASurname, type Surname, surnameAt } from './surnames.ts';
import type { Stretch } from './text-form.ts';
import { isAmongThings } from './things.ts';

export type Scored = Stretch & { score: number };
/** A neighbour in a list that is a name already: 张三、李四 */
export type Neighbours = { before: boolean; after: boolean };

const HAN = /^\p{Script=Han}+$/u;
/** Already masked: 李某某, 王某甲, 赵某1 */
const MASKED = /某|×|\*/;
/** 于二人, 余四套 */
const A_NUMBER = /^[一二三四五六七八九十两百千万数几]+[人天日年月次户名套条项级元笔家个]?$/;
/** 李家沟, 王家庄 */
const SEAT_OF_A_FAMILY = /^\p{Script=Han}家[坟祖老村庄沟湾堡集店河坝寨营窑峡梁台]/u;
/** 适用于, 有利于, 不少于: the preposition. */
const BEFORE_YU = '少等低高属用利处适由至关对基易便免鉴善终产生源大小多长短早晚忠注载';
/** 张甲, 李父: names and kin of pleadings, not of persons. */
const STANDS_FOR = /^[甲乙丙丁戊己庚辛父母妻夫子女姓氏]$/;
/** Things end so, hardly ever people. */
const A_THING =
  /[菇菜面酒茶糖饼糕箱袋盒瓶桶管线板油肉蛋奶鱼虾鸡鸭鹅豆果瓜椒葱蒜姜盐酱醋药膏丸片剂胶漆纸布衣裤鞋帽犬表灯泵阀电器仪桌椅床柜煤砂砖瓦]$/;

/** 应自, 向其 */
const A_PHRASE = /^[应向由经和于从][自由向从对在于依按为予即将以与被当先后其本上下前中每同]|^任[前后期内上]/u;
/** 桑吉|开具: the verb that begins with the last character. */
const A_VERB_BEGINS =
  /^(?:开具|开设|开展|开车|代签|代领|代为|代表|正在|正驾|先后|曾经|即将|同意|同时|来到|来电|立即|当场|当天|明知|明确|生前|安排|安装|成立|发现|发生|发布|承包|承认|承租|持有|保管|保证|进入|进行|超载|超速|长期|通过|通知|实施|实际|为其|锁在|代收|代办|正当|在场|在内|均有|均为|特种|专职|兼职|双方|有权|有关|因未|方可|方能|等人)/u;
/** 5万, 10时 */
const UNITS = '段万元时年月日人名户条项单车双方丈';
/** 支公司, 晋公交认字 */
const NOT_GIVEN = /公[司交刑法尸安证诉]|^(?:某|[一二三四五六七八九十]\p{Script=Han}?[级类款条项期号起案次])/u;
/** Surnames that are the last character of a longer word: 死亡赔偿金, 误工费, 给付, 佩戴, 主车 */
const ENDING_WORDS = new Set('金费付戴方车时司员向富安平应权华序能由任庄于单么洪田者');
const ENDS_A_WORD =
  /(?:[偿基奖罚租押定订证现佣税约贴助慰老积纳资本拨黄白]金|[工通养疗宿食理讼师定用葬输护学电水收缴免话运消经路油修检装训务管住房]费|[给支缴交垫代应首预拨兑偿到托收拖对]付|[佩穿]戴|[对双各三多官我己买卖务警校地敌北南东西上下]方|[主客货动机轿汽跑电火列停开倒三副警挂练班校卡罐洒吊铲叉拖骑乘公单摩板房]车|[行泄防抗分蓄排]洪|[任农稻水旱良口秧]田|\p{Script=Han}者|[当届同及按临限准随实届有小何]时|公司|[职雇人成学官党]员|[方导]向|[财]富|[不平]安|[不]平|[对]应|[事政]权|[文]华|[程]序|[能]能|[原缘理自]由|[负担]任|重庄|其于|[货订清账名传运提保菜工凭存报]单|[这那]么)$/u;

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
  if (NOT_GIVEN.test(text.slice(from + surname.length, to + 1))) return null;
  if (
    ENDING_WORDS.has(text[from] ?? ' ') &&
    ENDS_A_WORD.test(text.slice(Math.max(0, from - 2), from + 1)) &&
    !endsInRole(text.slice(Math.max(0, from - 30), from))
  )
    return null;
  if (/\d/.test(text[from - 1] ?? ' ') && UNITS.includes(text[from] ?? ' ')) return null;
  if (A_PHRASE.test(name) || beginsAFirm(text, to - 1)) return null;
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
  const strict = before.role || neighbours.before || neighbours.after || following >= SURE_NEIGHBOUR;
  if (isHardlyASurname(text[from] ?? '') && !strict) return Number.NEGATIVE_INFINITY;
  if (beginsPhrases(text[from] ?? '') && isAPhrase(reading, shape) && following < SURE_NEIGHBOUR)
    return Number.NEGATIVE_INFINITY;
  if (
    shape.ordinary &&
    (isWord || !((before.role || neighbours.before || (neighbours.after && left > 1)) && right >= A_VERB))
  )
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
  if (
    QUOTES.includes(text[from - 1] ?? ' ') &&
    QUOTES.includes(text[to] ?? ' ') &&
    !IS_CALLED.test(text.slice(Math.max(0, from - 9), from - 1))
  )
    score -= 3;
  if (A_VERB_BEGINS.test(text.slice(to - 1, to + 1)) && to - shape.surnameTo === 2) score -= 1.5;
  if (!before.role && isAmongThings(reading, shape)) score -= 3;
  if (!before.role && A_PLACE.test(text.slice(from, to + 1))) score -= 2.5;
  if (A_THING.test(text.slice(from, to)) && left < SURE_NEIGHBOUR) score -= 2.2;
  if (isWord && before.role && following >= A_VERB && !shape.ordinary && !/[,。;:]/.test(text[from - 1] ?? ' '))
    return Math.max(score, DOUBTFUL);
  return score;
}

/** 向|法庭, 应|承担, 由|附带: what follows is a word that nobody is called, or no given name at all. */
function isAPhrase(reading: Reading, { from, to, surnameTo, usual, surnameIs }: Shape): boolean {
  const given = reading.text.slice(surnameTo, to);
  if (isGivenName(given) || isWordOfGivenNames(given)) return false;
  if (reading.wordEndFrom(from) >= to) return false;
  if (!usual) return surnameIs === 'also-a-word' || isHardlyASurname(reading.text[from] ?? '');
  return reading.wordEndFrom(surnameTo) >= to + (given.length === 1 ? 1 : 0);
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
  const opens = reading.wordBeginsAt(from);
  const closes = reading.wordBeginsAt(to) || BEGINS_A_DATE.test(reading.text.slice(to, to + 2));
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
  if (givenIsAWord && isWordOfGivenNames(reading.text.slice(surnameTo, to))) weight += 0.4;
  else if (givenIsAWord && wordly) weight -= surnameIs === 'also-a-word' ? 2.5 : 1.3;
  if (!opens) weight -= role ? 0.5 : 2;
  if (!closes) weight -= 1.2;
  return weight;
}

/** 周大富|于2025年, where the dictionary reads 富于. */
const BEGINS_A_DATE = /^于[\d本当上同昨案]/u;
const AT_AN_END = 1.5;
const A_VERB = 1.4;
/** 船长严格未按规定, 货主安全: a person decides. */
const DOUBTFUL = 2;
/** 云栖苑, 李宁路 */
const A_PLACE = /[苑路街巷桥村镇庄湾沟寨坪屯岭寺庙宫塔港](?:[二三四一]期)?$|[苑路街巷桥村镇湾沟寨坪屯寺庙塔港].?$/u;
const IS_CALLED = /(?:[名字称叫系为是签即]|自称|化名|本人|\p{Script=Han}[人员者])[: ]?$/u;
const PERSONAL = 2.4;
const QUOTES = '“”《》';
const SURE_NEIGHBOUR = 3;
const OF_AN_OCCUPATION = 2.2;
const AFTER_AN_ORGANISATION = 1.6;
