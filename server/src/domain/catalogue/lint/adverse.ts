import type { Category } from '../types.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

export const mayBeAdverse = ({ nature }: Category): boolean => nature === 'adverse' || nature === 'mixed';

/** A category of mixed nature says which rows speak against their subject; no other has anything to say there. */
export function adverseUnsaid(draft: Draft): Finding[] {
  return each(draft, 'categories', ({ nature, adverseWhen }, found) => {
    if (nature === 'mixed' && adverseWhen === undefined)
      found('/adverseWhen', 'adverse-unsaid', '性质为 mixed 的类别须写明哪些内容是不利信息，请补写 adverseWhen。');
    if (nature !== 'mixed' && adverseWhen !== undefined)
      found('/adverseWhen', 'adverse-unsaid', '只有性质为 mixed 的类别才写 adverseWhen，请删去或者改写性质。');
  });
}
