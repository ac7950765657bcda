import type { Citation as Cited, Effect } from '../../../../web/src/portal/model.ts';
import { type Catalogue, type Citation, PERSON_IN_ROLE } from '../catalogue/index.ts';

/** `ndrc-36-2025#第三条` as people cite it: 《信用修复管理办法》（国家发展改革委令第36号）第三条. */
export function cite(catalogue: Catalogue, { clause, verified }: Citation): Cited {
  const at = clause.indexOf('#');
  const instrument = catalogue.instrument(clause.slice(0, at));
  const number = instrument?.number === undefined ? '' : `（${instrument.number}）`;
  const title = instrument === undefined ? clause.slice(0, at) : `《${instrument.title}》${number}`;
  // An instrument nobody has checked makes no clause of it certain.
  return { text: `${title}${clause.slice(at + 1)}`, verified: verified && instrument?.verified === true };
}

export function citeAll(catalogue: Catalogue, basis: readonly Citation[]): Cited[] {
  return basis.map((citation) => cite(catalogue, citation));
}

/** The measures that may follow from the triggers named, each with its own clause. */
export function effectsOf(catalogue: Catalogue, triggers: readonly { code: string; name: string }[]): Effect[] {
  return triggers.flatMap(({ code, name }) =>
    catalogue.measuresOf(code).map(({ measure, effect, clause, matters }) => ({
      when: name,
      measure: measure.targets.includes(PERSON_IN_ROLE) ? `${measure.name}（责任人员）` : measure.name,
      must: effect === 'must',
      direction: measure.direction,
      matters: matters.map((matter) => catalogue.matter(matter)?.name ?? matter),
      authority: measure.authority,
      clause: cite(catalogue, clause),
    })),
  );
}
