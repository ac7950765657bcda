import type { Openness, Severity, SubjectKind } from '../catalogue/index.ts';

const KINDS: Readonly<Record<SubjectKind, string>> = {
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
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { minor: '轻微', general: '一般', serious: '严重' };
export const OPENNESS_NAMES: Readonly<Record<Openness, string>> = {
  public: '社会公开',
  government: '政务共享',
  authorised: '授权查询',
};
export const NATURE_NAMES = {
  neutral: '中性信息',
  favourable: '守信信息',
  adverse: '失信信息',
  mixed: '视内容而定',
} as const;

export function kindName(kind: string): string {
  return KINDS[kind as SubjectKind] ?? KINDS['other-organisation'];
}

/** 登记状态 as the register writes it; an organisation it has not spoken of yet says so. */
export function stateName({ standing, status }: { standing: string; status: string | null }): string {
  return standing === 'provisional' ? '登记信息待登记机关报送' : (status ?? '登记状态未报送');
}
