import { bites, type MeasureInForce } from '../measures/index.ts';

/** The one word of an answer, in the order in which the first that fits is said. */
export const VERDICTS = ['unidentified', 'restricted', 'incentive', 'mixed', 'not-covered', 'clear'] as const;
/** Those under which a measure bites: what the desk was told it must close. `check_answer_hit` of the schema names the same. */
export const HITS = ['restricted', 'incentive', 'mixed'] as const satisfies readonly Verdict[];
export type Verdict = (typeof VERDICTS)[number];

/**
 * `clear` is a strong word: said only of an organisation the register holds, where every source of the matter is
 * current. A measure under suspension or relief is shown and decides nothing.
 */
export function verdictOf(answer: {
  identified: boolean;
  registered: boolean;
  sourcesCurrent: boolean;
  measures: readonly Pick<MeasureInForce, 'direction' | 'suspended' | 'relief'>[];
}): Verdict {
  if (!answer.identified) return 'unidentified';
  const biting = answer.measures.filter(bites);
  const restricted = biting.some(({ direction }) => direction === 'restriction');
  const favoured = biting.some(({ direction }) => direction === 'incentive');
  if (restricted && favoured) return 'mixed';
  if (restricted) return 'restricted';
  if (favoured) return 'incentive';
  return answer.registered && answer.sourcesCurrent ? 'clear' : 'not-covered';
}
