import type { Ended, Returned, Told as ToldOf } from '../../records/index.ts';

/** What became of a record, in the words of the jobs that tell of it. */
const ENDED = [
  'withdrawn',
  'repaired',
  'closed',
  'corrected',
  'changed',
  'requeued',
  'hidden',
] as const satisfies Ended[];
const RETURNED = ['resumed', 'reinstated'] as const satisfies Returned[];
export const EFFECTS = [...ENDED, ...RETURNED] as const;
export type Effect = Ended | Returned;
/** Told in the feed alone, and by no deed: its own last day is over, or it was renewed after that. Nobody owes an answer by a day. */
export const FEED_ONLY = ['expired', 'renewed'] as const;
export type FeedOnly = (typeof FEED_ONLY)[number];
export const FEED_EFFECTS = [...EFFECTS, ...FEED_ONLY] as const;
export type FeedEffect = Effect | FeedOnly;

/** Payload of the jobs `record-ended` and `record-returned`. `at`: the moment of the deed, ISO 8601. */
export type Told = ToldOf<Effect>;

/** The record was wrong, or its decision is gone: what was done on it may have to be undone. */
export const WRONG = ['withdrawn', 'corrected', 'requeued'] as const;
export type WrongEffect = (typeof WRONG)[number];

export const isWrong = (effect: Effect): effect is WrongEffect => WRONG.some((one) => one === effect);
export const isReturned = (effect: Effect): boolean => RETURNED.some((one) => one === effect);
export const isEffect = (text: unknown): text is Effect => EFFECTS.some((one) => one === text);

/** In words, for whoever received the record; why a case or a deed tells, and is not repeated here. */
export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  withdrawn: '已撤回',
  repaired: '已信用修复，不再公示和使用',
  closed: '已终止',
  corrected: '内容已更正，原内容不得再用',
  changed: '报送单位已变更内容，请改用现行内容',
  requeued: '归属有误，已从该单位名下移出',
  hidden: '暂停公示和使用',
  resumed: '已恢复公示和使用',
  reinstated: '信用修复已被撤销，恢复公示和使用',
};
