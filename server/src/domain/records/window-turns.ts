import type { CalendarDate } from '../../kernel/dates.ts';

/** From a day to a day, both included; `from` null: never, `until` null: without end. */
export type Span = { from: CalendarDate | null; until: CalendarDate | null };
/** What another rule does to a span, looked at on one day. */
export type Turn = 'entering' | 'leaving' | 'otherwise';

/** How many records the rules turn so, and the first few of them by id. */
export type Counted = { records: number; examples: string[] };
export type Turns = Record<Turn, Counted>;

/** Ids shown of those that differ, so that an official can look some of them up. */
const MOST_EXAMPLES = 5;

export const nobody = (): Counted => ({ records: 0, examples: [] });
export const noTurns = (): Turns => ({ entering: nobody(), leaving: nobody(), otherwise: nobody() });

export function turnOf(before: Span, after: Span, day: CalendarDate): Turn | null {
  const [was, is] = [covers(before, day), covers(after, day)];
  if (was !== is) return is ? 'entering' : 'leaving';
  return before.from === after.from && before.until === after.until ? null : 'otherwise';
}

function covers({ from, until }: Span, day: CalendarDate): boolean {
  return from !== null && from <= day && (until === null || day <= until);
}

export function count(counted: Counted, recordId: string): void {
  counted.records += 1;
  if (counted.examples.length < MOST_EXAMPLES) counted.examples.push(recordId);
}

export const hasTurned = (turns: Turns): boolean =>
  turns.entering.records + turns.leaving.records + turns.otherwise.records > 0;
