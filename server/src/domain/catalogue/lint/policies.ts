import { FIGURES, figuresSaid, isFigure, missingFigures } from '../policy.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** Every figure the engine asks for is said once, in its unit, and no further than law and boundary let it go. */
export function figuresAmiss(draft: Draft): Finding[] {
  const owners = new Map<string, string>();
  const misfits = each(draft, 'policies', ({ code, figures }, found) => {
    for (const [index, { figure, value, unit }] of figures.entries()) {
      const at = `/figures/${index}`;
      if (!isFigure(figure)) {
        found(`${at}/figure`, 'unknown-figure', `平台不认识数值“${figure}”，请核对写法或者删去。`);
        continue;
      }
      const owner = owners.get(figure);
      if (owner !== undefined) found(`${at}/figure`, 'twice', `数值“${figure}”已写在 ${owner} 中，请去掉一个。`);
      owners.set(figure, code);
      const { unit: expected, least, most } = FIGURES[figure];
      if (unit !== expected) found(`${at}/unit`, 'figure-out-of-bounds', `“${figure}”的单位应为 ${expected}，请改写。`);
      if (value < least || value > most)
        found(`${at}/value`, 'figure-out-of-bounds', `“${figure}”应在 ${least} 至 ${most} 之间，请改写。`);
    }
  });
  const said = figuresSaid([...draft.policies.values()].map(({ body }) => body));
  const missing = missingFigures(said);
  if (missing.length === 0) return misfits;
  const message = `policies/ 中没有数值“${missing.join('”“')}”，请补写。`;
  return [...misfits, { file: 'policies', at: `/${missing[0]}`, code: 'figure-missing', message }];
}
