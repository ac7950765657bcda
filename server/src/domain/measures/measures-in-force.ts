import type { CalendarDate } from '../../kernel/dates.ts';
import type { Catalogue, CompiledMeasure, Measure } from '../catalogue/index.ts';

/** A trigger of the catalogue that holds for a subject on a record; a row of `measure_ground` with what a desk must cite. */
export type HeldGround = {
  subjectId: string;
  recordId: string;
  /** Code of the trigger in the catalogue. */
  trigger: string;
  /** What the record is: of which category, and in which list. */
  category: string;
  list: string | null;
  /** First and last day, both included; a null end lasts until the condition ends. */
  validFrom: CalendarDate;
  validUntil: CalendarDate | null;
  documentNo: string | null;
  /** Who decided: 统一社会信用代码 where known, else the registered name. */
  authority: string;
  authorityName: string | null;
  /** A suspension of the record is open: what follows from it is shown and does not bite. */
  suspended: boolean;
  /** Single acts that are permitted on the day although what follows from the record stands. */
  reliefs: readonly HeldRelief[];
};

/** A confirmed permission of one act; `measure` null: every measure of the matter, `requestRef` null: any file. */
export type HeldRelief = {
  matter: string;
  measure: string | null;
  requestRef: string | null;
  documentNo: string;
  act: string;
  until: CalendarDate;
};

/** What an approval desk must or may do about a subject on a day, and why. Stored as answered: fields are only added. */
export type MeasureInForce = {
  measure: string;
  name: string;
  direction: Measure['direction'];
  effect: 'must' | 'may';
  /** `instrument#article` of the catalogue. */
  clause: string;
  decision: { recordId: string; documentNo: string | null };
  authority: string;
  authorityName: string | null;
  from: CalendarDate;
  until: CalendarDate | null;
  suspended?: true;
  /** One act is permitted on this document until this day: the measure is shown and does not bite. */
  relief?: { documentNo: string; act: string; until: CalendarDate };
};

/** What is asked: one matter of the law in force, and the file of the caller for which a relief may hold. */
export type MatterAsked = {
  matter: string;
  measures: readonly CompiledMeasure[];
  believes: (ground: HeldGround) => boolean;
  requestRef: string | null;
};

/** Whether a measure decides anything: one under suspension or relief is shown and does not. */
export function bites({ suspended, relief }: Pick<MeasureInForce, 'suspended' | 'relief'>): boolean {
  return suspended !== true && relief === undefined;
}

/**
 * Whether the law stands behind a ground: its trigger is of the catalogue and of the record's category, and in a category
 * of lists the record names the list that somebody decided. A row that says otherwise brings nothing, whoever wrote it.
 */
export function believedUnder(
  catalogue: Pick<Catalogue, 'trigger' | 'category'>,
): (ground: Pick<HeldGround, 'trigger' | 'category' | 'list'>) => boolean {
  return ({ trigger, category, list }) =>
    catalogue.trigger(trigger)?.category === category &&
    (list !== null || catalogue.category(category)?.role !== 'list');
}

/** Whether a ground reaches the day: both ends included. */
export function holdsOn(ground: Pick<HeldGround, 'validFrom' | 'validUntil'>, day: CalendarDate): boolean {
  return ground.validFrom <= day && (ground.validUntil === null || day <= ground.validUntil);
}

/**
 * The measures of a matter that the grounds of one subject bring on a day, in the catalogue's order. A measure stands
 * once for every decision that brings it: the desk cites each, and the one that ends first ends nothing else.
 *
 * `kind` is the registered kind of the subject; a measure that does not name it is not for this subject.
 */
export function measuresInForce(
  grounds: readonly HeldGround[],
  asked: MatterAsked,
  kind: string,
  day: CalendarDate,
): MeasureInForce[] {
  const holding = grounds.filter((ground) => holdsOn(ground, day) && asked.believes(ground));
  if (holding.length === 0) return [];
  return asked.measures
    .filter(({ targets }) => targets.some((target) => target === kind))
    .flatMap((measure) =>
      measure.triggers.flatMap((binding) =>
        isLapsed(binding, holding)
          ? []
          : holding
              .filter(({ trigger }) => trigger === binding.trigger)
              .map((ground) => brought(measure, binding, ground, reliefFrom(measure, ground, asked))),
      ),
    );
}

/** While an entry stands on which the trigger lapses, it brings nothing, even before its own record has been ended. */
function isLapsed(
  { lapsedBy }: CompiledMeasure['triggers'][number],
  holding: readonly Pick<HeldGround, 'trigger' | 'suspended'>[],
): boolean {
  return lapsedBy !== undefined && holding.some(({ trigger, suspended }) => !suspended && lapsedBy.includes(trigger));
}

function reliefFrom(
  { code }: Pick<Measure, 'code'>,
  { reliefs }: HeldGround,
  asked: MatterAsked,
): HeldRelief | undefined {
  return reliefs.find(
    ({ matter, measure, requestRef }) =>
      matter === asked.matter &&
      (measure === null || measure === code) &&
      (requestRef === null || requestRef === asked.requestRef),
  );
}

function brought(
  measure: Measure,
  binding: Measure['triggers'][number],
  ground: HeldGround,
  relief: HeldRelief | undefined,
): MeasureInForce {
  return {
    measure: measure.code,
    name: measure.name,
    direction: measure.direction,
    effect: binding.effect,
    clause: binding.clause.clause,
    decision: { recordId: ground.recordId, documentNo: ground.documentNo },
    authority: ground.authority,
    authorityName: ground.authorityName,
    from: ground.validFrom,
    until: ground.validUntil,
    ...(ground.suspended ? { suspended: true } : {}),
    ...(relief === undefined
      ? {}
      : { relief: { documentNo: relief.documentNo, act: relief.act, until: relief.until } }),
  };
}
