import { composeUscc } from '../kernel/codes.ts';

/** A department of 青禾市: what it submits, how many rows a round of each, and which lists it decides. */
export type Department = {
  code: string;
  name: string;
  /** Short form in its document numbers. */
  short: string;
  rows: Record<string, number>;
  lists: string[];
};

const organ = (body: string): string => composeUscc('11990100', body);

const NAMES: readonly [name: string, short: string, rows: Record<string, number>, lists?: string[]][] = [
  [
    '市场监督管理局',
    '市监',
    {
      licence: 280,
      penalty: 70,
      'abnormal-operation': 20,
      'serious-dishonesty': 6,
      inspection: 40,
      'consumer-complaint': 20,
      confirmation: 12,
    },
    ['business-abnormal', 'market-serious'],
  ],
  ['生态环境局', '环', { licence: 40, penalty: 60, enforcement: 6, inspection: 30 }],
  [
    '住房和城乡建设局',
    '建',
    { licence: 210, penalty: 40, inspection: 30, 'sector-evaluation': 30, 'contract-performance': 30 },
  ],
  ['药品监督管理局', '药', { licence: 30, penalty: 25, 'serious-dishonesty': 3 }, ['drug-safety-serious']],
  [
    '国家税务总局青禾市税务局',
    '税',
    { penalty: 20, 'tax-grade-a': 260, 'serious-dishonesty': 5, levy: 25, commitment: 25 },
    ['tax-serious'],
  ],
  [
    '人力资源和社会保障局',
    '人社',
    { penalty: 15, 'serious-dishonesty': 4, ruling: 12, commitment: 40, benefit: 25 },
    ['wage-arrears'],
  ],
  ['应急管理局', '应急', { licence: 40, penalty: 40, 'serious-dishonesty': 4, inspection: 40 }, ['safety-serious']],
  ['交通运输局', '交', { licence: 90, penalty: 40, honour: 15, enforcement: 6 }],
  ['农业农村局', '农', { licence: 30, penalty: 12, benefit: 40, reward: 8 }],
  ['文化广电和旅游局', '文旅', { licence: 20, penalty: 12, 'serious-dishonesty': 2 }, ['culture-tourism-serious']],
  ['卫生健康委员会', '卫健', { licence: 50, penalty: 25, inspection: 20 }],
  ['教育局', '教', { licence: 14, confirmation: 14, honour: 10 }],
  [
    '民政局',
    '民',
    { licence: 8, 'abnormal-operation': 3, 'serious-dishonesty': 1, confirmation: 8 },
    ['social-organisation-abnormal', 'social-organisation-serious'],
  ],
  ['财政局', '财', { 'contract-performance': 25, penalty: 6, benefit: 30, 'government-default': 3 }],
  [
    '发展和改革委员会',
    '发改',
    { licence: 25, commitment: 50, honour: 20, 'government-default': 2, voluntary: 30, interview: 4 },
  ],
  ['知识产权局', '知', { 'intellectual-property': 90, penalty: 4 }],
  ['统计局', '统', { penalty: 4, 'serious-dishonesty': 1 }, ['statistics-serious']],
  ['自然资源局', '自然', { licence: 30, levy: 15, compensation: 12, ruling: 6 }],
  ['行政审批服务局', '审批', { licence: 340, commitment: 160, confirmation: 12 }],
  ['人民法院', '法', { 'judgment-default': 18, judgment: 45 }, ['judgment-defaulters']],
];

export const REGISTRAR = organ('MB000000');

export const DEPARTMENTS: readonly Department[] = NAMES.map(([name, short, rows, lists = []], at) => ({
  code: at === 0 ? REGISTRAR : organ(`MB0000${String(at).padStart(2, '0')}`),
  name: name.startsWith('国家') ? name : `青禾市${name}`,
  short,
  rows,
  lists,
}));
