import type { Chart } from '../../casework/index.ts';

/** Code of the paper that tells the organisation; the schema's step `served` names the same. */
export const APPLIED_NOTICE_PAPER = 'applied-notice';
/** The clock from the report that a measure was applied to the service of the notice. */
export const SERVE = 'serve';

/** 措施适用告知: whoever a measure was applied to is told which, on which clause, and how to object. */
export const APPLIED_NOTICE = {
  procedure: 'applied-notice',
  name: '措施适用告知',
  states: {
    opened: { name: '待告知' },
    issued: { name: '已制作告知书，待送达' },
    served: { name: '已送达', final: true },
    dropped: { name: '已撤销', final: true },
  },
  steps: [
    { deed: 'opened', name: '登记应告知的措施', from: ['none'], to: 'opened', clause: 'gbf-2020-49#四、（十）' },
    {
      deed: 'issued',
      name: '制作措施适用告知书',
      from: ['opened', 'issued'],
      to: 'issued',
      clause: 'gbf-2020-49#四、（十）',
    },
    {
      deed: 'served',
      name: '登记告知办结',
      from: ['issued'],
      to: 'served',
      serves: APPLIED_NOTICE_PAPER,
      clause: 'gbf-2020-49#四、（十）',
    },
    { deed: 'dropped', name: '撤销告知', from: ['opened', 'issued'], to: 'dropped' },
  ],
} as const satisfies Chart;
