import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

const VOLUNTARY = 13;

/**
 * A matter requires every source from which one of its restrictions may follow: without it `clear` would be said of
 * somebody nobody asked about. The register is always one of them.
 */
export function mattersLackingSources(draft: Draft): Finding[] {
  const registers = [...draft.categories.values()]
    .filter(({ body }) => body.role === 'register')
    .map(({ body }) => body.code);
  return each(draft, 'matters', ({ code, sources }, found) => {
    const held = new Set(sources.map(({ category }) => category));
    for (const category of [...registers, ...groundsOf(draft, code)]) {
      if (held.has(category)) continue;
      found('/sources', 'matter-lacks-source', `本事项的限制可能来自“${category}”，但未要求这一来源，请补写。`);
    }
    for (const [index, { category }] of sources.entries()) {
      if (draft.categories.get(category)?.body.national.number !== VOLUNTARY) continue;
      found(`/sources/${index}`, 'voluntary-as-ground', '任何事项都不得要求自愿提供的信息，请删去。');
    }
  });
}

function groundsOf(draft: Draft, matter: string): Set<string> {
  const restrictions = [...draft.measures.values()].filter(
    ({ body }) => body.direction === 'restriction' && body.matters.includes(matter),
  );
  const triggers = restrictions.flatMap(({ body }) => body.triggers.map(({ trigger }) => trigger));
  return new Set(triggers.flatMap((trigger) => draft.triggers.get(trigger)?.body.category ?? []));
}
