import type { Chart } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';

/** The agency's time to accept, from the filing; then its time to answer, from acceptance, or from the last day for it. */
export const ACCEPT_CLOCK = 'accept';
export const ANSWER_CLOCK = 'answer';

const DECIDABLE = ['proposed', 'overdue-proposed'] as const;
const ACCEPTED = ['accepted', 'proposed', 'overdue', 'overdue-proposed'] as const;

/**
 * An objection from filing to its answer. Silence accepts: what nobody accepted in time runs on as if it had been. What
 * nobody answers in time is escalated, and the same deeds lead out of it. Each answer is a second person's. Clauses are
 * pointers, unverified.
 */
export const OBJECTION = {
  procedure: 'objection',
  name: '异议',
  states: {
    received: { name: '已收到，待受理' },
    accepted: { name: '核实中' },
    proposed: { name: '待审定' },
    overdue: { name: '逾期未答复' },
    'overdue-proposed': { name: '逾期，待审定' },
    answered: { name: '已答复', final: true },
    refused: { name: '不予受理', final: true },
    retracted: { name: '已撤回异议', final: true },
  },
  steps: [
    { deed: 'filed', name: '收到异议', from: ['none'], to: 'received', clause: 'gbf-2020-49#六、（十七）' },
    { deed: 'found', name: '依职权核实', from: ['none'], to: 'accepted' },
    { deed: 'joined', name: '并入主体的异议', from: ACCEPTED, to: 'same' },
    { deed: 'accepted', name: '受理', from: ['received'], to: 'accepted' },
    { deed: 'deemed-accepted', name: '登记逾期视为受理', from: ['received'], to: 'accepted', waits: 'accept' },
    { deed: 'refused', name: '不予受理', from: ['received'], to: 'refused' },
    { deed: 'extended', name: '延长答复期限', from: ['accepted'], to: 'same' },
    { deed: 'escalated', name: '登记逾期未答复', from: ['accepted'], to: 'overdue', waits: 'answer' },
    { deed: 'escalated', name: '登记逾期未答复', from: ['proposed'], to: 'overdue-proposed', waits: 'answer' },
    { deed: 'proposed', name: '提请审定', from: ['accepted'], to: 'proposed' },
    { deed: 'proposed', name: '提请审定', from: ['overdue'], to: 'overdue-proposed' },
    { deed: 'returned', name: '退回补正', from: ['proposed'], to: 'accepted' },
    { deed: 'returned', name: '退回补正', from: ['overdue-proposed'], to: 'overdue' },
    { deed: 'stands', name: '审定维持', from: DECIDABLE, to: 'answered', secondTo: 'proposed' },
    { deed: 'corrected', name: '审定更正', from: DECIDABLE, to: 'answered', secondTo: 'proposed' },
    { deed: 'reattributed', name: '审定改正归属', from: DECIDABLE, to: 'answered', secondTo: 'proposed' },
    {
      deed: 'withdrawn',
      name: '审定撤回记录',
      from: DECIDABLE,
      to: 'answered',
      secondTo: 'proposed',
      clause: 'cff-2021#第四十八条',
    },
    { deed: 'retracted', name: '登记撤回异议', from: ['received', ...ACCEPTED], to: 'retracted' },
    { deed: 'stated', name: '附主体的说明', from: ['answered'], to: 'same' },
    { deed: 'statement-checked', name: '核定说明的公示文本', from: ['answered'], to: 'same' },
    { deed: 'statement-ended', name: '撤下主体的说明', from: ['answered'], to: 'same' },
  ],
} as const satisfies Chart;

/** What an objection says is wrong. `naming`: a person objects to being named in a listing, and to nothing else. */
export const ABOUT = ['facts', 'attribution', 'term', 'identity', 'naming'] as const;
export type About = (typeof ABOUT)[number];
export const ABOUT_NAMES: Readonly<Record<About, string>> = {
  facts: '记录的内容',
  attribution: '记录的归属',
  term: '公示或者使用的期限',
  identity: '主体的名称、代码',
  naming: '列为责任人员',
};

/** What became of it. `stands`: the record stays as it is; the others say what was done to it. */
export const OUTCOMES = ['stands', 'corrected', 'reattributed', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  stands: '维持',
  corrected: '更正',
  reattributed: '改正归属',
  withdrawn: '撤回记录',
};
/** A person objects to being named: either the naming stands, or it is taken back. */
export const OUTCOMES_OF_NAMING: readonly Outcome[] = ['stands', 'withdrawn'];

/** Why an objection is not accepted. */
export const REFUSAL_GROUNDS = ['decision-itself', 'not-concerned', 'answered-before', 'unclear'] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];
export const REFUSAL_NAMES: Readonly<Record<RefusalGround, string>> = {
  'decision-itself': '所提事项是对行政决定本身不服，应当依法申请行政复议或者提起行政诉讼',
  'not-concerned': '异议人不是该信息的主体',
  'answered-before': '同一事项已经答复，没有新的证据',
  unclear: '没有写明哪一项信息有误及其理由',
};

export const ORIGINS = ['organisation', 'counter', 'person', 'own-motion'] as const;
export type Origin = (typeof ORIGINS)[number];
/** What an objection is to the law, settled when it is filed. */
export type Standing = 'first' | 'repeat' | 'court' | 'own-motion';

/** Whether a court keeps the list itself: nothing is suspended or hidden here for an objection to it. */
export function isOfCourt(catalogue: Catalogue, { list }: { list: string | null }): boolean {
  return list !== null && catalogue.list(list)?.ofCourt === true;
}

/** Whether an objection suspends by right: the first to a fact does, unless a court keeps the list. */
export function standingOf({
  ofCourt,
  earlier,
}: {
  ofCourt: boolean;
  earlier: boolean;
}): Exclude<Standing, 'own-motion'> {
  if (ofCourt) return 'court';
  return earlier ? 'repeat' : 'first';
}

/** An own motion that does not suspend is one about a court's own list. */
const WHY_NOT_SUSPENDED: Readonly<Partial<Record<Standing, string>>> = {
  repeat: '同一信息已经提出过异议，本次不暂停使用；上传此前没有提交过的证据并经受理单位认可的，予以暂停。',
  court: '该名单由人民法院依法纳入和删除，异议期间不暂停使用；可以同时向执行法院申请纠正。',
};

/** Why it does not suspend, in the sentence the objector is answered with; undefined where it does. */
export function whyNotSuspended({ suspends, standing }: { suspends: boolean; standing: Standing }): string | undefined {
  if (suspends) return undefined;
  return WHY_NOT_SUSPENDED[standing === 'own-motion' ? 'court' : standing];
}

export const GROUNDS_CHARACTERS = 2_000;
export const PROOF_CHARACTERS = 500;
/** Pieces of evidence in a case up to which the objector may add own ones; officials have room beyond. */
export const EVIDENCE_OF_OBJECTOR = 50;
/** Statements of one case at most, each in the place of the one before. */
export const STATEMENTS_A_CASE = 10;
