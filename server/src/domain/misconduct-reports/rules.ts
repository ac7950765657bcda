import type { Role } from '../access/index.ts';
import type { Chart } from '../casework/index.ts';

/** Which roles know of a report's case at all; not the desks, which decide about the organisation, and not the organisation. */
const READERS: readonly Role[] = ['clerk', 'reviewer', 'case-officer', 'decider', 'auditor'];

/**
 * A report of misconduct (失信举报): the office says which organisation is meant and who is competent, that agency finds out,
 * and what it finds is confirmed by a second person. None of its deeds can be the source of a record (`record_case_effective`
 * in the schema): what is found true enters as a decision of its own. Clauses are pointers, unverified.
 */
export const MISCONDUCT_REPORT = {
  procedure: 'misconduct-report',
  name: '失信举报',
  readers: READERS,
  states: {
    received: { name: '已认定被举报单位，待转办' },
    triaged: { name: '已转办，待受理' },
    accepted: { name: '已受理' },
    investigated: { name: '已调查，待认定' },
    concluded: { name: '已认定，待办结' },
    closed: { name: '已办结', final: true },
    declined: { name: '不予受理', final: true },
    withdrawn: { name: '举报人已撤回', final: true },
  },
  steps: [
    {
      deed: 'received',
      name: '认定被举报单位并立案',
      from: ['none'],
      to: 'received',
      clause: 'gbf-2020-49#六、（十七）',
    },
    { deed: 'triaged', name: '转主管单位办理', from: ['received'], to: 'triaged' },
    { deed: 'returned', name: '不属于本单位职责，退回', from: ['triaged'], to: 'received' },
    { deed: 'accepted', name: '受理', from: ['triaged'], to: 'accepted' },
    { deed: 'declined', name: '不予受理', from: ['received', 'triaged'], to: 'declined' },
    { deed: 'investigated', name: '登记调查情况', from: ['accepted', 'investigated'], to: 'investigated' },
    { deed: 'concluded', name: '由另一人认定', from: ['investigated'], to: 'concluded', secondTo: 'investigated' },
    { deed: 'closed', name: '办结', from: ['concluded'], to: 'closed' },
    {
      deed: 'withdrawn',
      name: '登记举报人撤回',
      from: ['received', 'triaged', 'accepted', 'investigated'],
      to: 'withdrawn',
    },
  ],
} as const satisfies Chart;

/** What the competent agency found. */
export const OUTCOMES = ['found-true', 'partly', 'not-found'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** What was found true, wholly or in part, is a decision with a document of its own. */
export const needsDocument = (outcome: Outcome): boolean => outcome !== 'not-found';

/** Why a report never becomes a case, as the reporter is told it. */
export const REFUSED_FOR = {
  'about-a-person': '举报的是个人的行为，本平台不收，举报内容随即删除。',
  'no-organisation': '不能确定被举报的是哪一个单位，请补充名称或者统一社会信用代码后重新举报。',
  'not-credit': '所举报的事项不属于失信举报，请向有关主管单位反映。',
  'too-vague': '举报没有写明可以查证的事实，请补充后重新举报。',
  duplicate: '同一事项已有举报正在办理。',
} as const;
export type RefusedFor = keyof typeof REFUSED_FOR;
export const REFUSALS_OF_REPORTS = Object.keys(REFUSED_FOR) as RefusedFor[];

/** Times one report is sent to an agency; whoever is the sixth is not found by sending it on. */
export const TRIAGES_AT_MOST = 5;
/** The clock of the outcome; that of acceptance begins anew with each agency. */
export const HANDLE_CLOCK = 'handle';
export const acceptClock = (triages: number): string => (triages <= 1 ? 'accept' : `accept-${triages}`);
