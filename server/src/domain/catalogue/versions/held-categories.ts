import type { Catalogue } from '../model.ts';

/** A category that a new version could not keep up with what is held under it, and why. */
export type BrokenCategory = { category: string; why: string };

/**
 * What a version must not do to a category of which records are held, because no transition exists that would carry them
 * over: drop it, or read a column they have as another type.
 */
export function brokenCategories(held: Catalogue, proposed: Catalogue): BrokenCategory[] {
  return held.categories().flatMap(({ code: category, name, fields }) => {
    const next = proposed.category(category);
    if (next === undefined) return [{ category, why: `信息类别“${name}”下已有记录，不能从目录中删去` }];
    return fields
      .filter(({ id, type }) => (next.fieldsById.get(id)?.type ?? type) !== type)
      .map(({ id }) => ({ category, why: `“${name}”已有记录，字段 ${id} 的类型不能改变，请另立字段` }));
  });
}
