import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Catalogue } from '../model.ts';

/** A measure that a trigger brings from the day on, or no more, or otherwise (effect, clause, matters, whom it is for). */
export type MeasureChange = { measure: string; trigger: string; change: 'begins' | 'ends' | 'changes' };

/** Measures follow from grounds by the version in force when a desk asks: what differs here is true on the day itself. */
export function measureChanges(held: Catalogue, proposed: Catalogue): MeasureChange[] {
  const [before, after] = [bindingsOf(held), bindingsOf(proposed)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.text === is?.text) return [];
    const change = was === undefined ? 'begins' : is === undefined ? 'ends' : 'changes';
    const { measure, trigger } = (is ?? was) as { measure: string; trigger: string };
    return [{ measure, trigger, change } as const];
  });
}

function bindingsOf(catalogue: Catalogue): Map<string, { measure: string; trigger: string; text: string }> {
  return new Map(
    catalogue.measures().flatMap(({ code: measure, direction, matters, targets, authority, triggers }) =>
      triggers.map(({ trigger, effect, clause }) => {
        const text = canonicalJson({ direction, matters, targets, authority, effect, clause });
        return [`${measure} ${trigger}`, { measure, trigger, text }] as const;
      }),
    ),
  );
}
