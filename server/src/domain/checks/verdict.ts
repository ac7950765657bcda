import type { MeasureInForce } from '../measures/index.ts';

/** The one word of an answer, in the order in which the first that fits is said. */
export const VERDICTS = ['unidentified', 'restricted', 'incentive', 'mixed', 'not-covered', 'clear'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * `clear` is a strong word: said only of an organisation the register holds, where every source of the matter is
 * current. A suspended measure is shown and decides nothing.
 */
export function verdictOf(answer: {
  identified: boolean;
  registered: boolean;
  sourcesCurrent: boolean;
  measures: readonly Pick<MeasureInForce, 'direction' | 'suspended'>[];
}): Verdict {
  if (!answer.identified) return 'unidentified';
  const biting = answer.measures.filter(({ suspended }) => suspended !== true);
  const restricted = biting.some(({ direction }) => direction === 'restriction');
  const favoured = biting.some(({ direction }) => direction === 'incentive');
  if (restricted && favoured) return 'mixed';
  if (restricted) return 'restricted';
  if (favoured) return 'incentive';
  return answer.registered && answer.sourcesCurrent ? 'clear' : 'not-covered';
}
