import { compareDates } from '../../../kernel/dates.ts';
import { citationsIn } from './citations.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

const CITING = [
  'categories',
  'enumerations',
  'severity',
  'lists',
  'triggers',
  'measures',
  'matters',
  'policies',
  'purposes',
  'papers',
] as const;

/** Nothing rests on an instrument that is not yet, or no longer, in force on the day the version takes force. */
export function citedButNotInForce(draft: Draft): Finding[] {
  return CITING.flatMap((kind) =>
    each(draft, kind, (body, found) => {
      for (const { at, instrument, clause } of citationsIn(body)) {
        const cited = draft.instruments.get(instrument)?.body;
        if (cited === undefined) continue;
        const { title, inForceFrom, inForceTo, repealedBy } = cited;
        if (compareDates(inForceFrom, draft.today) > 0) {
          found(at, 'not-in-force', `《${title}》${inForceFrom} 起施行，现在不得引用“${clause}”，请改引现行规定。`);
        } else if (inForceTo !== undefined && compareDates(inForceTo, draft.today) < 0) {
          const heir =
            repealedBy === undefined
              ? ''
              : `，由《${draft.instruments.get(repealedBy)?.body.title ?? repealedBy}》取代`;
          found(at, 'repealed', `《${title}》已于 ${inForceTo} 失效${heir}，请改引现行规定。`);
        }
      }
    }),
  );
}
