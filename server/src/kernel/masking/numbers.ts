import { identifiersIn } from '../masking.ts';
import { type Span, type Stretch, sentenceBefore } from './text-form.ts';

const GAP = String.raw`[ \-·\u200b]?`;
/** How far back a word may stand that says what a number is. */
const LABEL_REACH = 14;

const MOBILE = new RegExp(String.raw`(?<![0-9A-Za-z.])(?:(?:\+|00)?86[ -]?)?1[3-9](?:${GAP}\d){9}(?!\d|[A-Za-z])`, 'g');
const LANDLINE = /(?<![\d.-])\(?0\d{2,3}\)?[ -]?[2-8]\d{6,7}(?:[ -]*(?:转|-)\s*\d{1,6})?(?!\d)/g;
const LABELLED_PHONE =
  /(?:电话|座机|手机号?码?|联系方式|传真|机主号码)(?:号码)?[为是: ]{0,3}(\d[\d -]{5,14}\d)(?!\d|[A-Za-z])/g;
const NOT_PRIVATE_PHONE = /^(?:400|800)[\d -]+$|^1\d{4}$/;
const OFFICE = /(?:监督|咨询|举报|服务|热线|本局|我局|本院|本机关|办公|值班|受理)[^,。;]{0,6}$/;
const CHAT =
  /(?:微信号?|WeChat|wechat|微信账号|微信名|微信|微信ID|VX|vx|加微|抖音号|支付宝账号)(?:号码?|ID)?[为是: "“(]{0,3}([A-Za-z][-_A-Za-z0-9]{5,19})/g;
const QQ = /(?:QQ|qq|Qq)(?:号码?|账号)?[为是: ]{0,3}(\d{5,11})(?!\d)/g;
const EMAIL = /[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;

const PLATE =
  /(?<![0-9A-Za-z])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使] ?[A-Za-z][ ·•.-]?(?=[A-Za-z]*\d)[A-Za-z0-9]{4,6}[挂学警港澳领使试超]?(?![A-Za-z0-9-])/g;
const LABELLED_PLATE =
  /(?:车牌号?码?|车号|号牌号?码?|牌照号?码?|车辆号牌)[为是: "“]{0,3}(\p{Script=Han}{0,3}[A-Za-z]?[ ·•.-]?(?=[A-Za-z]*\d)[A-Za-z0-9]{4,8}[挂学警]?)(?![A-Za-z0-9-])/gu;
/** 青01-12345: tractors and harvesters. */
const FARM_PLATE =
  /(?<![0-9A-Za-z])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?\d{2}[ ·•-]?(?:[A-Z]\d{4}|\d{5})(?![0-9A-Za-z])/g;
const ARMED_POLICE_PLATE = /WJ[ ·•-]?\p{Script=Han}?\d{2,7}[A-Z]?\d{0,4}/gu;

const PAPERS =
  /(?<!执法)(?:护照|通行证|回乡证|台胞证|居留证|居留许可|居住证|军官证|士官证|士兵证|残疾人?证|驾驶证|驾照|身份证|身份证件|公民身份|证件|社会?保障?卡|社会保障)(?:件)?(?:号码?|编号|证号|档案编号)?[^0-9A-Za-z,。;]{0,6}?((?:[A-Za-z]{1,3}|[军海空武政士参后装]{0,2}字)?第?\d(?:[ -]?[\dXx*]){5,19}号?)/g;
const FIFTEEN = /(?<![0-9A-Za-z.])\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])/g;

const LABELLED_ACCOUNT =
  /(?:账号|帐号|账户|帐户|卡号|银行卡|借记卡|信用卡|储蓄卡|存折|工资卡|社保卡)[^\d,。;、]{0,20}?(\d(?:[ -]?\d){7,24})(?![0-9A-Za-z])/g;
const CARD = /(?<![0-9A-Za-z.])\d(?:[ -]?\d){15,18}(?![0-9A-Za-z])/g;
const TREASURY = /财政|非税|国库|罚没|缴款|缴纳罚款|罚款缴|代收|案款|执行款专户/;

/** A label that says: the number of a paper or a thing, not of a person. */
const OF_A_THING =
  /(?:许可证|备案|登记证|证书|凭证|税票|发票|运单|订单|单号|快递|条码|条形码|批号|批次|编号|注册号|执照|文号|案号|货号|设备号|出厂号|合同号|识别代号|车架号|发动机号|信用代码|税号|识别号|流水号|工单|坐标|坐标为|经度|纬度|东经|北纬|No\.?|№)[^,。;、0-9]{0,8}$/;

/** Numbers and signs that lead to a person: each found by its form, and by the word before it where the form is not enough. */
export function privateNumbers(text: string): Span[] {
  const identifiers = identifiersIn(text).map(({ from, to }): Span => ({ from, to, what: 'identity' }));
  return [
    ...identifiers,
    ...found(text, EMAIL).map(as('email')),
    ...found(text, PAPERS)
      .filter(({ from, to }) => !text.slice(from, to).includes('**'))
      .map(as('identity')),
    ...found(text, FIFTEEN)
      .filter(({ from }) => !isOfAThing(text, from))
      .map(as('identity')),
    ...phones(text).map(as('phone')),
    ...[
      ...found(text, PLATE).filter(({ from }) => !isOfAThing(text, from)),
      ...found(text, LABELLED_PLATE),
      ...found(text, ARMED_POLICE_PLATE),
      ...found(text, FARM_PLATE),
    ].map(as('plate')),
    ...accounts(text).map(as('bank-account')),
  ];
}

function phones(text: string): Stretch[] {
  const byForm = [...found(text, MOBILE), ...found(text, LANDLINE)].filter(({ from }) => !isOfAThing(text, from));
  const labelled = found(text, LABELLED_PHONE).filter(({ from, to }) => !NOT_PRIVATE_PHONE.test(text.slice(from, to)));
  const open = [...byForm, ...labelled].filter(({ from, to }) => {
    const isMobile = /^(?:\+?86)?[ -]?1[3-9]/.test(text.slice(from, to));
    return isMobile || !OFFICE.test(text.slice(Math.max(0, from - LABEL_REACH), from));
  });
  return [...open, ...found(text, CHAT), ...found(text, QQ)];
}

function accounts(text: string): Stretch[] {
  const bare = found(text, CARD).filter(({ from, to }) => {
    const figures = text.slice(from, to).replace(/\D/g, '');
    return !isOfAThing(text, from) && (figures.startsWith('62') || (/^[3-6]/.test(figures) && isCardNumber(figures)));
  });
  return [...found(text, LABELLED_ACCOUNT), ...bare].filter(
    ({ from }) => !TREASURY.test(sentenceBefore(text, from, 40)),
  );
}

/** The check of ISO/IEC 7812-1, annex B. */
function isCardNumber(figures: string): boolean {
  const sum = [...figures].reverse().reduce((total, figure, place) => {
    const value = Number(figure) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isOfAThing(text: string, at: number): boolean {
  return OF_A_THING.test(text.slice(Math.max(0, at - LABEL_REACH), at));
}

/** The first group of each match where there is one, else the match. */
function found(text: string, pattern: RegExp): Stretch[] {
  return [...text.matchAll(pattern)].map((match) => {
    const last = match.at(-1) ?? match[0];
    const from = match.index + match[0].lastIndexOf(last);
    return { from, to: from + last.length };
  });
}

function as(what: Span['what']): (stretch: Stretch) => Span {
  return ({ from, to }) => ({ from, to, what });
}
