import type { CataloguePage, CategoryPage } from '../../../../web/src/portal/model.ts';
import { category as categoryPath, list as listPath } from '../../../../web/src/portal/paths.ts';
import type { Catalogue, CompiledCategory, Field } from '../catalogue/index.ts';
import { citeAll, effectsOf } from './clauses.ts';
import { kindName, NATURE_NAMES, OPENNESS_NAMES } from './labels.ts';
import { severityRows, windowText } from './terms.ts';

/** What is recorded about organisations here, and why: the catalogue in force, one row a category. */
export function cataloguePage(catalogue: Catalogue): CataloguePage {
  const rows = catalogue.categories().toSorted((a, b) => a.national.number - b.national.number);
  return {
    page: 'catalogue',
    version: catalogue.version,
    inForceFrom: catalogue.inForceFrom,
    rows: rows.map((category) => ({
      name: category.name,
      href: categoryPath(category.code),
      national: category.national.name,
      submittedBy: category.submittedBy,
      shown: shownText(category),
      openness: OPENNESS_NAMES[category.openness],
      basis: citeAll(catalogue, category.basis),
    })),
  };
}

export function categoryPage(catalogue: Catalogue, code: string): CategoryPage | null {
  const category = catalogue.category(code);
  if (category === undefined) return null;
  const days = category.publishWithinWorkingDays;
  return {
    page: 'category',
    name: category.name,
    national: `${category.national.number}. ${category.national.name}`,
    nature: NATURE_NAMES[category.nature],
    openness: OPENNESS_NAMES[category.openness],
    submittedBy: category.submittedBy,
    subjects: category.subjects.map(kindName),
    shown: shownText(category),
    used: windowText(category, category.use),
    publishWithin: days === undefined ? null : `作出决定之日起 ${days} 个工作日内`,
    note: category.note ?? null,
    basis: citeAll(catalogue, category.basis),
    severity: severityRows(catalogue.severityOf(code, null)),
    lists: category.lists.map((list) => ({ name: list.name, href: listPath(list.code) })),
    effects: effectsOf(catalogue, category.triggers),
    fields: fieldsOf(category),
  };
}

function shownText(category: CompiledCategory): string {
  return category.publicity === undefined ? '不向社会公示' : windowText(category, category.publicity);
}

function fieldsOf(category: CompiledCategory): CategoryPage['fields'] {
  const byShown = new Map<string, string[]>();
  for (const field of category.fields.filter(({ type }) => type !== 'dropped')) {
    const shown = fieldText(category, field);
    byShown.set(shown, [...(byShown.get(shown) ?? []), field.name]);
  }
  return [...byShown].map(([shown, names]) => ({ shown, names }));
}

function fieldText(category: CompiledCategory, field: Field): string {
  const openness = field.openness ?? category.openness;
  if (openness !== 'public') return OPENNESS_NAMES[openness];
  if (field.publish === 'hidden') return '不公示';
  return field.publish === 'masked' ? '遮盖个人信息后才公示' : '公示';
}
