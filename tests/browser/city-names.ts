import { composeUscc } from '../../server/src/kernel/codes.ts';

/** Invented organisations of 青禾市 (region 990100, which exists nowhere). */
export type Organisation = {
  code: string;
  name: string;
  kind: string;
  status: string;
  address: string;
  founded: string;
};

export const OFFICES = {
  market: { code: composeUscc('11990100', 'MB100001'), name: '青禾市市场监督管理局' },
  housing: { code: composeUscc('11990100', 'MB100002'), name: '青禾市住房和城乡建设局' },
  ecology: { code: composeUscc('11990100', 'MB100003'), name: '青禾市生态环境局' },
  tax: { code: composeUscc('11990100', 'MB100004'), name: '国家税务总局青禾市税务局' },
  labour: { code: composeUscc('11990100', 'MB100005'), name: '青禾市人力资源和社会保障局' },
} as const;
export type Office = (typeof OFFICES)[keyof typeof OFFICES];

const PLACES = ['青禾', '云杉', '石榴', '白露', '北陌', '长亭'];
const WORDS = ['恒泰', '瑞丰', '众诚', '德润', '弘毅', '金穗', '新湖', '宏远'];
const TRADES = ['物流', '食品', '环保科技', '建筑工程', '医药', '装饰', '农业发展', '机械制造'];
const ORGANISATIONS = 72;
const STREETS = ['青禾路', '白露路', '云杉大道', '石榴巷'];

/** The first one has a long name, the second is a sole trader, the third has been renamed; the rest is a city. */
export function organisations(): Organisation[] {
  return Array.from({ length: ORGANISATIONS }, (_, at) => organisation(at));
}

function organisation(at: number): Organisation {
  // No two alike: a name held by another code would be a question for a person.
  const round = Math.floor(at / PLACES.length);
  const place = pick(PLACES, at);
  const word = pick(WORDS, round) + pick(WORDS, round + 1 + (at % 3) + 3 * Math.floor(round / WORDS.length));
  const trade = pick(TRADES, at);
  const [prefix, kind, ending] = kindOf(at);
  return {
    code: composeUscc(`${prefix}9901${String((at % 4) + 0).padStart(2, '0')}`, `MA${String(at).padStart(6, '0')}`),
    name: at === 0 ? '青禾恒泰弘毅新能源汽车零部件制造（集团）股份有限公司' : `${place}${word}${trade}${ending}`,
    kind,
    status: at % 17 === 16 ? '注销' : at % 11 === 10 ? '歇业' : '存续',
    address: `青禾市${pick(STREETS, at)}${((at * 13) % 180) + 1}号`,
    founded: `${2003 + (at % 20)}-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 27) + 1).padStart(2, '0')}`,
  };
}

function kindOf(at: number): [prefix: string, kind: string, ending: string] {
  if (at === 1 || at % 8 === 5) return ['92', '个体工商户', '经营部'];
  if (at % 12 === 7) return ['52', '民办非企业单位', '服务中心'];
  if (at % 12 === 9) return ['93', '农民专业合作社', '专业合作社'];
  if (at % 24 === 11) return ['12', '事业单位', '研究所'];
  return ['91', '企业法人', '有限公司'];
}

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
