import assert from 'node:assert/strict';
import type { Catalogue } from '../../server/src/domain/catalogue/index.ts';
import type { WorkingCalendar } from '../../server/src/kernel/working-days.ts';

/** A deed as it lies in the table. */
export type DeedRow = {
  subject_id: string;
  case_id: string;
  deed_no: number;
  deed: string;
  from_state: string;
  to_state: string;
  second_no: number | null;
  service_no: number | null;
  due_on: string | null;
  on_day: string;
  document_no: string | null;
  content: { list?: string; term?: Spell };
  actor: string;
};
export type EntryRow = { case_id: string; kind: string; on_day: string; amount: number | null };
export type ServiceRow = { service_no: number; paper: string; recipient: string; served_on: string };
type Spell = { years?: number; months?: number; days?: number };

const DAY_MS = 86_400_000;

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day some months on, or the last one of that month, by the language's own calendar; then days. */
export function spellEnd(day: string, { years = 0, months = 0, days = 0 }: Spell): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year + years, month - 1 + months, 1));
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, lastDate)));
  return later(end.toISOString().slice(0, 10), days);
}

const THREE_YEARS = { years: 3 };
const HALF_A_YEAR = { months: 6 };

/** What the two lists bring, told once more: their triggers, and how long an entry lasts. */
const LISTS: Readonly<Record<string, { triggers: string[]; longest?: Spell; confirmedFor?: Spell }>> = {
  'procurement-serious': { triggers: ['listed-serious', 'listed-procurement-serious'], longest: THREE_YEARS },
  'business-abnormal': { triggers: ['abnormal-business', 'abnormal-operation'], confirmedFor: HALF_A_YEAR },
};

export type Entry = { caseId: string; triggers: string[]; from: string; until: string };

/** The entries that the deeds of a subject say are in force, whatever tables of effects say. `takenBack`: cases whose record was. */
export function entriesOf(deeds: readonly DeedRow[], takenBack: ReadonlySet<string>): Entry[] {
  return [...Map.groupBy(deeds, ({ case_id }) => case_id)].flatMap(([caseId, ofCase]) => {
    const has = (deed: string) => ofCase.findLast((one) => one.deed === deed);
    const decided = has('decided');
    const drafted = has('drafted');
    if (has('took-effect') === undefined || decided === undefined) return [];
    if (has('ended') !== undefined || has('repaired') !== undefined || takenBack.has(caseId)) return [];
    const { list = '', term } = drafted?.content ?? {};
    const rule = LISTS[list];
    assert(rule !== undefined, `an entry on ${list}`);
    const from = decided.on_day;
    const spells = [rule.longest, term].filter((spell) => spell !== undefined);
    const ends = spells.map((spell) => spellEnd(from, spell));
    if (rule.confirmedFor !== undefined) {
      ends.push(spellEnd(has('reconfirmed')?.on_day ?? from, rule.confirmedFor));
    }
    const until = ends.sort()[0];
    assert(until !== undefined, 'every entry ends');
    return [{ caseId, triggers: rule.triggers, from, until }];
  });
}

/** The measures these entries bring on a day, as lines that compare. */
export function measuresOn(
  entries: readonly Entry[],
  catalogue: Catalogue,
  { matter, kind, day }: { matter: string; kind: string; day: string },
): string[] {
  const lines: string[] = [];
  for (const { caseId, triggers, from, until } of entries) {
    if (day < from || day > until) continue;
    for (const { code, matters, targets, triggers: bindings } of catalogue.measures()) {
      if (!matters.includes(matter) || !targets.some((target) => target === kind)) continue;
      for (const { trigger, effect } of bindings) {
        if (triggers.includes(trigger)) lines.push([code, effect, caseId, from, until].join(' '));
      }
    }
  }
  return lines.sort();
}

/** The last day of a clock, as somebody crossing out days would find it; null while it stands still. */
export function recountDue(entries: readonly EntryRow[], calendar: WorkingCalendar): string | null {
  const [start] = entries;
  assert(start?.kind === 'started' && start.amount !== null, 'a ledger begins with a start');
  const still: [from: string, to: string][] = [];
  for (const { kind, on_day } of entries) {
    if (kind === 'suspended') still.push([on_day, '9999-12-31']);
    const open = still.at(-1);
    if (kind === 'resumed' && open !== undefined) open[1] = on_day;
  }
  if (still.at(-1)?.[1] === '9999-12-31') return null;
  let left = start.amount;
  let day = start.on_day;
  while (left > 0) {
    day = later(day, 1);
    if (calendar.dayKind(day).working && !still.some(([from, to]) => from <= day && day <= to)) left--;
  }
  return day;
}

/** Fails unless these deeds are the whole chain of a lawful entry. */
export function assertWholeChain(
  deeds: readonly DeedRow[],
  services: readonly ServiceRow[],
  ledger: readonly EntryRow[],
  calendar: WorkingCalendar,
): void {
  const said = deeds.map(({ deed }) => deed).join(' ');
  const at = (deed: string) => {
    const found = deeds.findLast((one) => one.deed === deed);
    assert(found !== undefined, `no ${deed} among ${said}`);
    return found;
  };
  const served = (deed: DeedRow, paper: string) => {
    const service = services.find(({ service_no }) => service_no === deed.service_no);
    assert(service?.paper === paper && service.recipient === deed.subject_id, `${deed.deed} without ${paper} served`);
    assert(service.served_on <= deed.on_day, `${deed.deed} before it was served`);
  };
  assert.equal(deeds[0]?.deed, 'drafted');
  const [noticed, proposed, confirmed] = [at('noticed'), at('proposed'), at('confirmed')];
  served(noticed, 'listing-notice');
  served(at('repair-noticed'), 'repair-notice');
  served(at('took-effect'), 'listing-decision');
  const answered = deeds.find(({ to_state }) => to_state === 'answered');
  assert(answered !== undefined, `never answered: ${said}`);
  if (answered.deed === 'term-passed') {
    // the clock was stopped that day, and its last day stands
    const due = recountDue(ledger, calendar);
    assert(due !== null && answered.on_day > due && answered.due_on === due, `not over on ${answered.on_day}`);
  } else {
    assert(['waived', 'hearing-held'].includes(answered.deed), `answered by ${answered.deed}`);
    assert(answered.document_no !== null, `${answered.deed} without a document`);
  }
  const name = (actor: string) => actor.toLowerCase().replaceAll(' ', '');
  assert.notEqual(name(confirmed.actor), name(proposed.actor), 'one person proposed and confirmed');
  assert.equal(confirmed.second_no, proposed.deed_no, 'the confirmation is of the last proposal');
  const order = [
    deeds[0],
    noticed,
    answered,
    proposed,
    confirmed,
    at('decided'),
    at('repair-noticed'),
    at('took-effect'),
  ];
  const numbers = order.map((deed) => deed?.deed_no ?? 0);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
    `out of order: ${said}`,
  );
}
