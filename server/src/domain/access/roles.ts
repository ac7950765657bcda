/**
 * The roles of the field. `person`: a natural person, who sees what is held of oneself; `organisation`: acts for an
 * organisation; the rest are officials in a post of an agency. The three administrators are apart by law
 * (GB/T 22239, 三权分立): nobody holds two.
 */
export const ROLES = [
  'person',
  'organisation',
  'clerk',
  'reviewer',
  'desk',
  'counter',
  'case-officer',
  'decider',
  'catalogue-editor',
  'auditor',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  person: '自然人本人',
  organisation: '主体用户',
  clerk: '部门经办',
  reviewer: '部门审核',
  desk: '审批窗口',
  counter: '服务大厅窗口',
  'case-officer': '信用办承办',
  decider: '信用办审定',
  'catalogue-editor': '目录编辑',
  auditor: '审计人员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
};

export const ADMINISTRATORS: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];
export const STAFF_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'person' && role !== 'organisation');

/** Officials who decide, or who decide about others' rights, show a second factor at every sign-in. */
export const SECOND_FACTOR_ROLES: ReadonlySet<Role> = new Set([
  'reviewer',
  'decider',
  'catalogue-editor',
  'auditor',
  ...ADMINISTRATORS,
]);

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
