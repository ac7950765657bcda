import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';

/** 行政管理信息 in the national catalogue: what agencies decide and must publish in time. */
const ADMINISTRATIVE = 3;
/** What the page is named after comes first. */
const FIRST = ['licence', 'penalty'];

/** The categories of the 双公示 page: administrative decisions that everybody may see, by day of decision. */
export function decisionCategories(catalogue: Catalogue): CompiledCategory[] {
  const rank = ({ code }: CompiledCategory) => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length);
  return catalogue
    .categories()
    .filter(
      ({ national, openness, publicity, publishWithinWorkingDays }) =>
        national.number === ADMINISTRATIVE &&
        openness === 'public' &&
        publicity !== undefined &&
        publishWithinWorkingDays !== undefined,
    )
    .toSorted((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
}
