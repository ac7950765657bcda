import type { Difference } from '../differences.ts';
import type { Catalogue, CompiledCategory } from '../model.ts';

/**
 * The categories, of those in both versions, whose windows or grounds may come out otherwise: their own entry differs, or
 * a severity table, list, trigger or enumeration that they go by. Everything else in a catalogue leaves them alone.
 */
export function touchedCategories(
  differences: readonly Pick<Difference, 'kind' | 'code'>[],
  held: Catalogue,
  proposed: Catalogue,
): string[] {
  const changed = new Set(differences.map(({ kind, code }) => `${kind}/${code}`));
  const severityChanged = differences.some(({ kind }) => kind === 'severity');
  const touches = (category: CompiledCategory) =>
    changed.has(`categories/${category.code}`) ||
    (severityChanged && category.publicity !== undefined && 'severity' in category.publicity.until) ||
    category.triggers.some(({ code }) => changed.has(`triggers/${code}`)) ||
    category.lists.some(({ code }) => changed.has(`lists/${code}`)) ||
    category.fields.some(({ of }) => of !== undefined && changed.has(`enumerations/${of}`));
  return held
    .categories()
    .map((category) => [category, proposed.category(category.code)])
    .filter((versions) => versions.every((version) => version !== undefined))
    .filter((versions) => versions.some((version) => version !== undefined && touches(version)))
    .flatMap(([category]) => (category === undefined ? [] : [category.code]))
    .sort();
}
