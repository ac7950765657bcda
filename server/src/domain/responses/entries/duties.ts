import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { heirsOf } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';

/** Registered matters read at most; a city has some hundred agencies and a dozen matters. */
const MATTERS_AT_MOST = 20_000;

type Handled = { agency: string; matter: string; registeredAt: Date };

/** What an agency does today: its own matters and those of agencies whose duties came down to it. */
export type Responder = {
  agency: string;
  /** Matter -> since when it, or one before it, has been registered for it. */
  matters: ReadonlyMap<string, Date>;
  /** Itself and those before it: whoever of them has answered has answered for it. */
  predecessors: readonly string[];
};

/** One trigger that an agency has to heed, with what a ground of it must be to be believed. */
export type Duty = {
  agency: string;
  trigger: string;
  category: string;
  /** The category is one of lists: a record that names none brings nothing. */
  list: boolean;
  /** Kinds of subject that the measures reach. */
  kinds: string[];
  since: Date;
};

/** The agencies that have to respond today; only those among `agencies` unless that is null. */
export async function respondersOf(
  db: Queryable,
  agencies: readonly string[] | null,
  day: CalendarDate,
): Promise<Responder[]> {
  const { rows } = await db.query<Handled>(
    `select agency, matter, registered_at as "registeredAt" from agency_matter order by agency, matter
      limit ${MATTERS_AT_MOST}`,
  );
  const heirs = await heirsOf(db, [...new Set(rows.map(({ agency }) => agency))], day);
  const found = new Map<string, { matters: Map<string, Date>; predecessors: Set<string> }>();
  for (const { agency, matter, registeredAt } of rows) {
    for (const heir of heirs.get(agency) ?? []) {
      if (agencies !== null && !agencies.includes(heir)) continue;
      const responder = found.get(heir) ?? { matters: new Map(), predecessors: new Set([heir]) };
      found.set(heir, responder);
      responder.predecessors.add(agency);
      const known = responder.matters.get(matter);
      if (known === undefined || registeredAt < known) responder.matters.set(matter, registeredAt);
    }
  }
  return [...found].map(([agency, { matters, predecessors }]) => ({
    agency,
    matters,
    predecessors: [...predecessors].sort(),
  }));
}

/** The triggers that bring restrictions in the matters of these agencies, by the catalogue. Pure. */
export function dutiesUnder(catalogue: Catalogue, responders: readonly Responder[]): Duty[] {
  const duties: Duty[] = [];
  for (const { agency, matters } of responders) {
    for (const measure of catalogue.measures()) {
      if (measure.direction !== 'restriction') continue;
      const starts = measure.matters.flatMap((matter) => matters.get(matter) ?? []);
      if (starts.length === 0) continue;
      const since = starts.reduce((first, one) => (one < first ? one : first));
      for (const { trigger: code } of measure.triggers) {
        const category = catalogue.trigger(code)?.category;
        if (category === undefined) continue;
        const list = catalogue.category(category)?.role === 'list';
        duties.push({ agency, trigger: code, category, list, kinds: [...measure.targets], since });
      }
    }
  }
  return duties;
}

/** The matters of an agency in which one of these triggers brings a restriction, in the catalogue's order. */
export function mattersTouched(
  catalogue: Catalogue,
  { matters }: Pick<Responder, 'matters'>,
  triggers: readonly string[],
  kind: string,
): string[] {
  return catalogue
    .matters()
    .map(({ code }) => code)
    .filter(
      (code) =>
        matters.has(code) &&
        catalogue
          .measuresFor(code)
          .some(
            ({ direction, targets, triggers: bound }) =>
              direction === 'restriction' &&
              targets.some((target) => target === kind) &&
              bound.some(({ trigger }) => triggers.includes(trigger)),
          ),
    );
}
