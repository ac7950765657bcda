import { composeUscc } from '../kernel/codes.ts';
import { addDays } from '../kernel/dates.ts';
import type { Draw } from './random.ts';

/** An invented organisation of 青禾市, whose region code 990100 exists nowhere. */
export type Organisation = {
  name: string;
  code: string;
  kind: string;
  status: string;
  foundedOn: string;
  address: string;
};

export const ORGANISATIONS = 2200;

const COUNTIES = ['990101', '990102', '990103'] as const;
const PLACES = [
  '青禾',
  '云杉',
  '白露',
  '石榴',
  '北陌',
  '长亭',
  '松涧',
  '澄江口',
  '麦垄',
  '鹿鸣',
  '砚池',
  '晴川',
] as const;
const WORDS = [
  '恒泰',
  '瑞丰',
  '弘毅',
  '众诚',
  '博晟',
  '金穗',
  '新湖',
  '宏远',
  '天合',
  '德润',
  '联创',
  '东篱',
  '启明',
  '安澜',
  '嘉禾',
  '远帆',
] as const;
const TRADES = [
  '食品',
  '物流',
  '建筑工程',
  '餐饮管理',
  '医药',
  '环保科技',
  '信息技术',
  '机械制造',
  '装饰',
  '农业发展',
  '商贸',
  '劳务',
  '园林',
  '印务',
  '检测技术',
] as const;
const STREETS = ['青禾路', '白露路', '云杉路', '长亭街', '北陌巷', '松涧路', '石榴街'] as const;
const BODY_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Two first characters of the code, what the register calls it, how its name ends, and its share of a hundred. */
const FORMS = [
  { prefix: '91', kind: '企业法人', ends: ['有限公司', '有限责任公司', '股份有限公司'], share: 68 },
  { prefix: '91', kind: '非法人企业', ends: ['合伙企业（有限合伙）'], share: 4 },
  { prefix: '92', kind: '个体工商户', ends: ['经营部', '商行', '饭店'], share: 14 },
  { prefix: '93', kind: '农民专业合作社', ends: ['种植专业合作社'], share: 4 },
  { prefix: '51', kind: '社会团体', ends: ['行业协会'], share: 3 },
  { prefix: '52', kind: '民办非企业单位', ends: ['职业培训学校'], share: 3 },
  { prefix: '12', kind: '事业单位', ends: ['服务中心'], share: 2 },
  { prefix: '11', kind: '机关', ends: ['街道办事处'], share: 2 },
] as const;

export function makeOrganisations(draw: Draw, today: string): Organisation[] {
  const names = new Set<string>();
  const codes = new Set<string>();
  const made: Organisation[] = [];
  while (made.length < ORGANISATIONS) {
    const form = drawForm(draw);
    const middle =
      form.prefix === '11' ? draw.pick(WORDS) : `${draw.pick(WORDS)}${draw.pick(WORDS)}${draw.pick(TRADES)}`;
    const name = `${draw.pick(PLACES)}${middle}${draw.pick(form.ends)}`;
    const body = `MA${Array.from({ length: 6 }, () => BODY_ALPHABET.charAt(draw.below(BODY_ALPHABET.length))).join('')}`;
    const code = composeUscc(`${form.prefix}${draw.pick(COUNTIES)}`, body);
    if (names.has(name) || codes.has(code)) continue;
    names.add(name);
    codes.add(code);
    made.push({
      name,
      code,
      kind: form.kind,
      status: draw.chance(94) ? '存续' : draw.pick(['注销', '吊销']),
      foundedOn: addDays(today, -(900 + draw.below(6500))),
      address: `青禾市${draw.pick(STREETS)}${1 + draw.below(199)}号`,
    });
  }
  return made;
}

function drawForm(draw: Draw): (typeof FORMS)[number] {
  let left = draw.below(100);
  for (const form of FORMS) {
    left -= form.share;
    if (left < 0) return form;
  }
  return FORMS[0];
}
