import type { CalendarDate, Term } from '../../kernel/dates.ts';
import { compareDates, termEnd } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Chart } from '../casework/index.ts';
import type { List } from '../catalogue/index.ts';

/** The clock that gives the organisation its time for statement, defence and the request of a hearing. */
export const ANSWER_CLOCK = 'answer';

const ADVANCE = ['draft', 'noticed', 'hearing', 'answered', 'proposed', 'confirmed', 'issued', 'informed'] as const;

/**
 * From draft to entry and out again. Nothing takes effect that was not served; nobody confirms an own proposal; the
 * repair notice is served with the decision (两书同达). What left by repair returns where the repair is revoked, until its
 * term is over. Clauses are pointers, unverified.
 */
export const LISTING = {
  procedure: 'listing',
  name: '列入名单',
  states: {
    draft: { name: '拟列入' },
    noticed: { name: '已送达告知书' },
    hearing: { name: '听证' },
    answered: { name: '陈述申辩已毕' },
    proposed: { name: '待审定' },
    confirmed: { name: '已审定' },
    issued: { name: '已作出决定' },
    informed: { name: '已送达修复告知书' },
    'in-force': { name: '在列' },
    repaired: { name: '已因信用修复移出' },
    ended: { name: '已移出', final: true },
    stopped: { name: '已终止', final: true },
  },
  steps: [
    { deed: 'drafted', name: '拟列入', from: ['none'], to: 'draft' },
    { deed: 'notice-issued', name: '制作告知书', from: ['draft'], to: 'same', clause: 'gbf-2020-49#四、（十一）' },
    {
      deed: 'noticed',
      name: '登记告知书送达',
      from: ['draft'],
      to: 'noticed',
      serves: 'listing-notice',
      clause: 'gbf-2020-49#四、（十一）',
    },
    {
      deed: 'person-named',
      name: '写入责任人员',
      from: ['draft', 'noticed'],
      to: 'same',
      clause: 'gbf-2020-49#四、（十一）',
    },
    {
      deed: 'person-notice-issued',
      name: '制作责任人员告知书',
      from: ADVANCE,
      to: 'same',
      clause: 'grxxbhf-2021#第四十五条',
    },
    { deed: 'person-stated', name: '收取责任人员陈述申辩', from: ADVANCE, to: 'same' },
    { deed: 'person-dropped', name: '不再列为责任人员', from: ADVANCE, to: 'same' },
    { deed: 'stated', name: '收取陈述申辩', from: ['noticed', 'hearing'], to: 'same', clause: 'cff-2021#第四十五条' },
    {
      deed: 'hearing-requested',
      name: '受理听证申请',
      from: ['noticed'],
      to: 'hearing',
      clause: 'cff-2021#第六十四条',
    },
    { deed: 'hearing-held', name: '登记听证结果', from: ['hearing'], to: 'answered', clause: 'cff-2021#第六十五条' },
    { deed: 'hearing-withdrawn', name: '登记撤回听证', from: ['hearing'], to: 'noticed' },
    { deed: 'waived', name: '登记放弃陈述申辩', from: ['noticed'], to: 'answered' },
    { deed: 'term-passed', name: '登记期限届满', from: ['noticed'], to: 'answered', waits: 'answer' },
    { deed: 'proposed', name: '提请审定', from: ['answered'], to: 'proposed' },
    { deed: 'returned', name: '退回补正', from: ['proposed'], to: 'answered' },
    { deed: 'confirmed', name: '审定列入', from: ['proposed'], to: 'confirmed', secondTo: 'proposed' },
    { deed: 'decided', name: '作出列入决定', from: ['confirmed'], to: 'issued', clause: 'gbf-2020-49#四、（十一）' },
    {
      deed: 'repair-noticed',
      name: '登记修复告知书送达',
      from: ['issued'],
      to: 'informed',
      serves: 'repair-notice',
      clause: 'gbf-2025-22#二、（三）',
    },
    {
      deed: 'took-effect',
      name: '登记决定书送达并生效',
      from: ['informed'],
      to: 'in-force',
      serves: 'listing-decision',
      clause: 'gbf-2020-49#四、（十一）',
    },
    { deed: 'reconfirmed', name: '再确认', from: ['in-force'], to: 'same' },
    { deed: 'ended', name: '移出名单', from: ['in-force'], to: 'ended' },
    { deed: 'repaired', name: '信用修复移出', from: ['in-force'], to: 'repaired', clause: 'gbf-2025-22#二、（三）' },
    {
      deed: 'plan-executed',
      name: '重整计划执行完毕移出',
      from: ['in-force'],
      to: 'ended',
      clause: 'gbf-2025-22#二、（四）',
    },
    {
      deed: 'reinstated',
      name: '撤销修复，恢复在列',
      from: ['repaired'],
      to: 'in-force',
      clause: 'ndrc-36-2025#虚假承诺和虚假材料',
    },
    { deed: 'lapsed', name: '期满移出', from: ['in-force', 'repaired'], to: 'ended', waits: 'term' },
    { deed: 'stopped', name: '终止程序', from: ADVANCE, to: 'stopped' },
  ],
} as const satisfies Chart;

/** How an entry leaves before its term, each on a document (移出原因). */
export const ENDINGS = ['condition', 'repair', 'revoked', 'court'] as const;
export type Ending = (typeof ENDINGS)[number];
export const ENDING_NAMES: Readonly<Record<Ending, string>> = {
  condition: '符合移出条件',
  repair: '信用修复',
  revoked: '撤销列入决定',
  court: '法院裁判',
};

/** The last day of an entry decided on a day: the term asked for, within the longest the catalogue allows. */
export function entryUntil(list: List, decidedOn: CalendarDate, term: Term | undefined): CalendarDate | null | Refusal {
  const longest = list.term === undefined ? null : termEnd(decidedOn, list.term);
  if (term === undefined) return longest;
  const until = termEnd(decidedOn, term);
  if (until <= decidedOn) return refuse('invalid-request', '列入期限至少一日，请改写。', { field: 'term' });
  if (longest !== null && compareDates(until, longest) > 0) {
    return refuse('invalid-request', `列入期限超过目录所定“${list.name}”的最长期限（至 ${longest}），请缩短。`, {
      field: 'term',
      clause: list.basis[0]?.clause,
    });
  }
  return until;
}
