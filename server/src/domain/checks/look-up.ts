import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { groundsInForce, type HeldGround, SUBJECTS_A_LOOK_UP } from '../measures/index.ts';
import type { Asked } from './asked.ts';
import { type Currency, readCurrency } from './coverage.ts';
import { type Identified, identify } from './identify.ts';

/** What one check wants to know: its subjects, in force on its day. */
export type Question = { asked: readonly Asked[]; day: CalendarDate };

/** The answers in the order asked; grounds by subject. */
export type Found = { identified: Identified[]; grounds: ReadonlyMap<string, HeldGround[]>; currency: Currency };

/**
 * Answers the questions of concurrent checks together, in a handful of statements. Nothing is remembered between
 * groups: a withdrawal or a finished batch counts from the next check on.
 */
export async function lookUp(pool: pg.Pool, questions: readonly Question[]): Promise<Found[]> {
  const currency = await readCurrency(pool);
  const found = new Map<Question, Found>();
  // Around midnight one group may hold the checks of two days.
  for (const [day, ofDay] of Map.groupBy(questions, (question) => question.day)) {
    const asked = ofDay.flatMap((question) => question.asked);
    const identified: Identified[] = [];
    const grounds = new Map<string, HeldGround[]>();
    for (let start = 0; start < asked.length; start += SUBJECTS_A_LOOK_UP) {
      const chunk = await identify(pool, asked.slice(start, start + SUBJECTS_A_LOOK_UP));
      identified.push(...chunk);
      for (const [subjectId, held] of await groundsInForce(pool, subjectIds(chunk), day)) grounds.set(subjectId, held);
    }
    let position = 0;
    for (const question of ofDay) {
      const end = position + question.asked.length;
      found.set(question, { identified: identified.slice(position, end), grounds, currency });
      position = end;
    }
  }
  return questions.map((question) => found.get(question) as Found);
}

function subjectIds(identified: readonly Identified[]): string[] {
  return [...new Set(identified.flatMap((one) => (one.is === 'subject' ? [one.subject.subjectId] : [])))];
}
