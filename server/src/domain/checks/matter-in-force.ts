import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { believedUnder } from '../measures/index.ts';
import type { MatterInForce } from './answer.ts';

/** The law for a matter; a code the catalogue lacks is refused with the list of those it has. */
export function matterInForce(catalogue: Catalogue, code: string): MatterInForce | Refusal {
  const matter = catalogue.matter(code);
  if (matter === undefined) {
    const matters = catalogue.matters().map((one) => ({ code: one.code, name: one.name }));
    const names = matters.map((one) => `${one.code}（${one.name}）`).join('、');
    return refuse('unknown-code', `目录中没有这个事项，请从下列事项中选择：${names}。`, { field: 'matter', matters });
  }
  return {
    catalogueVersion: catalogue.version,
    matter,
    measures: catalogue.measuresFor(code),
    believes: believedUnder(catalogue),
  };
}
