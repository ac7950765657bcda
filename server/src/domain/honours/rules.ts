import { type CalendarDate, type Term, termEnd } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Chart, Deed } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';

/** The category of what is granted here. */
export const HONOUR_CATEGORY = 'honour';
/** The clock that gives everybody the time to object. */
export const NOTICE_CLOCK = 'notice';

const UNDECIDED = [
  'applied',
  'candidate',
  'checked',
  'shown',
  'contested',
  'cleared',
  'proposed',
  'confirmed',
] as const;

/**
 * From a candidate to an honour and out again. Nobody is honoured who was not checked and shown to everybody, with an
 * objection undealt with, or by one person alone. Clauses are pointers, unverified.
 */
export const HONOUR = {
  procedure: 'honour',
  name: '授予荣誉',
  states: {
    applied: { name: '已申请' },
    candidate: { name: '已受理' },
    checked: { name: '已核查' },
    shown: { name: '公示中' },
    contested: { name: '公示中，有异议待核实' },
    cleared: { name: '公示期满' },
    proposed: { name: '待审定' },
    confirmed: { name: '已审定' },
    'in-force': { name: '已授予' },
    ended: { name: '已终止', final: true },
    declined: { name: '未授予', final: true },
  },
  steps: [
    { deed: 'applied', name: '提出申请', from: ['none'], to: 'applied' },
    { deed: 'accepted', name: '受理申请', from: ['applied'], to: 'candidate' },
    { deed: 'nominated', name: '依职权提名', from: ['none'], to: 'candidate' },
    { deed: 'recommended', name: '受理推荐', from: ['none'], to: 'candidate' },
    { deed: 'blocked', name: '登记核查未通过', from: ['candidate', 'checked'], to: 'candidate' },
    { deed: 'checked', name: '登记核查通过', from: ['candidate', 'checked'], to: 'checked' },
    { deed: 'shown', name: '公示', from: ['checked'], to: 'shown', clause: 'gf-2016-33#二、（四）' },
    { deed: 'objected', name: '登记异议', from: ['shown', 'contested'], to: 'contested' },
    { deed: 'objection-answered', name: '处理异议', from: ['contested'], to: 'same' },
    { deed: 'objections-settled', name: '异议全部处理完毕', from: ['contested'], to: 'shown' },
    { deed: 'term-passed', name: '登记公示期满', from: ['shown'], to: 'cleared', waits: 'notice' },
    { deed: 'proposed', name: '提请审定', from: ['cleared'], to: 'proposed' },
    { deed: 'returned', name: '退回补正', from: ['proposed', 'confirmed'], to: 'cleared' },
    { deed: 'confirmed', name: '审定授予', from: ['proposed'], to: 'confirmed', secondTo: 'proposed' },
    { deed: 'granted', name: '作出授予决定', from: ['confirmed'], to: 'in-force', clause: 'gf-2016-33#二、（四）' },
    { deed: 'revoked', name: '撤销荣誉', from: ['in-force'], to: 'ended' },
    { deed: 'ended-on-listing', name: '因列入严重失信主体名单终止', from: ['in-force'], to: 'ended' },
    { deed: 'lapsed', name: '期满终止', from: ['in-force'], to: 'ended', waits: 'term' },
    { deed: 'declined', name: '决定不予授予', from: UNDECIDED, to: 'declined' },
  ],
} as const satisfies Chart;

/** Who may put somebody forward; none of them decides. */
export const PROPOSERS = ['agency', 'association', 'media'] as const;
export type Proposer = (typeof PROPOSERS)[number];

export const OBJECTION_OUTCOMES = ['upheld', 'rejected'] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

/** An objection by the number of its deed; `outcome` null: nobody has dealt with it. */
export type Objection = { objection: number; outcome: ObjectionOutcome | null };

/** The objections of a case and what became of each, from its deeds alone. */
export function objectionsIn(deeds: readonly Pick<Deed, 'deedNo' | 'deed' | 'content'>[]): Objection[] {
  const outcomes = new Map(
    deeds
      .filter(({ deed }) => deed === 'objection-answered')
      .map(({ content }) => [content.objection as number, content.outcome as ObjectionOutcome]),
  );
  return deeds
    .filter(({ deed }) => deed === 'objected')
    .map(({ deedNo }) => ({ objection: deedNo, outcome: outcomes.get(deedNo) ?? null }));
}

/** Why a notice cannot be closed yet, or never with success; null: nothing stands in the way. */
export function refuseObjected(objections: readonly Objection[], state: string): Refusal | null {
  const open = objections.filter(({ outcome }) => outcome === null).map(({ objection }) => objection);
  if (open.length > 0) {
    return refuse('case-state', `尚有 ${open.length} 件异议没有处理，请逐件核实并登记处理情况后再办理。`, {
      state,
      open,
    });
  }
  const upheld = objections.filter(({ outcome }) => outcome === 'upheld').map(({ objection }) => objection);
  return upheld.length === 0
    ? null
    : refuse('case-state', '有异议经核实成立，不得授予，请登记不予授予。', { state, upheld });
}

/** The last day of an honour decided on a day: the term asked for, within the longest the catalogue allows. */
export function honourUntil(
  catalogue: Pick<Catalogue, 'triggersOf'>,
  decidedOn: CalendarDate,
  term: Term | undefined,
): CalendarDate | Refusal {
  const longest = catalogue
    .triggersOf(HONOUR_CATEGORY)
    .flatMap(({ until }) => ('field' in until && until.atMost !== undefined ? [termEnd(decidedOn, until.atMost)] : []))
    .sort()[0];
  const until = term === undefined ? longest : termEnd(decidedOn, term);
  if (until === undefined) return refuse('invalid-request', '目录未定荣誉的期限，请写明期限。', { field: 'term' });
  if (until <= decidedOn) return refuse('invalid-request', '荣誉期限至少一日，请改写。', { field: 'term' });
  if (longest !== undefined && until > longest) {
    return refuse('invalid-request', `荣誉期限超过目录所定的最长期限（至 ${longest}），请缩短。`, { field: 'term' });
  }
  return until;
}

/** Categories of lists on which an honour lapses, by the catalogue. */
export function seriousFor(catalogue: Pick<Catalogue, 'triggersOf'>): string[] {
  return [...new Set(catalogue.triggersOf(HONOUR_CATEGORY).flatMap(({ lapsesOn = [] }) => lapsesOn))].sort();
}
