import type { Chart } from '../casework/index.ts';

/** Working days from the receipt of the application to the word whether it is accepted, and to the result. */
export const ACCEPT_CLOCK = 'accept';
export const ANSWER_CLOCK = 'answer';
/** The applicant's time to complete it; the other two stand still meanwhile. */
export const COMPLETE_CLOCK = 'complete';

/** Where an application came in; those of other sites carry the number it has there. */
export const ORIGINS = ['counter', 'workspace', 'credit-china', 'province'] as const;
export type Origin = (typeof ORIGINS)[number];
export const EXTERNAL_ORIGINS: readonly Origin[] = ['credit-china', 'province'];
export const ORIGIN_NAMES: Readonly<Record<Origin, string>> = {
  counter: '服务大厅窗口',
  workspace: '本平台',
  'credit-china': '信用中国',
  province: '省级平台',
};

const OPEN = ['filed', 'completing', 'complete', 'accepted', 'extended', 'returned', 'proposed'] as const;

/**
 * The part of an application that one agency decides (谁认定、谁修复). It is asked to be completed once, its term is
 * extended once, and nobody decides alone. What false material brought about is taken back by two people. Clauses are
 * pointers, unverified.
 */
export const REPAIR = {
  procedure: 'repair',
  name: '信用修复',
  states: {
    filed: { name: '待受理' },
    completing: { name: '待补正' },
    complete: { name: '已补正，待受理' },
    accepted: { name: '已受理' },
    extended: { name: '已受理，已延期' },
    returned: { name: '退回重新审查' },
    proposed: { name: '待审定' },
    granted: { name: '已准予修复' },
    revoking: { name: '拟撤销修复' },
    refused: { name: '不予修复', final: true },
    declined: { name: '不予受理', final: true },
    withdrawn: { name: '已撤回申请', final: true },
    revoked: { name: '已撤销修复', final: true },
  },
  steps: [
    { deed: 'filed', name: '收到申请', from: ['none'], to: 'filed', clause: 'gbf-2025-22#二、（三）' },
    { deed: 'completion-asked', name: '一次告知补正', from: ['filed'], to: 'completing' },
    { deed: 'completed', name: '收取补正', from: ['completing'], to: 'complete' },
    {
      deed: 'incomplete',
      name: '逾期未补正，不予受理',
      from: ['completing'],
      to: 'declined',
      waits: COMPLETE_CLOCK,
    },
    { deed: 'accepted', name: '受理', from: ['filed', 'complete'], to: 'accepted', clause: 'ndrc-36-2025#修复程序' },
    {
      deed: 'declined',
      name: '不予受理',
      from: ['filed', 'complete'],
      to: 'declined',
      clause: 'ndrc-36-2025#修复程序',
    },
    { deed: 'extended', name: '延长办理期限', from: ['accepted'], to: 'extended', clause: 'ndrc-36-2025#修复程序' },
    { deed: 'proposed', name: '提请审定', from: ['accepted', 'extended', 'returned'], to: 'proposed' },
    { deed: 'sent-back', name: '退回重新审查', from: ['proposed'], to: 'returned' },
    {
      deed: 'granted',
      name: '审定准予修复',
      from: ['proposed'],
      to: 'granted',
      secondTo: 'proposed',
      clause: 'gbf-2025-22#二、（三）',
    },
    { deed: 'refused', name: '审定不予修复', from: ['proposed'], to: 'refused', secondTo: 'proposed' },
    { deed: 'withdrawn', name: '撤回申请', from: OPEN, to: 'withdrawn' },
    {
      deed: 'revocation-proposed',
      name: '提请撤销修复',
      from: ['granted'],
      to: 'revoking',
      clause: 'ndrc-36-2025#虚假承诺和虚假材料',
    },
    { deed: 'revocation-dropped', name: '不撤销修复', from: ['revoking'], to: 'granted' },
    {
      deed: 'revoked',
      name: '撤销修复',
      from: ['revoking'],
      to: 'revoked',
      secondTo: 'revocation-proposed',
      clause: 'ndrc-36-2025#虚假承诺和虚假材料',
    },
  ],
} as const satisfies Chart;

/** States in which a part has no result yet. */
export const UNDECIDED: readonly string[] = OPEN;

/**
 * A court has approved a plan of reorganisation or a settlement: while it is carried out, what was decided before the ruling
 * is hidden and bites nobody. Afterwards it is repaired for good, or comes back. Recorded, confirmed and ended by two.
 */
export const REORGANISATION = {
  procedure: 'reorganisation',
  name: '重整信用保护',
  states: {
    recorded: { name: '已登记裁定，待确认' },
    shielded: { name: '重整计划执行中' },
    ending: { name: '待确认终结' },
    executed: { name: '计划执行完毕', final: true },
    failed: { name: '计划未能执行', final: true },
    stopped: { name: '已撤销登记', final: true },
  },
  steps: [
    { deed: 'recorded', name: '登记法院裁定', from: ['none'], to: 'recorded', clause: 'gbf-2025-22#二、（四）' },
    { deed: 'shielded', name: '确认并屏蔽', from: ['recorded'], to: 'shielded', secondTo: 'recorded' },
    { deed: 'end-proposed', name: '提请终结', from: ['shielded'], to: 'ending' },
    { deed: 'end-dropped', name: '退回终结', from: ['ending'], to: 'shielded' },
    { deed: 'executed', name: '确认执行完毕', from: ['ending'], to: 'executed', secondTo: 'end-proposed' },
    { deed: 'failed', name: '确认未能执行', from: ['ending'], to: 'failed', secondTo: 'end-proposed' },
    { deed: 'stopped', name: '撤销登记', from: ['recorded'], to: 'stopped' },
  ],
} as const satisfies Chart;

/** States in which the records of before the ruling are hidden. */
export const SHIELDING: readonly string[] = ['shielded', 'ending'];
