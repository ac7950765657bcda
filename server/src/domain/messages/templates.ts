/**
 * Every message the platform sends. The title has no blanks: mail repeats it, and a mail names nobody (`mail-text.ts`). The
 * body has `{blanks}`; it is read after signing in, and still says no natural person's name. To add one, add an entry.
 */
export const TEMPLATES = {
  'objection-received': {
    title: '异议申请已收到',
    body: '您对{record}提出的异议（编号 {number}）已收到，处理期限的最后一日为 {dueOn}。',
  },
  'objection-to-answer': {
    title: '有一件异议须核实答复',
    body: '{subject}对{record}提出异议（编号 {number}）。请核实并答复，期限的最后一日为 {dueOn}。',
  },
  'objection-overdue': {
    title: '有一件异议逾期未处理',
    body: '{subject}对{record}提出的异议（编号 {number}）应于 {dueOn} 前办结，现已逾期，请立即办理。',
  },
  'objection-decided': {
    title: '异议已有处理结果',
    body: '对{record}的异议（编号 {number}）已有处理结果：{outcome}。理由：{reason}',
  },
  'repair-received': {
    title: '信用修复申请已收到',
    body: '对{record}的信用修复申请（编号 {number}）已收到，处理期限的最后一日为 {dueOn}。',
  },
  'repair-to-decide': {
    title: '有一件信用修复申请须办理',
    body: '{subject}申请修复{record}（编号 {number}）。请办理，期限的最后一日为 {dueOn}。',
  },
  'repair-decided': {
    title: '信用修复申请已有处理结果',
    body: '对{record}的信用修复申请（编号 {number}）已有处理结果：{outcome}。理由：{reason}',
  },
  /** Weekly: `records` says, one a line, what may be repaired from which day, and what is missing. */
  repairable: {
    title: '信用修复提醒',
    body: '以下信息已经或者即将可以申请信用修复：\n{records}',
  },
  'repair-revoked': {
    title: '一项信用修复已被撤销',
    body: '对{record}的信用修复（编号 {number}）已被撤销。理由：{reason}',
  },
  /** To both organisations of a wrong attribution; `change` names neither to the other unless the law says so. */
  'record-moved': {
    title: '一条信用信息的归属已更正',
    body: '{record}的归属曾有错误，现已更正：{change}',
  },
  'correction-notice': {
    title: '信用信息更正通知',
    body: '{record}已更正：{change}',
  },
  /** To the organisation whose record proved wrong. */
  'correction-offered': {
    title: '可以同意发布更正公告',
    body: '贵单位名下的{record}{change}。贵单位同意的，请在“我的信用”中选择“同意发布更正公告”，由信用办发布：只写明信息的类别和撤下的日期，不重复原来的内容，期满撤下；同意可以随时撤回。不同意的，无须回复。',
  },
  /** To a desk that acted on a record that fell. */
  'reversal-asked': {
    title: '请复核依据已失效的信息作出的决定',
    body: '贵单位 {actedOn} 对{subject}的办件（{action}）依据了{record}。该信息已失效：{reason}。请复核并反馈，期限的最后一日为 {dueOn}。',
  },
  /** To an agency that received a record. */
  recall: {
    title: '请停止使用一条信息',
    body: '贵单位取得过{subject}的{record}。该信息已失效：{reason}。请停止使用并回执，期限的最后一日为 {dueOn}。',
  },
  /** To an agency that received a record which was out of use and is in use again. */
  'recall-returned': {
    title: '一条信息已恢复使用',
    body: '贵单位取得过{subject}的{record}。该信息{reason}。请按恢复后的内容使用并回执，期限的最后一日为 {dueOn}。',
  },
  'recall-overdue': {
    title: '有一件召回逾期未回执',
    body: '{agency}应于 {dueOn} 前就{subject}的{record}停止使用并回执，现已逾期，请督促办理。',
  },
  /** To the office: a desk did not say whether it reversed what it did. */
  'reversal-overdue': {
    title: '有一件复核逾期未反馈',
    body: '{agency}应于 {dueOn} 前复核依据{subject}的{record}采取的措施并反馈，现已逾期，请督促办理。',
  },
  'case-notice': {
    title: '案件有新的进展',
    body: '案件（编号 {number}）：{text}',
  },
} as const satisfies Readonly<Record<string, { title: string; body: string }>>;

/** Code of a template. */
export type MessageTemplate = keyof typeof TEMPLATES;
