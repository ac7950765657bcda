import type { Category, SubjectKind } from '../types.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** 信用评价结果 in the national catalogue. */
const GRADES = 9;

/** A rule that `boundary.md` or the contract lays on one category. */
type Limit = {
  /** Only these kinds of subject. */
  subjects?: { only: readonly SubjectKind[]; message: string };
  /** Nobody outside the government sees it. */
  neverPublic?: string;
  /** Names of columns that have no place here. */
  columns?: { never: RegExp; message: string };
  /** It leaves by a term of its own, and is not kept in use beyond. */
  erased?: string;
  /** The field that alone, with the subject, tells one record from another. */
  key?: { field: string; message: string };
};

const ENTERPRISES = {
  only: ['enterprise'],
  message: '评价结果只收登记为企业法人的主体，不收自然人、个体工商户、合伙、分支机构、机关和社会组织，请删去。',
} as const;

const LIMITS: Readonly<Record<string, Limit>> = {
  'government-default': {
    subjects: {
      only: ['organ', 'institution', 'enterprise', 'other-organisation'],
      message: '政务失信只记机关、事业单位、国有企业和群团组织，请删去。',
    },
    columns: {
      never: /公务员|责任人|负责人|工作人员|领导|姓名|职务/,
      message: '政务失信只记单位，不记个人，请删去这一项。',
    },
  },
  'consumer-complaint': {
    columns: {
      never: /投诉人|消费者|举报人|联系|电话|手机|地址/,
      message: '消费投诉不记投诉人的任何信息，请删去这一项。',
    },
    erased: '投诉信息期满即删除，公示和使用都须写明期限 term。',
  },
  interview: { neverPublic: '约谈信息一律不公开，请删去 publicity，openness 改为 government。' },
  voluntary: {
    columns: {
      never: /员工|职工|从业人员|雇员|社保|捐赠|捐款|慈善|公益|志愿|会员|党员|党组织|协会/,
      message: '自愿提供的信息不含职工、捐赠和会员信息，请删去这一项。',
    },
  },
  commitment: {
    key: { field: 'documentNo', message: '信用承诺以承诺编码为唯一标识，请写 naturalKey: [documentNo]。' },
  },
};

/** What only one category must keep to: each of these is a limit of the product, not an option of the catalogue. */
export function beyondItsLimits(draft: Draft): Finding[] {
  return each(draft, 'categories', (category, found) => {
    const { code, national, subjects, publicity, openness, fields } = category;
    const limit: Limit = { ...(national.number === GRADES ? { subjects: ENTERPRISES } : {}), ...LIMITS[code] };
    for (const [index, kind] of subjects.entries())
      if (limit.subjects?.only.includes(kind) === false)
        found(`/subjects/${index}`, 'subjects-too-wide', limit.subjects.message);
    if (limit.neverPublic !== undefined && (publicity !== undefined || openness === 'public'))
      found('/publicity', 'never-public', limit.neverPublic);
    for (const [index, { name, aliases = [], type }] of fields.entries())
      if (type !== 'dropped' && [name, ...aliases].some((heading) => limit.columns?.never.test(heading)))
        found(`/fields/${index}`, 'person-named', limit.columns?.message ?? '');
    if (limit.erased !== undefined && !endsByTerm(category)) found('/use/until', 'endless-use', limit.erased);
    if (limit.key !== undefined && !isKeyedBy(category, limit.key.field))
      found('/naturalKey', 'wrong-key', limit.key.message);
  });
}

function endsByTerm({ publicity, use }: Category): boolean {
  return 'term' in use.until && (publicity === undefined || 'term' in publicity.until);
}

function isKeyedBy({ naturalKey, keyOmits = [] }: Category, field: string): boolean {
  return naturalKey.length === 1 && naturalKey[0] === field && keyOmits.includes('decidedBy');
}
