import type { CalendarDate } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Chart, ClockReading } from '../casework/index.ts';

/** The clock of the organisation's time to mend what was found. */
export const RECTIFY_CLOCK = 'rectify';

/**
 * An order to mend within a term (限期整改). Nobody is found not to have mended it before the order was served and the term
 * was over; one extension, because there is one way into `extended`. Clauses are pointers, unverified.
 */
export const RECTIFICATION = {
  procedure: 'rectification',
  name: '限期整改',
  states: {
    opened: { name: '已立案' },
    running: { name: '整改中' },
    extended: { name: '整改中，已延期' },
    reported: { name: '已报告整改情况' },
    overdue: { name: '期满未报告' },
    closed: { name: '已结案', final: true },
    stopped: { name: '已撤销', final: true },
  },
  steps: [
    { deed: 'opened', name: '立案', from: ['none'], to: 'opened', clause: 'gbf-2019-35#四、（十）' },
    { deed: 'ordered', name: '制作责令限期整改通知书', from: ['opened'], to: 'same', clause: 'cff-2021#第二十八条' },
    { deed: 'served', name: '登记通知书送达', from: ['opened'], to: 'running', serves: 'rectification-order' },
    { deed: 'extended', name: '准予延期', from: ['running'], to: 'extended' },
    {
      deed: 'reported',
      name: '收取整改报告',
      from: ['running', 'extended', 'reported', 'overdue'],
      to: 'reported',
    },
    { deed: 'expired', name: '登记期满未报告', from: ['running', 'extended'], to: 'overdue', waits: 'rectify' },
    { deed: 'concluded', name: '核查结案', from: ['reported', 'overdue'], to: 'closed' },
    {
      deed: 'stopped',
      name: '撤销整改',
      from: ['opened', 'running', 'extended', 'reported', 'overdue'],
      to: 'stopped',
    },
  ],
} as const satisfies Chart;

/** A talk with the organisation (约谈): it warns and urges, is never public, and nothing follows from it. */
export const INTERVIEW = {
  procedure: 'interview',
  name: '约谈',
  states: {
    opened: { name: '拟约谈' },
    called: { name: '已通知' },
    recorded: { name: '已约谈', final: true },
    stopped: { name: '已取消', final: true },
  },
  steps: [
    { deed: 'opened', name: '拟约谈', from: ['none'], to: 'opened', clause: 'gbf-2019-35#四、（十）' },
    { deed: 'notice-issued', name: '制作约谈通知书', from: ['opened'], to: 'same' },
    { deed: 'called', name: '登记约谈通知书送达', from: ['opened'], to: 'called', serves: 'interview-notice' },
    { deed: 'recorded', name: '登记约谈情况', from: ['called'], to: 'recorded' },
    { deed: 'stopped', name: '取消约谈', from: ['opened', 'called'], to: 'stopped' },
  ],
} as const satisfies Chart;

/** What became of it: mended, in part, or not. */
export const OUTCOMES = ['done', 'partly', 'not-done'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Terms of `interview-kinds` that are held here; 整改约谈 is a part of an order and has no procedure of its own. */
export const INTERVIEW_KINDS = ['提示约谈', '警示约谈'] as const;
export type InterviewKind = (typeof INTERVIEW_KINDS)[number];

/** What was mended early is closed early; that something was not mended is found when the time for it is over. */
export function refuseTooEarly(
  outcome: Outcome,
  { dueOn }: Pick<ClockReading, 'dueOn'>,
  day: CalendarDate,
): Refusal | null {
  if (outcome === 'done' || (dueOn !== null && day > dueOn)) return null;
  return refuse(
    'case-state',
    dueOn === null
      ? '整改期限已中止计算，尚未届满，不能认定未完成整改。'
      : `整改期限至 ${dueOn} 届满，此前不能认定未完成整改；请在次日以后办理，或者收取补充报告。`,
    { dueOn },
  );
}
