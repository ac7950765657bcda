import { runsIntoOrganisation } from './organisations.ts';
import { overlaps, type Span, type Stretch, sentenceBefore } from './text-form.ts';

const NUMBER = '(?:[0-9A-Za-z]{1,5}|[一二三四五六七八九十百]{1,4})';
const UNIT = '(?:号楼|单元|门栋|号院|号附\\d+号|室|户|号|幢|栋|座|楼|层|组|社(?!区)|队|弄|房)';
/** A stretch of places: 青禾市清河区幸福路12号阳光小区3幢2单元501室 */
const PLACES = String.raw`[\p{Script=Han}0-9A-Za-z#\-()~、]`;
const ENDS_A_PLACE = new RegExp(
  `${NUMBER}(?:-${NUMBER})*(?:${UNIT}|#)(?:附?${NUMBER}(?:${UNIT})?)?|(?<=[单元幢栋楼座号院层#-] ?)[0-9]{1,5}(?![0-9年月日元])`,
  'gu',
);

/** Words after which somebody's home is named. */
const AT_HOME = new RegExp(
  `(?:身份证载明住址|户口所在地|家庭居住地|户籍所在地|户籍登记地|经常居住地|身份证地址|家庭所在地|身份证住址|寄送地址|租住地址|居住地点|户籍住址|家庭住址|家庭住所|收件信息|现居住地|收货地址|通讯地址|租房地址|户籍地址|住宅地址|家庭地址|邮寄地址|现居住在|联系地址|现居住于|通信地址|收件地址|居住地址|送达地址|暂住地址|居住小区|户籍地|居住地|居住的|暂住地|现住址|住所地|居住在|租住在|暂住于|租住地|户口地|租住的|暂住在|租住于|现居住|借住在|居住于|暂住的|住址|现住|借住|居住|户籍|住处|寄住|租住|暂住|住宅|住在|住于|住所|住地|居所|家住|常住|现居|住)(?!院|房(?:和|保|公|补|租|贷|建|城|款|屋|产|[,。])|宅|宿|建(?:局|委|厅|部|设局|设委|设厅|设部|筑)|户|进|了|满|处|过|客|改|所|民)(?:地址|位于|为|是|系|在|于|:|的|[ "“])*(?=((?:${PLACES}| (?=[^ ]{0,12}(?:[市区县镇乡村街路巷号栋幢座楼室户]|单元|小区|公寓| \\d|\\d$)| ?\\d{1,5}(?= )| ?\\d{3,4}(?!\\d))){4,60}))`,
  'gu',
);
/** These may as well be where an organisation is: who was spoken of last decides. */
const OF_EITHER = /^(?:邮寄地址|寄送地址|住所地|住所|通讯地址|通信地址|送达地址|联系地址)/;
const OF_EITHER_BEFORE = /(?:邮寄地址|寄送地址|住所地|住所|通讯地址|通信地址|送达地址|联系地址)[为是系:( ]*$/;
const IS_A_PLACE = /省|市|区|县|镇|乡|村|街|路|巷|道|小区|苑|园|社区|组|号|庄|屯|牧|栋|幢|单元/;
/** Without the number of a door: 青禾市东山县柳林镇上柳村 */
const A_NAMED_PLACE =
  /^\p{Script=Han}{2,24}(?:省|市|区|县|镇|乡|村|街|街道|路|巷|社区|社|组|苑|园)\p{Script=Han}{0,6}$/u;
const NO_HOME = /范围|组织|委员会|机关|单位|行政区|辖区|所在|驻地|公安|派出所|人民政府/;
/** 5楼东户 */
const SIDE =
  /^(?:内?(?:[东西南北中左右前后上下](?:户|侧|门|头|面|边|院|屋|房|厢房|平房)?|平房|院内?|地下室|阁楼|楼[上下]|[一二三四五六七八九]楼)){1,3}/;
const STOPS =
  /的|并(?!州)|后(?![街巷庄村营山湾沟河寨院])|期间|[,;]|因|被|时(?![代光尚])|系|经营|从事|与|及其|以及|电话|联系|身份|公民|邮编|以下|(?<=[号室户])\(|(?<=^[^(]*)\)|内(?![蒙大])/u;

/** Homes found by their own form: flats with unit and room, village groups with a door number. */
const FLAT = new RegExp(
  `${PLACES.replace('、', '')}{2,40}?${NUMBER}(?:号楼|幢|栋|座|#楼?)[ -]?(?:${NUMBER}(?:单元|门)[ -]?)(?:${NUMBER}层)?${NUMBER}(?:室|户|号|房)?`,
  'gu',
);
const DASHED_FLAT = new RegExp(
  `${PLACES.replace('、', '')}{2,36}?(?:苑|园|小区|公寓|村|城|府|里|庭|院|湾|郡|号楼|幢|栋|座|#)[0-9]{1,3}-[0-9]{1,2}-[0-9]{2,5}(?:室)?`,
  'gu',
);
const VILLAGE_DOOR = new RegExp(
  `${PLACES.replace('、', '')}{0,24}[村庄屯寨][^,。;]{0,4}?(?:${NUMBER}(?:组|社|队)${NUMBER}号|${NUMBER}(?:组|社|队)?附?${NUMBER}号(?!楼|车间|厂))`,
  'gu',
);
/** 征收其位于东街42号的住宅 */
const HOUSE = new RegExp(
  `(?:位于|坐落于|坐落在|坐落)(${PLACES}{4,40}?${NUMBER}${UNIT}(?:附?${NUMBER}(?:${UNIT})?)*)(?=的?(?:住宅|自住|住房|自建房|宅基地|出租屋|家中|家里|住处|住所|居所|租住|租房|老宅|宅院|自家|院落))`,
  'gu',
);
/** 从棉纺厂家属院2号楼3单元家中, 桃源小区17幢601室（你本人住宅） */
const BEFORE_HOME = new RegExp(
  `${PLACES}{4,40}?${NUMBER}${UNIT}(?:附?${NUMBER}(?:${UNIT})?)*(?=的?(?:家中|家里|家门|自家|住宅|自住|住处|\\([^()]{0,3}(?:本人|其|自有|家庭)[^()]{0,2}住|\\([^()]{0,4}(?:家中|住宅)))`,
  'gu',
);
const OF_BUSINESS_BEFORE =
  /经营场所|营业场所|经营地址|经营地|生产地址|注册地址|注册地|登记地址|登记的?住所|住所\(|店铺|门店|商铺|厂址|厂房|仓库|工地|项目|位于|地处|坐落|设在|开设|开办|设立|场所|门面|施工|承建|供应点|网点|地址[为是:]/;
const OF_BUSINESS_AFTER =
  /^(?:的|内|处|底层|一楼|临街)*(?:商铺|门面|底商|商业|车间|仓库|库房|厂房|经营|开设|开办|店|门市|工地|项目|施工|从事|生产|加工|销售|营业|楼顶|外墙|电梯|地下|工程|铺面|设立|网点)/;
const OF_A_PERSON =
  /房产|住房|唯一|名下|业主|住户|居民|村民|户主|家中|家里|住宅|租客|租户|消费者|投诉人|举报人|受害人|员工宿舍/;
/** Where the places begin: after these. */
const LEADS_IN =
  /^.*(?:所在地|户籍地|居住地|住所地|地址|住址|该|本|其|腾退|腾空|搬离|搬出|迁出|家中|家住|现住|租住|居住|住所|住|坐落|位于|前往|来到|到达|送至|送到|寄至|发至|运至|至|到|在|于|从|往|为|是|将|对|由|向|赴|系|的|月|日|\d时|\d分|[()])/u;

const LONGEST_HOME = 60;

/** Where a word says that a home follows, and what follows is no address that we can read: a person looks. */
export function doubtfulHomes(text: string, homes: readonly Stretch[]): Stretch[] {
  return [...text.matchAll(AT_HOME)].flatMap((match) => {
    const from = match.index + match[0].length;
    const run = (match[1] ?? '').slice(0, LONGEST_DOUBTFUL);
    const stretch = { from, to: from + run.length };
    const isHome = !OF_EITHER.test(match[0]) && /\d/.test(run) && /[路街巷村区苑园镇乡道号庄]/.test(run);
    return isHome && !homes.some((home) => overlaps(home, stretch)) ? [stretch] : [];
  });
}
const LONGEST_DOUBTFUL = 16;

/** Homes of private persons. `names` are the persons already found, `organisations` the names that stay. */
export function homes(text: string, names: readonly Stretch[], organisations: readonly Stretch[]): Span[] {
  const said = [...text.matchAll(AT_HOME)].flatMap((match) => {
    const label = match[0];
    const from = match.index + label.length;
    const places = placesIn(match[1] ?? '', label.length > 1 || /[,;(、。 ]$/.test(text.slice(0, match.index)));
    if (places === '') return [];
    if (OF_EITHER.test(label) && isOfAnOrganisation(text, match.index, names, organisations)) return [];
    return [{ from, to: from + places.length, what: 'address' as const }];
  });
  const shaped = [
    ...(/单元|门/.test(text) ? text.matchAll(FLAT) : []),
    ...(/\d-\d/.test(text) ? text.matchAll(DASHED_FLAT) : []),
    ...(/[村庄屯寨]/.test(text) ? text.matchAll(VILLAGE_DOOR) : []),
    ...(/家|住|宅/.test(text) ? text.matchAll(BEFORE_HOME) : []),
  ].flatMap((match) => {
    const lead = LEADS_IN.exec(match[0])?.[0].length ?? 0;
    const from = match.index + lead;
    const end = match.index + match[0].length;
    const side = SIDE.exec(text.slice(end, end + 4))?.[0].length ?? 0;
    const to = Math.max(end + side, from + placesIn(text.slice(from, from + LONGEST_HOME), true).length);
    const seat = OF_EITHER_BEFORE.test(text.slice(Math.max(0, from - 8), from));
    const isNoHome =
      match[0].includes('某') ||
      isOfBusiness(text, match.index, from, to, names) ||
      (seat && isOfAnOrganisation(text, from, names, organisations));
    return isNoHome ? [] : [{ from, to, what: 'address' as const }];
  });
  const houses = [...text.matchAll(HOUSE)].map((match) => {
    const places = match[1] ?? '';
    const from = match.index + match[0].length - places.length;
    return { from, to: from + places.length, what: 'address' as const };
  });
  return [...said, ...shaped, ...houses, ...ownHouses(text, names), ...hometowns(text), ...afterPhones(text)];
}

/** 被征收人蒙某的房屋坐落于西岭区老街23号 */
function ownHouses(text: string, names: readonly Stretch[]): Span[] {
  return [...text.matchAll(OWN_HOUSE)].flatMap((match) => {
    const places = match[1] ?? '';
    const from = match.index + match[0].length - places.length;
    const before = sentenceBefore(text, match.index, 40);
    const person = names.some(({ to }) => to <= match.index && to > match.index - before.length);
    if (!person || /公司|厂|店|社|中心|经营/.test(before + text.slice(from + places.length, from + places.length + 6)))
      return [];
    return [{ from, to: from + places.length, what: 'address' as const }];
  });
}
const OWN_HOUSE = new RegExp(
  `(?:住房|房屋|住宅|房产|宅院|宅基地|自建房|房子)(?:坐落于|坐落在|坐落|位于|地址为?|在):?(${PLACES}{2,40}?${NUMBER}${UNIT}(?:附?${NUMBER}(?:${UNIT})?)*)`,
  'gu',
);

/** 青龙乡龙家寨村六组人 */
function hometowns(text: string): Span[] {
  return [...text.matchAll(HOMETOWN)].map(({ index: at, 0: run }) => {
    const index = at + (LEADS_IN.exec(run)?.[0].length ?? 0);
    const places = text.slice(index, at + run.length);
    return { from: index, to: index + places.length, what: 'address' as const };
  });
}
const HOMETOWN =
  /(?<=[,。;、(系为])(?:\p{Script=Han}{2,20}[省市县区乡镇])\p{Script=Han}{1,12}[村庄屯寨社区](?:[一二三四五六七八九十]{1,3}|第?\d{1,3})(?:组|社|队|屯)(?=(?:村民|居民)?人?[,。;、)])/gu;

/** 尚某 136…… 青禾市东河区工农路15号院3号楼402: as parcels are addressed. */
function afterPhones(text: string): Span[] {
  return [...text.matchAll(AFTER_A_PHONE)].flatMap((match) => {
    const places = placesIn(match[1] ?? '', true);
    if (places === '' || !/\d/.test(places) || /公司|厂|店/.test(places)) return [];
    const from = match.index + match[0].length - (match[1] ?? '').length;
    return [{ from, to: from + places.length, what: 'address' as const }];
  });
}
const AFTER_A_PHONE = new RegExp(`1[3-9]\\d{9}[ ,/|]{1,3}(${PLACES}{6,60})`, 'gu');

/** The places that follow a word, up to the last number of a door, or to the next stop where none is numbered. */
function placesIn(run: string, certain: boolean): string {
  const stop = STOPS.exec(run)?.index ?? run.length;
  const clause = run.slice(0, stop).replace(/[()、]+$/, '');
  const ends = [...clause.matchAll(ENDS_A_PLACE)].at(-1);
  const end = ends === undefined ? clause.length : ends.index + ends[0].length;
  const places = run.slice(0, end + (SIDE.exec(run.slice(end))?.[0].length ?? 0));
  if (ends === undefined && !(certain && A_NAMED_PLACE.test(clause) && !NO_HOME.test(clause))) return '';
  const head = ends === undefined ? clause.slice(0, certain ? clause.length : 30) : places;
  return IS_A_PLACE.test(head) && [...head].length >= 3 ? head : '';
}

const NEXT_PERSON_WITHIN = 60;
const OF_ONESELF = /(?:其|本人|个人)的?$/;
const OF_A_FLAT = /单元|\d-\d{1,2}-\d{2,4}/;
const OF_A_FIRM = /注册资本|法定代表人[^,。]{2,5},?$/;

function isOfAnOrganisation(
  text: string,
  at: number,
  names: readonly Stretch[],
  organisations: readonly Stretch[],
): boolean {
  const before = sentenceBefore(text, at, 120);
  if (OF_ONESELF.test(before) && OF_A_FLAT.test(text.slice(at, at + LONGEST_HOME))) return false;
  if (OF_A_FIRM.test(before) && !/身份证|公民身份|[,(][男女][,)]/.test(before)) return true;
  const start = at - before.length;
  const last = (held: readonly Stretch[]) =>
    Math.max(-1, ...held.filter(({ from, to }) => from >= start && to <= at).map(({ to }) => to));
  const person = last(names);
  const known = last(organisations);
  const unknown = [...before.matchAll(/公司|厂|店|部|社|中心|馆|行|院|所(?!地)|当事人/g)].at(-1);
  if (person < 0 && known < 0 && unknown === undefined) {
    return !names.some(({ from }) => from >= at && from <= at + NEXT_PERSON_WITHIN);
  }
  const organisation = Math.max(known, unknown === undefined ? -1 : start + unknown.index + unknown[0].length);
  return organisation >= person;
}

function isOfBusiness(text: string, at: number, from: number, to: number, names: readonly Stretch[]): boolean {
  const before = sentenceBefore(text, from, 24);
  const after = text.slice(to, to + 12);
  if (OF_BUSINESS_AFTER.test(after) || runsIntoOrganisation(text, to)) return true;
  if (OF_A_PERSON.test(before) || OF_A_PERSON.test(after)) return false;
  const near = names.some((name) => name.to <= from && name.to >= from - 12);
  return !near && OF_BUSINESS_BEFORE.test(before + text.slice(at, from));
}
