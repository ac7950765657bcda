import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import { nameKey } from '../../kernel/text.ts';
import { stateCouncilCalendar, type WorkingCalendar } from '../../kernel/working-days.ts';
import { type Bodies, bodiesOf } from './bodies.ts';
import { compileCategory, listNames } from './category.ts';
import { compileEnumeration } from './enumeration.ts';
import type { Catalogue, CompiledTrigger, KnownPurpose, MeasureBinding } from './model.ts';
import { figuresIn } from './policy.ts';
import type { Entry } from './read-folder.ts';
import { compileSeverity } from './severity.ts';
import { compileTrigger } from './triggers.ts';
import type { Calendar, Category, Measure } from './types.ts';

/** Entries that have passed the lint, as one model. What the lint would refuse is a bug here. */
export function compileCatalogue(
  entries: readonly Entry[],
  { version, inForceFrom }: { version: number; inForceFrom: CalendarDate },
): Catalogue {
  const bodies = bodiesOf(entries);
  const enumerations = new Map([...bodies.enumerations].map(([code, body]) => [code, compileEnumeration(body)]));
  const triggers = compiledOver(bodies.triggers, bodies.categories, compileTrigger);
  const severities = [...compiledOver(bodies.severity, bodies.categories, compileSeverity).values()];
  const lists = [...bodies.lists.values()];
  const triggersOf = groupBy([...triggers.values()], (trigger) => [trigger.category]);
  const measures = [...bodies.measures.values()].map((measure) => ({
    ...measure,
    triggers: measure.triggers.map((binding) => {
      const lapsedBy = lapsedByOf(triggers.get(binding.trigger), triggersOf);
      return lapsedBy === undefined ? binding : { ...binding, lapsedBy };
    }),
  }));
  const listsOf = groupBy(lists, (list) => [list.category]);
  const measuresFor = groupBy(measures, (measure) => measure.matters);
  const bindings = groupBy(measures.flatMap(bindingsOf), ({ trigger }) => [trigger]);
  const listsByName = new Map(lists.flatMap((list) => listNames(list).map((name) => [nameKey(name), list] as const)));
  const purposes = purposesOf(bodies);
  const purposesByCode = new Map(
    purposes.flatMap((one) => [one.code, ...(bodies.purposes.get(one.code)?.aliases ?? [])].map((code) => [code, one])),
  );
  const categories = new Map(
    [...bodies.categories].map(([code, body]) => [
      code,
      compileCategory(body, { enumerations, triggers: triggersOf.get(code) ?? [], lists: listsOf.get(code) ?? [] }),
    ]),
  );

  return {
    version,
    inForceFrom,
    category: (code) => categories.get(code),
    categories: () => [...categories.values()],
    list: (code) => bodies.lists.get(code),
    listByName(text, category) {
      const list = listsByName.get(nameKey(text));
      return category === undefined || list?.category === category ? list : undefined;
    },
    lists: () => lists,
    trigger: (code) => triggers.get(code),
    triggersOf: (category) => triggersOf.get(category) ?? [],
    measure: (code) => bodies.measures.get(code),
    measures: () => measures,
    measuresOf: (trigger) => bindings.get(trigger)?.map(({ binding }) => binding) ?? [],
    measuresFor: (matter) => measuresFor.get(matter) ?? [],
    matter: (code) => bodies.matters.get(code),
    matters: () => [...bodies.matters.values()],
    purpose: (code) => purposesByCode.get(code),
    purposes: () => purposes,
    paper: (code) => bodies.papers.get(code),
    papers: () => [...bodies.papers.values()],
    instrument: (code) => bodies.instruments.get(code),
    instruments: () => [...bodies.instruments.values()],
    enumeration: (code) => enumerations.get(code),
    severityOf: (category, authority) =>
      severities.find((table) => table.category === category && table.authorities?.includes(authority ?? '')) ??
      severities.find((table) => table.category === category && table.authorities === undefined),
    severityTables: () => severities,
    calendar: (year) => bodies.calendars.get(String(year)),
    workingDays: workingDays([...bodies.calendars.values()]),
    get policy() {
      return figuresIn([...bodies.policies.values()]);
    },
  };
}

function compiledOver<Body extends { category: string }, Compiled>(
  bodies: ReadonlyMap<string, Body>,
  categories: ReadonlyMap<string, Category>,
  compile: (body: Body, category: Category) => Compiled,
): Map<string, Compiled> {
  const compiled = new Map<string, Compiled>();
  for (const [code, body] of bodies) {
    const category = categories.get(body.category);
    assert(category !== undefined, `${code} names the category ${body.category}`);
    compiled.set(code, compile(body, category));
  }
  return compiled;
}

/** An official who decides a matter, and a bank that decides on credit, look for that matter. */
function purposesOf({ purposes, matters }: Bodies): KnownPurpose[] {
  const named = [...purposes.values()].map(({ code, name, basis, for: holders }) => ({
    code,
    name,
    basis,
    for: holders,
  }));
  return [
    ...named,
    ...[...matters.values()]
      .filter(({ code }) => !purposes.has(code))
      .map(({ code, name, basis }) => ({ code, name, basis, for: ['agency' as const, 'bank' as const] })),
  ];
}

/** Codes of the triggers in whose force another brings nothing; undefined where it lapses on nothing. */
function lapsedByOf(
  trigger: CompiledTrigger | undefined,
  triggersOf: ReadonlyMap<string, readonly CompiledTrigger[]>,
): string[] | undefined {
  return trigger?.lapsesOn?.flatMap((category) => (triggersOf.get(category) ?? []).map(({ code }) => code));
}

function bindingsOf(measure: Measure): { trigger: string; binding: MeasureBinding }[] {
  return measure.triggers.map(({ trigger, effect, clause }) => ({
    trigger,
    binding: { measure, effect, clause, matters: measure.matters },
  }));
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item]);
  return groups;
}

function workingDays(calendars: readonly Calendar[]): WorkingCalendar {
  return stateCouncilCalendar({
    holidays: calendars.flatMap((calendar) => calendar.holidays),
    workdays: calendars.flatMap((calendar) => calendar.workdays),
    announcedYears: calendars.map((calendar) => calendar.year),
  });
}
