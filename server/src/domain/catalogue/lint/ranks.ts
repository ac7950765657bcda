import type { Citation, Instrument, Measure } from '../types.ts';
import { instrumentOf } from './citations.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

type Rank = Instrument['rank'];
const HIGH: readonly Rank[] = ['law', 'administrative-regulation', 'central-document', 'local-regulation'];
const ANY_BUT_STANDARD: readonly Rank[] = [...HIGH, 'judicial-interpretation', 'department-rule', 'normative-document'];

/**
 * Which ranks can carry which effect (国办发〔2020〕49号): what reduces rights or adds duties needs 法律、法规 or a document of
 * 党中央、国务院; so do lists, for which 部门规章 stand in for the time being and the courts' own interpretation for theirs.
 */
export const RANKS_FOR: Readonly<Record<'A' | 'B' | 'C' | 'incentive' | 'list', readonly Rank[]>> = {
  A: HIGH,
  B: ANY_BUT_STANDARD,
  C: ANY_BUT_STANDARD,
  incentive: ANY_BUT_STANDARD,
  list: [...HIGH, 'judicial-interpretation', 'department-rule'],
};

export function ranksTooLow(draft: Draft): Finding[] {
  const carries = (ranks: readonly Rank[], { clause }: Citation) => {
    const cited = draft.instruments.get(instrumentOf(clause))?.body;
    return cited === undefined || ranks.includes(cited.rank); // a dangling one is another rule's finding
  };
  return [
    ...each(draft, 'lists', (list, found) => {
      if (list.basis.some((cited) => carries(RANKS_FOR.list, cited))) return;
      found(
        '/basis',
        'rank-too-low',
        `名单“${list.name}”的依据效力不足：须有法律、法规、党中央国务院文件，或者暂以部门规章为据，请补写依据或者删去名单。`,
      );
    }),
    ...each(draft, 'measures', (measure, found) => {
      const ranks = RANKS_FOR[effectOf(measure)];
      const needed = effectOf(measure) === 'A' ? '法律、法规或者党中央国务院文件' : '规范性文件以上的规定';
      if (!measure.basis.some((cited) => carries(ranks, cited))) {
        found('/basis', 'rank-too-low', `措施“${measure.name}”的依据效力不足，须有${needed}，请补写依据。`);
      }
      for (const [index, { clause }] of measure.triggers.entries()) {
        if (carries(ranks, clause)) continue;
        found(
          `/triggers/${index}/clause`,
          'rank-too-low',
          `“${clause.clause}”效力不足，不能据以采取“${measure.name}”，须有${needed}，请改引。`,
        );
      }
    }),
  ];
}

/** A restriction that does not say its type is judged as the heaviest. */
function effectOf({ direction, type }: Measure): 'A' | 'B' | 'C' | 'incentive' {
  return direction === 'incentive' ? 'incentive' : (type ?? 'A');
}
