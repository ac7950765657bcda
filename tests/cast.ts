import { readFileSync } from 'node:fs';

/**
 * The people, agencies and organisations of 青禾市 (region 990100), the same in every journey. All of it is invented; the
 * four agencies of `files/expected.json` and the organisations of `files/registration.csv` keep their codes.
 */

export type CastAgency = {
  code: string;
  name: string;
  categories: readonly string[];
  lists: readonly string[];
};

const agency = (
  code: string,
  name: string,
  categories: readonly string[],
  lists: readonly string[] = [],
): CastAgency => ({ code, name, categories, lists });

export const AGENCIES = {
  /** The registering authority; also decides who is an abnormal operation. */
  market: agency(
    '11990101MB1D1UME61',
    '青禾市市场监督管理局',
    ['registration', 'penalty', 'abnormal-operation', 'serious-dishonesty', 'honour'],
    ['business-abnormal', 'market-serious'],
  ),
  eco: agency('11990100MBJEDWW93U', '青禾市生态环境局', ['penalty', 'licence']),
  housing: agency('11990101MB03HMJW98', '青禾市住房和城乡建设局', ['licence', 'penalty', 'honour']),
  drug: agency(
    '11990100MBPHRJ8016',
    '青禾市药品监督管理局',
    ['penalty', 'serious-dishonesty'],
    ['drug-safety-serious'],
  ),
  court: agency('11990100MB0QHFY127', '青禾市人民法院', ['judgment-default'], ['judgment-defaulters']),
  tax: agency('11990100MB0QHAW24Y', '青禾市税务局', ['tax-grade-a', 'serious-dishonesty'], ['tax-serious']),
  finance: agency('11990100MB0QHCJ35Q', '青禾市财政局', ['serious-dishonesty', 'honour'], ['procurement-serious']),
  /** The office that runs the platform: it registers, settles and releases, and submits nothing. */
  credit: agency('11990100MB0QHXY46U', '青禾市公共信用信息办公室', []),
} as const satisfies Record<string, CastAgency>;

export type Officer = { actor: string; agency: CastAgency; task: string };

export const OFFICERS = {
  clerk: { actor: '白露', agency: AGENCIES.housing, task: '住建局数据员，报送许可和认领退回的数据' },
  registrar: { actor: '谷雨', agency: AGENCIES.market, task: '市场监管局登记处，报送登记信息' },
  judge: { actor: '霜降', agency: AGENCIES.court, task: '法院执行局，报送失信被执行人' },
  supervisor: { actor: '立夏', agency: AGENCIES.credit, task: '信用办，放行与核对' },
} as const satisfies Record<string, Officer>;

/** Organisations of the register that journeys speak of by role; codes and names as `registration.csv` has them. */
export const ORGANISATIONS = {
  logistics: { code: '91990100MAB04BY3X7', name: '青禾东方恒泰物流有限公司' },
  /** Its name has full-width brackets. */
  food: { code: '91990101MA9L9FC25Y', name: '云杉瑞丰（青禾）食品有限公司' },
  builder: { code: '91990101MAW3XR0H0P', name: '石榴恒泰弘毅建筑工程有限责任公司' },
  /** A partnership: no legal person. */
  partnership: { code: '91990101MAKLXJ805L', name: '北陌德润天合机械制造合伙企业（有限合伙）' },
  environment: { code: '91990101MAHLFN1B8M', name: '云杉众诚德润环保科技股份有限公司' },
  machinery: { code: '91990101MA16E8X7XD', name: '青禾众诚新湖机械制造有限责任公司' },
  decorator: { code: '91990100MAC14RM99A', name: '澄江口弘毅新湖装饰有限责任公司' },
  /** A sole trader. */
  trader: { code: '92990103MA9TMB4K9Q', name: '石榴新湖瑞丰物流经营部' },
  /** Its code fails the outer check; the registering authority has it so. */
  legacy: { code: '91990103MA6A7DHQ1H', name: '北陌博晟众诚农业发展有限公司' },
  /** Renamed within the register. */
  renamed: {
    code: '91990103MA0FA49K76',
    name: '长亭弘毅东方餐饮管理集团有限公司',
    formerName: '白露金穗德润食品股份有限公司',
  },
} as const;

type Counts = Record<'total' | 'accepted' | 'updated' | 'duplicate' | 'rejected' | 'unresolved', number>;
export type ExpectedFact = {
  row: number;
  subject: string;
  name?: string;
  formerName?: string;
  documentNo?: string;
  decidedOn?: string;
  validUntil?: string;
  fine?: string;
};
export type ExpectedFile = {
  category: string;
  agency: string;
  first: Counts;
  again: Counts;
  errorRows: [row: number, code: string][];
  unresolvedRows: [row: number, code: string][];
  warningRows: [row: number, code: string][];
  facts: ExpectedFact[];
  ignoredColumns?: string[];
};

/** What every department file of `files/` must lead to, in the order of import. */
export const EXPECTED: { order: string[]; files: Record<string, ExpectedFile> } = JSON.parse(
  readFileSync(new URL('files/expected.json', import.meta.url), 'utf8'),
);

export const fileOf = (name: string): URL => new URL(`files/${name}`, import.meta.url);

export function expectedOf(name: string): ExpectedFile {
  const expected = EXPECTED.files[name];
  if (expected === undefined) throw new Error(`no expectation of ${name}`);
  return expected;
}
