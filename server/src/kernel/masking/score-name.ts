import { inGivenName } from './given-names.ts';
import { TITLES } from './name-context.ts';
import type { Reading } from './reading.ts';
import { type Surname, surnameAt } from './surnames.ts';
import type { Stretch } from './text-form.ts';

export type Scored = Stretch & { score: number };
/** A neighbour in a list that is a name already: 张三、李四 */
export type Neighbours = { before: boolean; after: boolean };

const HAN = /^\p{Script=Han}+$/u;
/** Already masked: 李某某, 王某甲, 赵某1 */
const MASKED = /某|×|\*/;
/** Words that begin with a surname and are in no dictionary of words. */
const NO_NAME_BEGINS_SO =
  /^(?:经[查核审检调催告本依测抽]|应[于向当由在对急]|于[是此其当同本该上下今]|向[其我本该原被]|和其|时任|曾[于因在向]|单[独个]|全[部体程年市区]|方[面式可才]|成[立为分品本]|高[度温空处速压]|安[全装排置]|许可|金[额属]|关[于闭停]|有[限关权效]|管[理道委]|相[关应对]|任[何意职期]|费用|车[辆间主]|项目|解[除释决]|计[算划量入]|文[件书号]|水[泥质电表]|石[材料]|路[面段]|国[家有务]|公[司共开安]|法[人院律定]|强[制迫]|空[气调]|居[民住]|施工|严重|连[续带接]|余[额款下]|别[人]|党[员委]|从[事而公本]|岳[父母]|保[质洁安护管修证险障存]|支[护持撑架队]|党[纪员委组]|高管|方资|林[种木地业]|续传|严[审格]|须[经在]|和[安其该原本各]|双公|双人|管部|权益|和程|齐[全备消]|有[积水]|李家|[张王李赵刘陈杨马孙周吴郑韩高白石郭何]家[村庄沟湾堡集店河坝寨营窑峡梁台]|由法|付[决文]|满[一二两三四五六七八九十]|公示|石油|明[知确显]|平[台均时]|常[年规用]|周[边围期]|万元|通[过知报]|查[明处获封实证看验阅询]|包[装括含]|温度|房[屋产]|程[序度]|终[止结]|广[告场]|白[色天酒]|黄[色金]|石[油化]|东[方西]|年[度龄]|权[利限]|商[品业标]|双[方]|都[是有]|由[于其此]|苏[打丹州]|何[时种]|江[苏西]|云[南]|海[关鲜]|宁[夏]|青[海禾]|冷[冻藏库]|易[燃爆]|牛[肉奶]|羊[肉]|鱼[类]|花[费]|米[粉饭]|油[漆]|马[上路]|古[建树]|华[东北]|位于|步行|阳性|阴性|阳台|福[利建]|信[用息访]|丰[田富]|索[要赔]|游[客泳]|伍[仟佰拾万]|陆[仟佰拾万续]|台[账州]|戴口|柴油|庄园|章[程节]|印[章刷]|边[坡缘]|盖[章]|容[器积]|充[值电]|支[付]|池[塘]|堵塞|巨[大额]|融[资]|储[存]|顾[客问]|段[落]|毛[重利]|钱款|叶片|钟[头]|夏[季天]|秋[季天]|冬|季[度]|童[装车]|宣[传布告]|毕业|闭|尚[未欠有不需]|仍|则|但|如|若|对|将|被|因)/;
/** Things end so, hardly ever people. */
const A_THING =
  /[菇菜面酒茶糖饼糕箱袋盒瓶桶管线板油肉蛋奶鱼虾鸡鸭鹅豆果瓜椒葱蒜姜盐酱醋药膏丸片剂胶漆纸布衣裤鞋帽表灯泵阀电器仪桌椅床柜煤砂砖瓦]$/;

/** What two places alone say of a possible name; `null` where nothing can make it one. */
export type Shape = Stretch & {
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
  const kinds = given.map(inGivenName);
  if (kinds.includes('never') || NO_NAME_BEGINS_SO.test(text.slice(from, from + 4))) return null;
  if (TITLES.has(given.join('')) || TITLES.has(name.slice(surname.length) + (text[to] ?? ''))) return null;
  const usual = kinds.filter((kind) => kind === 'usual').length;
  let weight = { frequent: 1, 'frequent-word': 0.1, seldom: 0.2, 'also-a-word': -0.8 }[surname.frequency];
  weight += usual === given.length ? 1.3 : usual > 0 ? 0.3 : -1;
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
  const following = reading.after(to) ?? (reading.wordEndFrom(to) >= to + 2 ? 0.6 : -1);
  const right = neighbours.after ? Math.max(SURE_NEIGHBOUR - 0.5, following) : following;
  const known = before.weight >= OF_AN_OCCUPATION || neighbours.before || neighbours.after;
  let score = left + right + shape.weight + againstItsWords(reading, shape, known);
  if (before.role && following >= AT_AN_END) score += 0.8;
  if (QUOTES.includes(text[from - 1] ?? ' ') && !known && !QUOTES.includes(text[to] ?? ' ')) score -= 1.5;
  if (A_THING.test(text.slice(from, to)) && left < SURE_NEIGHBOUR) score -= 2.2;
  return score;
}

/** Names are not in the dictionary: their characters stand alone there, between words that are. */
function againstItsWords(
  reading: Reading,
  { from, to, usual, someUsual, surnameTo, surnameIs }: Shape,
  known: boolean,
): number {
  const first = reading.wordEndFrom(from);
  const long = to - surnameTo === 2;
  const [opens, closes] = [reading.wordBeginsAt(from), reading.wordBeginsAt(to)];
  let weight = 0;
  if (first >= to) weight -= known && usual ? 0.8 : known && long ? 1.2 : 2.8;
  else if (first > surnameTo) weight -= known && usual ? 0.6 : known && someUsual ? 1 : 2.2;
  else if (usual && long && opens && closes) weight += 1;
  else if (known && long && closes) weight += 0.6;
  const givenIsAWord = long && reading.wordEndFrom(surnameTo) >= to;
  const wordly = surnameIs === 'also-a-word' || (surnameIs === 'frequent-word' && !usual);
  if (givenIsAWord && wordly) weight -= known ? 1.2 : 1.5;
  if (!opens && !known) weight -= 1.5;
  if (!closes) weight -= 1.2;
  return weight;
}

const AT_AN_END = 1.5;
const QUOTES = '“”《》';
const SURE_NEIGHBOUR = 3;
const OF_AN_OCCUPATION = 2.2;
const AFTER_AN_ORGANISATION = 1.6;
