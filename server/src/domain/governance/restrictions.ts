import type { CalendarDate } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { believedUnder, type HeldGround, type MeasureInForce, measuresInForce } from '../measures/index.ts';
import type { LawOfDays } from './law-of-days.ts';

/** That a trigger restricts what decisions of a category grant, to organisations of some kinds, while a law is in force. */
export type Restriction = {
  category: string;
  trigger: string;
  /** The category a record must be of for a ground of the trigger to be believed, and whether it must name a list. */
  source: string;
  listed: boolean;
  kinds: string[];
  /** The matters under which a check comes before such a decision; any of them will do. */
  matters: string[];
  from: CalendarDate;
  until: CalendarDate;
};

/** Every restriction that a check before a decision could have told of, under each law. */
export function restrictionsUnder(laws: readonly LawOfDays[]): Restriction[] {
  return laws.flatMap(({ catalogue, from, until }) =>
    catalogue.categories().flatMap(({ code: category, checkedUnder: matters = [] }) => {
      const reached = restricting(catalogue, matters).flatMap(({ triggers, targets }) =>
        triggers.flatMap(({ trigger }) => targets.map((kind) => ({ trigger, kind }))),
      );
      return [...Map.groupBy(reached, ({ trigger }) => trigger)].flatMap(([trigger, of]) => {
        const source = catalogue.trigger(trigger)?.category;
        if (source === undefined) return [];
        const listed = catalogue.category(source)?.role === 'list';
        const kinds = [...new Set(of.map(({ kind }) => kind))];
        return [{ category, trigger, source, listed, kinds, matters, from, until }];
      });
    }),
  );
}

/** The restrictions in force for an organisation on a day, of the matters under which a decision of the category is checked. */
export function restrictionsOn(
  catalogue: Catalogue,
  category: string,
  grounds: readonly HeldGround[],
  kind: string,
  day: CalendarDate,
): MeasureInForce[] {
  const matters = catalogue.category(category)?.checkedUnder ?? [];
  // reliefs are of single matters and files, and told by the check itself: these grounds carry none
  const asked = {
    matter: matters[0] ?? '',
    measures: restricting(catalogue, matters),
    believes: believedUnder(catalogue),
    requestRef: null,
  };
  return measuresInForce(grounds, asked, kind, day);
}

/** Each once, also where several of the matters name it. */
function restricting(catalogue: Catalogue, matters: readonly string[]) {
  const measures = matters.flatMap((matter) => catalogue.measuresFor(matter));
  return [...new Set(measures)].filter(({ direction }) => direction === 'restriction');
}
