import type { Bodies } from '../bodies.ts';
import { instrumentOf } from '../lint/citations.ts';
import type {
  Category,
  Citation,
  Field,
  Instrument,
  Measure,
  MeasureTarget,
  Openness,
  Policy,
  PurposeHolder,
  Severity,
  SourceTag,
  SubjectKind,
  Term,
  Window,
} from '../types.ts';
import { code } from './markdown.ts';

export const SUBJECTS: Record<SubjectKind, string> = {
  enterprise: '企业法人',
  'unincorporated-enterprise': '非法人企业',
  'individual-business': '个体工商户',
  cooperative: '农民专业合作社',
  organ: '机关',
  institution: '事业单位',
  'social-organisation': '社会组织',
  'village-collective': '农村集体经济组织',
  'other-organisation': '其他组织',
};
/** Whom a measure is for: an organisation of a kind, or a person named in role. */
export const TARGETS: Record<MeasureTarget, string> = { ...SUBJECTS, 'person-in-role': '责任人员（只限其职务）' };
export const OPENNESS_WORDS: Record<Openness, string> = {
  public: '社会公开',
  government: '政务共享',
  authorised: '授权查询',
};
export const NATURES: Record<Category['nature'], string> = {
  neutral: '中性',
  favourable: '有利',
  adverse: '不利',
  mixed: '部分不利',
};
export const SEVERITY_WORDS: Record<Severity, string> = { minor: '轻微', general: '一般', serious: '严重' };
export const SOURCES: Record<SourceTag, string> = { seen: '见', remembered: '记', 'local-document': '地', own: '自' };
export const UNITS: Record<Policy['figures'][number]['unit'], string> = {
  days: '天',
  'working-days': '个工作日',
  months: '个月',
  subjects: '个主体',
  characters: '个字符',
  percent: '%',
};
export const HOLDERS: Record<PurposeHolder, string> = {
  agency: '部门',
  organisation: '主体用户',
  bank: '金融机构',
  person: '自然人本人',
};
export const EFFECTS: Record<Measure['triggers'][number]['effect'], string> = { must: '应当', may: '可以' };

export function termWords({ years, months, days }: Term): string {
  const parts = [
    [years, '年'],
    [months, '个月'],
    [days, '天'],
  ] as const;
  return parts.flatMap(([length, unit]) => (length === undefined ? [] : [`${length}${unit}`])).join('');
}

/** Known by their titles; a document of the government is known by its number. */
const KNOWN_BY_TITLE: ReadonlySet<Instrument['rank']> = new Set([
  'law',
  'administrative-regulation',
  'judicial-interpretation',
  'department-rule',
  'standard',
]);

/** 《…法》第七十七条 or 国发〔2016〕33号三、（十）, and whether anybody checked. */
export function citationWords({ clause, verified }: Citation, { instruments }: Bodies): string {
  const instrument = instruments.get(instrumentOf(clause));
  const article = clause.slice(clause.indexOf('#') + 1);
  return `${instrument === undefined ? instrumentOf(clause) : nameOf(instrument)}${article}${verified ? '' : '（待核）'}`;
}

function nameOf({ rank, number, title }: Instrument): string {
  return number === undefined || KNOWN_BY_TITLE.has(rank) ? `《${title}》` : number;
}

export function windowWords({ from, until }: Window, fields: readonly Field[]): string {
  const named = (id: string | undefined) => fields.find((field) => field.id === id)?.name ?? id ?? '';
  const start = `自${named(from)}起`;
  if ('endless' in until) return `${start}，无期限`;
  if ('severity' in until) return `${start}，按失信严重程度`;
  if ('term' in until) return `${start}${termWords(until.term)}`;
  if ('condition' in until)
    return `${start}，至${until.condition}；每${termWords(until.reconfirmWithin)}须再确认，否则终止`;
  const otherwise = until.else === undefined ? '未填的无期限' : `未填的${termWords(until.else)}`;
  const most = until.atMost === undefined ? '' : `，最长${termWords(until.atMost)}`;
  return `${start}至${named(until.field)}，${otherwise}${most}`;
}

export function typeWords({ type, max, unit, of, other }: Field): string {
  switch (type) {
    case 'text':
      return max === undefined ? '文本' : `文本，${max}字以内`;
    case 'date':
      return '日期';
    case 'year':
      return '年度';
    case 'term-end':
      return '截止日期，空和长期为无期限';
    case 'amount':
      return `金额（${unit ?? '元'}）`;
    case 'enum':
      return `单选 ${code(of ?? '')}${other === true ? '，可填其他' : ''}`;
    case 'enum-set':
      return `多选 ${code(of ?? '')}${other === true ? '，可填其他' : ''}`;
    case 'agency-code':
      return '机关统一社会信用代码';
    case 'subject-code':
      return '主体统一社会信用代码';
    case 'dropped':
      return '只识别，不保存';
  }
}

export function requiredWords({ required, requiredIf, forbiddenIf, type }: Field): string {
  const asked =
    requiredIf !== undefined
      ? `条件必填 ${code(requiredIf)}`
      : required !== true
        ? '选填'
        : type === 'term-end'
          ? '须有列'
          : '必填';
  return forbiddenIf === undefined ? asked : `${asked}；应空 ${code(forbiddenIf)}`;
}

/** Who may see a field at most: masked text waits for the masker, hidden text stays within the government. */
export function opennessWords({ type, openness, publish }: Field, category: Category): string {
  if (type === 'dropped') return '不保存';
  const widest = openness ?? category.openness;
  if (widest !== 'public') return OPENNESS_WORDS[widest];
  if (publish === 'hidden' || category.publicity === undefined) return OPENNESS_WORDS.government;
  return publish === 'masked' ? '遮蔽后公开' : OPENNESS_WORDS.public;
}
